import { quoteName } from "../../sources/expressions/deparse.ts";
import { variablesIn } from "../../sources/expressions/expression.ts";
import { InputError } from "../../text/errors.ts";
import {
  factorAndNumber,
  makesAnother,
  notInModel,
  numberWithoutLevels,
} from "../../text/messages/modelResults.ts";
import type { FittedModel } from "../fit/model.ts";
import type { FactorLevels } from "../formula/frame.ts";

/** Whether a variable is a factor of the model, and not a number. */
export function isFactorOf({ frame }: Pick<FittedModel, "frame">, variable: string): boolean {
  return frame.bases.some(({ name, factor }) => name === variable && factor !== undefined);
}

/** The factor that a variable is in a model; throws where it is none, a number as well, or what another factor is made from. */
export function factorOf(
  { frame }: FittedModel,
  variable: string,
): { readonly base: number; readonly factor: FactorLevels } {
  const maker = frame.formula.atoms.find(
    ({ madeFrom }) => madeFrom && variablesIn(madeFrom).includes(variable),
  );
  if (maker) throw new InputError(makesAnother(maker.label), {}, { value: variable });
  const own = frame.bases.filter(({ name }) => name === variable);
  const base = frame.bases.findIndex(({ name, factor }) => name === variable && factor);
  if (base >= 0 && own.length === 1) return { base, factor: frame.bases[base]!.factor! };
  const value = variable;
  if (own.length > 1) throw new InputError(factorAndNumber, {}, { value });
  if (own.length === 1) throw new InputError(numberWithoutLevels(quoteName(variable)), {}, { value });
  const factors = frame.bases.flatMap(({ name, factor }) => (factor ? name : []));
  throw new InputError(notInModel(variable, factors), {}, { value });
}
