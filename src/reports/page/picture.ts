import type { Reader } from "../../text/reader.ts";
import { type Html, html, trusted } from "./html.ts";

/**
 * A chart that was drawn as SVG, within the page: one picture with a name and a description for those who cannot see it, marks
 * that tell their values where a pointer rests on them, and names inside it that no other chart of the page has.
 */
export function picture(
  svg: string,
  id: string,
  { title, description }: { readonly title: string; readonly description: string },
  reader: Reader,
): Html {
  const [, viewBox = "", content = ""] = /<svg[^>]*\bviewBox="([^"]*)"[^>]*>(.*)<\/svg>/s.exec(svg) ?? [];
  const [width = "", height = ""] = viewBox.split(/[ ,]+/).slice(2);
  const told = content
    .replace(
      /<(path|line|rect|circle)((?: [^>]*?)?) aria-label="([^"]*)"([^>]*?)\/>/g,
      (_, name: string, before: string, label: string, after: string) =>
        `<${name}${before}${after}><title>${tidy(label, reader)}</title></${name}>`,
    )
    .replace(/ (?:class|role|aria-[a-z]+)="[^"]*"/g, "")
    .replace(/ id="/g, ` id="${id}-`)
    .replace(/(href="|url\()#/g, `$1#${id}-`);
  return html`<div class="chart" role="region" tabindex="0" aria-label="${title}"><svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>${trusted(told)}</svg></div>`;
}

/** A mark's values without the names of fields and without places on the plane: "Has a pet; 2022; 83.6". */
function tidy(label: string, { number, language }: Reader): string {
  const parts = label.split("; ").flatMap((part) => {
    const [, field, value] = /^([^:]*): (.*)$/s.exec(part) ?? [];
    if (field === undefined || value === undefined) return [part];
    if (["x", "y", "at", "kind"].includes(field)) return [];
    const plain = value.replace("−", "-");
    return [/^-?\d+\.\d+$/.test(plain) ? number(Number(plain), 1) : value];
  });
  return parts.join(language === "fr" ? " ; " : "; ");
}
