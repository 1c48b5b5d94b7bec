import type { Language } from "../text/language.ts";

/** The charts' one font, and what stands for it where it is not installed. */
export const family = "'Source Sans 3', Arial, sans-serif";

/** A chart's width in pixels, between its margins. */
export const pageWidth = 680;
export const margin = 16;

export const sizes = { title: 16, subtitle: 11.5, text: 12.5, small: 11.5, footnote: 11 } as const;

/** Of text: what is read first, and what stands behind. */
export const ink = "#1d1d1b";
export const faint = "#575756";
export const grid = "#e3e3e3";

/** Of one series, and of a second and third beside it: dark to light, apart for colour-blind readers and in grey. */
export const series = ["#0f4c81", "#c8561b", "#8fb8d8"] as const;

/** Of those who give no answer: near white, with an outline, so that no grey print takes it for the scale's end. */
export const silent = { fill: "#f1f1f1", stroke: "#8a8a8a" } as const;

/** From dark to light (after ColorBrewer's Blues). */
const stops = [
  [8, 48, 107],
  [33, 113, 181],
  [107, 174, 214],
  [198, 219, 239],
] as const;

export interface Shade {
  readonly fill: string;
  /** What is legible on it. */
  readonly on: string;
}

/** Colours of an order, each lighter than the one before. */
export function shades(count: number): Shade[] {
  return Array.from({ length: count }, (_, at) => {
    const place = count === 1 ? 1 : (at * (stops.length - 1)) / (count - 1);
    const from = Math.min(Math.floor(place), stops.length - 2);
    const channels = stops[from]!.map((low, channel) =>
      Math.round(low + (place - from) * (stops[from + 1]![channel]! - low)),
    );
    const hex = channels.map((channel) => channel.toString(16).padStart(2, "0")).join("");
    return { fill: `#${hex}`, on: luminance(`#${hex}`) < 0.3 ? "white" : ink };
  });
}

/** The relative luminance of a colour `#rrggbb`, from 0 to 1 (WCAG 2). */
export function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const numbers: Readonly<Record<Language, object>> = {
  fr: { decimal: ",", thousands: "\u202f", grouping: [3], currency: ["", "\u00a0€"] },
  en: { decimal: ".", thousands: ",", grouping: [3], currency: ["€", ""] },
};

/** What Vega-Lite is told of every chart. */
export const configOf = (language: Language) => ({
  background: "white",
  font: family,
  padding: margin,
  locale: { number: numbers[language] },
  view: { stroke: null },
  title: {
    anchor: "start",
    color: ink,
    fontSize: sizes.title,
    fontWeight: 600,
    lineHeight: 20,
    subtitleFontSize: sizes.subtitle,
    subtitleColor: faint,
    subtitleLineHeight: 15,
    subtitlePadding: 5,
    offset: 14,
  },
  axis: {
    domain: false,
    ticks: false,
    labelColor: faint,
    labelFontSize: sizes.small,
    labelPadding: 6,
    labelFlush: false,
    titleColor: faint,
    titleFontSize: sizes.small,
    titleFontWeight: "normal",
    titlePadding: 6,
    gridColor: grid,
  },
});
