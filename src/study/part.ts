import { InputError } from "../text/errors.ts";
import { unknownName } from "../text/messages/studies.ts";
import { isContrast } from "./operands.ts";
import type { Study } from "./study.ts";

/** What a study has under an id, in the order in which an id is looked for. */
export const partKinds = ["figure", "finding", "model"] as const;
export type PartKind = (typeof partKinds)[number];

/** One figure, finding or model, and the study with nothing but what it is made from. */
export interface StudyPart {
  readonly kind: PartKind;
  readonly id: string;
  readonly study: Study;
  /** Names of what else has the id. */
  readonly others: readonly string[];
}

const listOf = { figure: "figures", finding: "findings", model: "models" } as const;

/**
 * The part of a study that a name stands for: the figure of that id, or else the finding, or else the model; `model:ID` is
 * the model alone. Throws where there is none.
 */
export function partOf(study: Study, name: string): StudyPart {
  const asked = partKinds.find((kind) => name.startsWith(`${kind}:`));
  const id = asked ? name.slice(asked.length + 1) : name;
  const kinds = partKinds.filter((kind) => study[listOf[kind]].some((part) => part.id === id));
  const kind = asked ? kinds.find((own) => own === asked) : kinds[0];
  if (kind === undefined) {
    const known = (asked ? [asked] : partKinds).flatMap((own) => study[listOf[own]].map((part) => part.id));
    throw new InputError(unknownName(asked ?? "part", id, known), { file: study.path }, { value: name });
  }
  const others = asked ? [] : kinds.slice(1).map((other) => `${other}:${id}`);
  return { kind, id, study: { ...study, ...nothing, ...madeFrom[kind](study, id) }, others };
}

const nothing = {
  ...{ figures: [], operands: [], findings: [], models: [] },
  ...{ tables: [], charts: [], modelTables: [] },
} satisfies Partial<Study>;

type Made = Partial<Pick<Study, "figures" | "operands" | "findings" | "models">>;

const withId = <Part extends { readonly id: string }>(parts: readonly Part[], ids: readonly unknown[]) =>
  parts.filter((part) => ids.includes(part.id));

/** What each part is made from, itself included. */
const madeFrom: Readonly<Record<PartKind, (study: Study, id: string) => Made>> = {
  figure: ({ figures }, id) => ({ figures: withId(figures, [id]) }),
  model: ({ models }, id) => ({ models: withId(models, [id]) }),
  finding: (study, id) => {
    const findings = withId(study.findings, [id]);
    const compared = findings.flatMap(({ first, second }) => [first, second]);
    const operands = withId(study.operands, compared);
    const fitted = [
      ...findings.map(({ model }) => model),
      ...operands.flatMap(({ measure }) => (isContrast(measure) ? measure.model : [])),
    ];
    return {
      findings,
      operands,
      figures: withId(study.figures, compared),
      models: withId(study.models, fitted),
    };
  },
};
