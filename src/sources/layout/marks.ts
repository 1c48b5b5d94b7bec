/** What statisticians write for an answer that is not there, in small letters; in a column of numbers alone they mean that. */
const knownMarks = new Set(
  [
    ["na", "n/a", "n.a.", "n.a", "#na", "nan", "null", "nul", "none", "nil", "missing", "manquant"],
    [
      "nd",
      "n.d.",
      "n.d",
      "n/d",
      "nr",
      "n.r.",
      "n.r",
      "n/r",
      "nsp",
      "n.s.p.",
      "ns",
      "n.s.",
      "nc",
      "n.c.",
      "n/c",
    ],
    ["-", "--", "---", "–", "—", ".", "..", "...", "…", "/", "//", "///", "*", "**", "***", "?", ":"],
  ].flat(),
);

/** Whether a text among numbers stands for a missing answer. */
export const isMark = (text: string) => text.length <= 8 && knownMarks.has(text.toLowerCase());
