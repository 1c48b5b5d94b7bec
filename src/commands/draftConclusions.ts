import type { Guess } from "../study/draft/design.ts";
import type { Draft } from "../study/draft/draft.ts";
import type { Label } from "../text/language.ts";
import {
  codesConcluded,
  columnsLeftOut,
  type DesignPart,
  partConcluded,
  partLeft,
  partsNotFound,
  partToChoose,
  textsAmongNumbers,
} from "../text/messages/drafts.ts";

/** What was concluded from the file, and what has to be looked at. */
export function conclusionsOf({ design, codes, leftOut, surveyed }: Draft): Label[] {
  const { key, weight, strata, cluster, fpc } = design;
  const isAbsent = ({ chosen, isOpen }: Guess) => !chosen && !isOpen;
  const told = (Object.entries({ key, weight, strata, cluster, fpc }) as [DesignPart, Guess][]).flatMap(
    ([part, { chosen, others, isOpen }]) => [
      ...(chosen ? [partConcluded(part, chosen.column, chosen.why)] : []),
      ...(isOpen
        ? [
            partToChoose(
              part,
              others.map(({ column }) => column),
            ),
          ]
        : others.map(({ column, why }) => partLeft(part, column, why))),
    ],
  );
  const absent = [weight, strata, cluster].map(isAbsent) as [boolean, boolean, boolean];
  const left = leftOut.flatMap(({ names }) => names);
  const mixed = surveyed.columns.flatMap(({ name, textsAmongNumbers: texts }) =>
    texts.length > 0 ? [name] : [],
  );
  return [
    ...told,
    ...(absent.includes(true) ? [partsNotFound(...absent)] : []),
    ...codes.map((own) => codesConcluded(own.codes, own.variables, own.how)),
    ...(mixed.length > 0 ? [textsAmongNumbers(mixed)] : []),
    ...(left.length > 0 ? [columnsLeftOut(left)] : []),
  ];
}
