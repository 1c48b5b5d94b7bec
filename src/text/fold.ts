/** Lower case without accents, so that "equipe" finds "Équipés" and "Élevé" stands before "faible". */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The order of a list of names: without regard to case and accents, and the same on every machine. */
export function compareNames(a: string, b: string): number {
  return compare(fold(a), fold(b)) || compare(a, b);
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
