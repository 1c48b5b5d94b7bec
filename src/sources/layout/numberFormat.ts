/** How a number format shows a number: times a hundred where it has a percent sign, in thousands, with so many decimals. */
export interface NumberFormat {
  readonly isPercent: boolean;
  /** How many times a thousand the shown number stands for. */
  readonly thousands: number;
  /** Undefined where the format shows as many as there are, as `General` does. */
  readonly decimals: number | undefined;
}

/** What a format code means for positive numbers (ECMA-376, part 1, section 18.8.31). */
export function readFormat(code: string): NumberFormat {
  const [positive = ""] = splitSections(code);
  const marks = positive
    .replace(/\[\$([^\]-]*)[^\]]*]/g, '"$1"')
    .replace(/\[[^\]]*]/g, "")
    .replace(/[_*]./gs, "");
  const bare = marks.replace(/"[^"]*"|\\./gs, "");
  if (!/[0#?]/.test(bare)) return { isPercent: false, thousands: 0, decimals: undefined };
  return {
    isPercent: bare.includes("%"),
    thousands: /[0#?.](,+)(?![0#?,])/.exec(bare)?.[1]?.length ?? 0,
    decimals: /\.([0#?]*)/.exec(bare)?.[1]?.length ?? 0,
  };
}

/** The parts of a code between semicolons, those in quotes and behind a backslash aside. */
function splitSections(code: string): string[] {
  return code.match(/(?:"[^"]*"|\\.|[^;"\\]|["\\])+/gs) ?? [];
}
