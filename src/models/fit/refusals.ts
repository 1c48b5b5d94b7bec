import type { Label } from "../../text/language.ts";

/** Why a model cannot be fitted. */
export interface Refusal {
  readonly refusal: Label;
}
