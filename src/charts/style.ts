import type { TopLevelSpec } from "vega-lite";

/** Colours that stay apart in print and for colour-blind readers (Okabe and Ito 2008). */
export const palette = {
  past: "#b9c4cf",
  present: "#56a0d3",
  estimate: "#0b5a94",
  sets: ["#0072b2", "#009e73", "#d55e00"],
} as const;

export const ink = "#222222";

const titleSize = 15;
const footnoteSize = 11;

export const config = {
  background: "white",
  font: "Helvetica, Arial, sans-serif",
  view: { stroke: null },
  title: {
    anchor: "start",
    fontSize: titleSize,
    subtitleFontSize: footnoteSize,
    subtitleColor: "#555555",
    offset: 14,
  },
  axis: { labelColor: ink, titleColor: ink, labelFontSize: 12, titleFontSize: 11, gridColor: "#e6e6e6" },
  legend: { labelFontSize: 12 },
} as const;

/** What every chart is told besides its values. */
export interface Caption {
  readonly title: string;
  /** The line that says what data the values come from, and the methods' line. */
  readonly subtitle: readonly string[];
  /** What stands below. */
  readonly footnotes?: readonly string[];
}

/** How wide a text is in pixels, as Vega takes it where it has no canvas. */
export const textWidth = (text: string, fontSize: number): number => 0.8 * fontSize * text.length;

/** A chart of some width in pixels below its title and above its footnotes, which are no wider than the chart or the title. */
export function framed(
  view: object,
  { title, subtitle, footnotes = [] }: Caption,
  width: number,
): TopLevelSpec {
  const widest = Math.max(width, textWidth(title, titleSize));
  const characters = Math.floor(widest / textWidth(" ", footnoteSize));
  const folded = (texts: readonly string[]) => texts.flatMap((text) => wrapLine(text, characters));
  const below = {
    text: folded(footnotes),
    orient: "bottom",
    fontSize: footnoteSize,
    fontWeight: "normal",
    lineHeight: 14,
    color: config.title.subtitleColor,
  };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    config,
    title: { text: title, subtitle: folded(subtitle) },
    ...(footnotes.length === 0 ? view : { vconcat: [{ ...view, title: below }] }),
  } as TopLevelSpec;
}

/** Breaks a caption's line where it would run over the chart's edge. */
export function wrapLine(line: string, characters: number): string[] {
  const lines: string[] = [];
  for (const word of line.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < characters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
