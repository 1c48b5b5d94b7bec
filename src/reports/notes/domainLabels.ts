import type { Codebook } from "../../sources/tables/codebook.ts";
import type { Domain } from "../../study/domain.ts";
import { type Label, titled } from "../../text/language.ts";
import { answered, unanswered } from "../../text/messages/footnotes.ts";
import { both } from "../../text/reader.ts";

/** A domain in the words of its variables' labels, clause by clause. */
export function domainLabels(domain: Domain, codebook: Codebook): Label[] {
  const labelOf = (name: string) => both((reader) => reader.label(codebook, name));
  const clauses = (of: Domain): Label[] => {
    if (of?.kind === "binary") return of.sides.flatMap(clauses);
    const asked = of?.kind === "not" ? of.of : of;
    if (!of || !asked || !("of" in asked) || asked.of.kind !== "variable") return [];
    const { name } = asked.of;
    if (asked.kind !== "in") return [(of.kind === "not" ? answered : unanswered)(labelOf(name))];
    const levels = asked.list.map((item) => (item.kind === "text" ? item.value : ""));
    return [
      both((reader) => {
        const labels = levels.map((level) => reader.label(codebook, name, level));
        const any = new Intl.ListFormat(reader.language, { type: "disjunction" }).format(labels);
        return titled(reader.label(codebook, name), any, reader.language);
      }),
    ];
  };
  return clauses(domain);
}
