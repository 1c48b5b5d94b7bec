/** Colours that stay apart in print and for colour-blind readers (Okabe and Ito 2008). */
export const palette = {
  past: "#b9c4cf",
  present: "#56a0d3",
  estimate: "#0b5a94",
  sets: ["#0072b2", "#009e73", "#d55e00"],
} as const;

export const ink = "#222222";

export const config = {
  background: "white",
  font: "Helvetica, Arial, sans-serif",
  view: { stroke: null },
  title: { anchor: "start", fontSize: 15, subtitleFontSize: 11, subtitleColor: "#555555", offset: 14 },
  axis: { labelColor: ink, titleColor: ink, labelFontSize: 12, titleFontSize: 11, gridColor: "#e6e6e6" },
  legend: { labelFontSize: 12 },
} as const;

/** What every chart is told besides its values. */
export interface Caption {
  readonly title: string;
  /** The line that says what data the values come from, and the methods' line. */
  readonly subtitle: readonly string[];
}

/** Breaks a caption's line where it would run over the chart's edge. */
export function wrapLine(line: string, characters = 78): string[] {
  const lines: string[] = [];
  for (const word of line.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < characters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
