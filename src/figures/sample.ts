import type { Dataset } from "../sources/datasets/dataset.ts";
import type { Wave } from "../sources/datasets/wave.ts";
import { type Domain, satisfies } from "../sources/expressions/condition.ts";
import type { ColumnValues } from "../sources/tables/codebook.ts";
import type { Table } from "../sources/tables/table.ts";
import type { Design } from "../survey/design.ts";
import { designOfWave } from "../survey/waveDesign.ts";
import type { Label } from "../text/language.ts";

/** A wave made ready for estimation. */
export interface Sample {
  readonly wave: Wave;
  readonly design: Design;
  readonly table: Table;
  /** The values of a variable, row by row. */
  column(variable: string): ColumnValues;
  /** Whether each row is in the domain. */
  inDomain(domain: Domain): readonly boolean[];
}

export type Samples = ReadonlyMap<string, Sample>;

export function makeSamples(dataset: Dataset): Samples {
  return new Map([...dataset.waves.values()].map((wave) => [wave.name, makeSample(wave)]));
}

function makeSample(wave: Wave): Sample {
  const domains = new Map<string, readonly boolean[]>();
  const columns = new Map<string, ColumnValues>();
  const column = (variable: string) => {
    const values = columns.get(variable) ?? [...wave.table.typed(variable)];
    columns.set(variable, values);
    return values;
  };
  return {
    wave,
    design: designOfWave(wave),
    table: wave.table,
    column,
    inDomain: (domain) => {
      const key = JSON.stringify(domain);
      const known = domains.get(key);
      if (known) return known;
      const clauses = new Map(domain.map(({ variable }) => [variable, column(variable)]));
      const inside = wave.keys.map((_, row) => satisfies(domain, (variable) => clauses.get(variable)![row]!));
      domains.set(key, inside);
      return inside;
    },
  };
}

/** Says that the data lack a wave or variables, for a figure or a model that needs them. */
export function lackOf(names: readonly string[]): Label {
  return { fr: `les données n'ont pas ${names.join(", ")}`, en: `the data lack ${names.join(", ")}` };
}

/** Those of the variables that the sample lacks; all of them when there is no such wave. */
export function lackingVariables(
  sample: Sample | undefined,
  domain: Domain,
  variables: readonly string[],
): string[] {
  const needed = [...variables, ...domain.map(({ variable }) => variable)];
  return [...new Set(needed.filter((variable) => !sample?.table.codebook.has(variable)))];
}
