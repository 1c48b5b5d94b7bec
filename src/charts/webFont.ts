import regular from "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2";
import semiBold from "@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2";

/** Rules of style that give a page the font of its charts, whose places were measured for it. */
export const webFont = [[400, regular] as const, [600, semiBold] as const]
  .map(([weight, bytes]) => {
    const data = Buffer.from(bytes).toString("base64");
    return `@font-face{font-family:"Source Sans 3";font-weight:${weight};src:url(data:font/woff2;base64,${data})}`;
  })
  .join("\n");
