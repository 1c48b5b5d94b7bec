/** A cell of a table: a number, a text, or nothing. */
export type Cell = string | number | null;
