import { visibleLines } from "./visible.ts";

/** A text for an element or a quoted attribute: none becomes markup, and what cannot be seen is written out. */
export const escapeHtml = (text: string): string =>
  visibleLines(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
