import type { Codebook } from "../../sources/tables/codebook.ts";
import type { Domain } from "../../study/domain.ts";
import { type Label, titled } from "../../text/language.ts";
import { listOf } from "../../text/lists.ts";
import { answered, unanswered } from "../../text/messages/footnotes.ts";
import { both } from "../../text/reader.ts";

/** A domain in the words of its variables' labels, clause by clause. */
export function domainLabels(domain: Domain, codebook: Codebook): Label[] {
  if (domain?.kind === "binary") return domain.sides.flatMap((side) => domainLabels(side, codebook));
  const clause = domain?.kind === "not" ? domain.of : domain;
  if (!clause || !("of" in clause) || clause.of.kind !== "variable") return [];
  const { name } = clause.of;
  const variable = both((reader) => reader.label(codebook, name));
  if (clause.kind !== "in") return [domain?.kind === "not" ? answered(variable) : unanswered(variable)];
  const levels = clause.list.map((item) => (item.kind === "text" ? item.value : ""));
  return [
    both((reader) => {
      const labels = levels.map((level) => reader.label(codebook, name, level));
      const any = listOf(labels, "or", reader.language);
      return titled(reader.say(variable), any, reader.language);
    }),
  ];
}
