/** What a text may be written in, by names of the WHATWG Encoding Standard, in which latin1 is windows-1252. */
export const encodings = ["utf-8", "windows-1252", "latin1", "macintosh", "utf-16le", "utf-16be"] as const;

export type Encoding = (typeof encodings)[number];
