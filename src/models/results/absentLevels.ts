import type { FittedModel } from "../fit/model.ts";

/** The levels of a factor that have no rows. */
export interface AbsentLevels {
  readonly variable: string;
  readonly levels: readonly string[];
}

/** The factors of a model with levels that no row used has. */
export function absentLevels({ frame }: Pick<FittedModel, "frame">): AbsentLevels[] {
  return frame.bases.flatMap(({ factor }) =>
    factor && factor.absent.length > 0 ? [{ variable: factor.variable, levels: factor.absent }] : [],
  );
}
