import { brokenObject, rdsObject } from "../../../text/messages/rds.ts";
import { Damage, Refusal } from "../columnar/damage.ts";
import { checkedRows } from "../columnar/rows.ts";
import type { StoredBytes } from "../storedTable.ts";
import { TextAnswers } from "../textAnswers.ts";
import { missingInteger, nothing, numbersOf, type RObject, textsOf } from "./objects.ts";

/** The vector that R keeps in a compact form (ALTREP, R's altclasses.c), told by the form's kind and its state. */
export function expanded(kind: RObject, state: RObject, bytes: StoredBytes): RObject {
  const name = kind.content.of === "objects" ? textsOf(kind.content.values[0])[0] : undefined;
  const expand = forms[name ?? ""];
  if (!expand) throw new Refusal(rdsObject, `ALTREP ${name ?? ""}`);
  return expand(state, bytes);
}

function sequence(state: RObject, bytes: StoredBytes): Float64Array {
  const [length, first, step] = numbersOf(state) ?? [];
  if (step === undefined) throw new Damage(brokenObject);
  return Float64Array.from({ length: checkedRows(length!, bytes) }, (_, at) => first! + at * step);
}

const wrapped = ({ content }: RObject): RObject => {
  const inner = content.of === "objects" ? content.values[0] : undefined;
  if (!inner) throw new Damage(brokenObject);
  return inner;
};

const integers = (state: RObject, bytes: StoredBytes): RObject => {
  const values = Int32Array.from(sequence(state, bytes));
  return { ...nothing("integer", values.length), content: { of: "integers", values } };
};

const doubles = (state: RObject, bytes: StoredBytes): RObject => {
  const values = sequence(state, bytes);
  return { ...nothing("double", values.length), content: { of: "doubles", values } };
};

/** Numbers that R has not written out yet: whole ones, which are sure to be written by their digits. */
function texts(state: RObject): RObject {
  const { content } = wrapped(state);
  if (content.of !== "integers") throw new Refusal(rdsObject, "ALTREP deferred_string");
  const answers = new TextAnswers(content.values.length);
  content.values.forEach((value, at) => {
    answers.set(at, value === missingInteger ? null : String(value));
  });
  return {
    ...nothing("character", content.values.length),
    content: { of: "texts", values: answers.factor() },
  };
}

const forms: Readonly<Record<string, (state: RObject, bytes: StoredBytes) => RObject>> = {
  compact_intseq: integers,
  compact_realseq: doubles,
  deferred_string: texts,
  wrap_integer: wrapped,
  wrap_logical: wrapped,
  wrap_real: wrapped,
  wrap_string: wrapped,
  wrap_list: wrapped,
  wrap_complex: wrapped,
  wrap_raw: wrapped,
};
