// src/study/dataset.ts
import { basename, dirname, extname, join, resolve } from "node:path";
import { z as z2 } from "zod";

// src/sources/derive.ts
var anyMissing = (inputs) => inputs.includes(null);
var evaluators = {
  /** Classes closed on the left: with breaks [40, 50], 40 falls into the second class. */
  cut: ({ breaks }, [input = null], levels) => input === null ? null : levels[breaks.filter((at) => Number(input) >= at).length],
  /** The level whose group holds the input's level; a level in no group becomes missing. */
  recode: ({ groups }, [input = null], levels) => input === null ? null : levels[groups.findIndex((group) => group.includes(String(input)))] ?? null,
  /** How many of the inputs have the level. */
  count: ({ level }, inputs) => anyMissing(inputs) ? null : inputs.filter((input) => input === level).length,
  /** First level when an input has the level, missing answers notwithstanding; second when all are known and none has. */
  any: ({ level }, inputs, [yes, no]) => inputs.includes(level) ? yes : anyMissing(inputs) ? null : no,
  /** The level whose answers are those of the inputs, in order. */
  pattern: ({ answers }, inputs, levels) => anyMissing(inputs) ? null : levels[answers.findIndex((answer) => answer.every((level, at) => level === inputs[at]))] ?? null
};
function recipeInputs(recipe) {
  return typeof recipe.of === "string" ? [recipe.of] : recipe.of;
}
function derive(recipe, inputs, levels) {
  return evaluators[recipe.kind](recipe, inputs, levels);
}

// src/text/errors.ts
var InputError = class extends Error {
  constructor(what, place = {}, details = {}) {
    const where = Object.entries(place).filter(([, part]) => part !== void 0).map(([name2, part]) => `${name2} ${part}`).join(", ");
    const found = "value" in details ? `; found ${JSON.stringify(details.value)}` : "";
    const advice = details.advice ? `. ${details.advice}` : "";
    super(`${where ? `${where}: ` : ""}${what}${found}${advice}`);
    this.name = "InputError";
  }
};

// src/text/suggest.ts
import { closest, distance } from "fastest-levenshtein";
function suggest(name2, known) {
  if (known.length === 0) return "";
  const nearest = closest(name2, known);
  return distance(name2, nearest) <= Math.max(2, name2.length / 3) ? `Did you mean "${nearest}"?` : `Known: ${known.join(", ")}`;
}

// src/study/schemas.ts
import { z } from "zod";
var label = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });
var text = z.union([z.string().min(1), z.number()]).transform(String);
var name = z.string().regex(/^[^=|;]+$/, "a name must not contain = | ;");
function labelOf(named) {
  return { fr: named.fr ?? named.name, en: named.en };
}

// src/study/yaml.ts
import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument } from "yaml";
function readYaml(file3, schema) {
  const lines = new LineCounter();
  const document = parseDocument(readText(file3), { lineCounter: lines, merge: true });
  const [fault] = document.errors;
  if (fault)
    throw new InputError(`the YAML is broken: ${fault.message.split("\n")[0]}`, { file: file3, line: lines.linePos(fault.pos[0]).line });
  const value = document.toJS();
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const node = deepestNode(document, issue.path);
  const line = isNode(node) && node.range ? lines.linePos(node.range[0]).line : void 0;
  const field = issue.path.join(".");
  const found = valueAt(value, issue.path);
  throw new InputError(issue.message, { file: file3, line, field: field || void 0 }, found === void 0 ? {} : { value: found });
}
function readText(file3) {
  try {
    return readFileSync(file3, "utf8");
  } catch (error) {
    const { code } = error;
    throw new InputError(code === "ENOENT" ? "there is no such file" : `the file cannot be read (${code})`, { file: file3 });
  }
}
function deepestNode(document, path) {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node)) return node;
  }
  return void 0;
}
function valueAt(value, path) {
  return path.reduce((at, key) => at?.[key], value);
}

// src/study/dataset.ts
var codedLevel = z2.strictObject({ code: text.optional(), name, fr: z2.string().optional(), en: z2.string() }).transform((level) => ({ code: level.code ?? level.name, name: level.name, label: labelOf(level) }));
var derivedLevel = z2.strictObject({ name, fr: z2.string().optional(), en: z2.string() }).transform((level) => ({ name: level.name, label: labelOf(level) }));
var variable = z2.strictObject({
  name,
  fr: z2.string(),
  en: z2.string(),
  waves: z2.array(text).optional(),
  /** The column's name, when it is not the variable's; one for all waves or one for each. */
  column: z2.union([z2.string(), z2.record(z2.string(), z2.string())]).optional(),
  levels: z2.array(codedLevel).min(2).optional(),
  missing: z2.strictObject({ codes: z2.array(text).min(1), fr: z2.string(), en: z2.string() }).optional()
});
var derivedFields = {
  cut: z2.strictObject({ of: name, breaks: z2.array(z2.number()).min(1) }).optional(),
  recode: z2.strictObject({ of: name, groups: z2.array(z2.array(name)).min(1) }).optional(),
  count: z2.strictObject({ of: z2.array(name).min(1), level: name }).optional(),
  any: z2.strictObject({ of: z2.array(name).min(1), level: name }).optional(),
  pattern: z2.strictObject({ of: z2.array(name).min(1), answers: z2.array(z2.array(name)).min(1) }).optional()
};
var derived = z2.strictObject({ name, fr: z2.string(), en: z2.string(), levels: z2.array(derivedLevel).min(2).optional(), ...derivedFields }).transform((entry, context) => {
  const recipes = Object.keys(derivedFields).flatMap(
    (kind) => entry[kind] ? [{ kind, ...entry[kind] }] : []
  );
  const [recipe] = recipes;
  const fault = recipes.length !== 1 ? `a derived variable needs exactly one of ${Object.keys(derivedFields).join(", ")}` : levelsFault(recipe, entry.levels?.length);
  if (!recipe || fault) {
    context.addIssue({ code: "custom", message: fault ?? "" });
    return z2.NEVER;
  }
  return { name: entry.name, label: { fr: entry.fr, en: entry.en }, levels: entry.levels, recipe };
});
var levelCounts = {
  cut: ({ breaks }) => breaks.length + 1,
  recode: ({ groups }) => groups.length,
  count: () => 0,
  any: () => 2,
  pattern: ({ answers }) => answers.length
};
function levelsFault(recipe, declared = 0) {
  const needed = levelCounts[recipe.kind](recipe);
  return needed === declared ? void 0 : `${recipe.kind} makes ${needed} levels, but ${declared} are declared`;
}
var wave = z2.strictObject({
  file: z2.string().optional(),
  sheet: text.optional(),
  weight: z2.string(),
  strata: z2.array(z2.string()).default([]),
  link: text.optional()
});
var file = z2.strictObject({
  id: name.optional(),
  /** An embedded dataset whose declarations hold unless this file says otherwise. */
  extends: name.optional(),
  kind: z2.enum(["synthetic", "microdata"]).optional(),
  title: label.optional(),
  notes: label.optional(),
  file: z2.string().optional(),
  key: z2.string().optional(),
  waves: z2.record(z2.string(), wave).optional(),
  variables: z2.array(z2.looseObject({ name })).default([]),
  derived: z2.array(z2.looseObject({ name })).default([]),
  /** Variables of the extended dataset that these data do not have. */
  absent: z2.array(name).default([])
});
function embeddedFile(id, dataFolder) {
  return join(dataFolder, id, "dataset.yaml");
}
function loadDataset(path, dataFolder) {
  const own = readYaml(path, file);
  const base = own.extends === void 0 ? void 0 : readYaml(embeddedFile(own.extends, dataFolder), file);
  const merged = base ? extend(base, own) : own;
  const place = { file: path };
  for (const field of ["title", "key", "waves"])
    if (merged[field] === void 0) throw new InputError(`the field "${field}" is missing`, place);
  const waveNames = Object.keys(merged.waves);
  const variables = merged.variables.map((entry) => toVariable(entry, waveNames, path));
  const derivations = merged.derived.map((entry) => parseEntry(derived, entry, path));
  const description = {
    id: merged.id ?? basename(dirname(resolve(path))),
    kind: merged.kind ?? "microdata",
    title: merged.title,
    notes: merged.notes ?? { fr: "", en: "" },
    source: path,
    key: merged.key,
    waves: Object.entries(merged.waves).map(([name2, entry]) => {
      const data = entry.file ?? merged.file;
      if (data === void 0) throw new InputError("no file is named for this wave", { ...place, field: `waves.${name2}` });
      return { name: name2, file: resolve(dirname(path), data), sheet: entry.sheet, weight: entry.weight, strata: entry.strata, link: entry.link };
    }),
    variables,
    derived: derivations
  };
  checkNames(description, path, merged.absent);
  return description;
}
function extend(base, own) {
  const kept = (entries) => entries.filter((entry) => !own.absent.includes(entry.name));
  const restated = new Map(own.variables.map((entry) => [entry.name, entry]));
  const ownNames = /* @__PURE__ */ new Set([...restated.keys(), ...own.derived.map((entry) => entry.name)]);
  const inherited = kept(base.variables).map((entry) => ({ ...entry, ...restated.get(entry.name) }));
  const fresh = own.variables.filter((entry) => !base.variables.some((known) => known.name === entry.name));
  return {
    ...base,
    kind: "microdata",
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== void 0)),
    variables: [...inherited, ...fresh],
    derived: [...kept(base.derived).filter((entry) => !ownNames.has(entry.name)), ...own.derived]
  };
}
function toVariable(entry, waveNames, path) {
  const { name: name2, fr, en, levels, missing, waves = waveNames, column = name2 } = parseEntry(variable, entry, path);
  const columnIn = (wave2) => typeof column === "string" ? column : column[wave2];
  return {
    name: name2,
    label: { fr, en },
    columns: new Map(waves.flatMap((wave2) => columnIn(wave2) === void 0 ? [] : [[wave2, columnIn(wave2)]])),
    levels,
    missing: missing && { codes: missing.codes, label: { fr: missing.fr, en: missing.en } }
  };
}
function parseEntry(schema, entry, path) {
  const result = schema.safeParse(entry);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = [entry.name, ...issue.path].join(".");
  throw new InputError(issue.message, { file: path, field });
}
function checkNames({ variables, derived: derived2, waves }, path, absent2) {
  const known = [...variables, ...derived2].map((entry) => entry.name);
  const repeated = known.find((entry, at) => known.indexOf(entry) !== at);
  if (repeated !== void 0) throw new InputError("two variables have the same name", { file: path }, { value: repeated });
  derived2.forEach(({ name: name2, recipe }, at) => {
    const earlier = [...known.slice(0, variables.length + at), ...absent2];
    for (const input of recipeInputs(recipe))
      if (!earlier.includes(input))
        throw new InputError("a derived variable uses variables declared before it", { file: path, field: name2 }, {
          value: input,
          advice: suggest(input, earlier)
        });
  });
  const names = waves.map((entry) => entry.name);
  for (const { name: name2, link } of waves)
    if (link !== void 0 && !names.includes(link))
      throw new InputError("the linked wave is unknown", { file: path, field: `waves.${name2}.link` }, { value: link, advice: suggest(link, names) });
}

// src/study/population.ts
import { dirname as dirname2, join as join2 } from "node:path";
import { z as z3 } from "zod";

// src/sources/codebook.ts
function levelNames(variable2) {
  return variable2.levels.map((level) => level.name);
}

// src/sources/condition.ts
function parseDomain(text2, place) {
  if (text2.trim() === "") return [];
  return text2.split(";").map((clause2) => {
    const [variable2, levels, ...rest] = clause2.split("=").map((part) => part.trim());
    if (!variable2 || !levels || rest.length > 0)
      throw new InputError("a domain is written variable=level|level; variable=level", place, { value: text2 });
    return { variable: variable2, levels: levels.split("|").map((level) => level.trim()) };
  });
}
function satisfies(domain2, valueOf) {
  return domain2.every(({ variable: variable2, levels }) => levels.includes(valueOf(variable2)));
}

// src/study/population.ts
var clause = z3.string().transform((written, context) => {
  try {
    return parseDomain(written, {});
  } catch (error) {
    context.addIssue({ code: "custom", message: error.message });
    return z3.NEVER;
  }
});
var effect = z3.strictObject({ when: clause, add: z3.record(z3.string(), z3.number()) });
var attribute = z3.union([
  z3.strictObject({ name, shares: z3.record(z3.string(), z3.number().positive()), effects: z3.array(effect).default([]) }),
  z3.strictObject({ name, uniform: z3.strictObject({ of: name, ranges: z3.record(z3.string(), z3.tuple([z3.int(), z3.int()])) }) }),
  z3.strictObject({ name, plus: z3.strictObject({ of: name, add: z3.number() }) })
]);
var population = z3.strictObject({
  size: z3.int().positive(),
  attributes: z3.array(attribute),
  panel: z3.strictObject({ stratum: name, sizes: z3.record(z3.string(), z3.int().positive()) }),
  waves: z3.record(
    z3.string(),
    z3.strictObject({
      respondents: z3.int().positive(),
      among: clause.optional(),
      /** Log-propensity to answer. */
      propensity: z3.array(z3.strictObject({ when: clause, add: z3.number() })).default([])
    })
  ),
  weights: z3.strictObject({ margins: z3.array(name).min(1), decimals: z3.int().min(0) }),
  missing: z3.array(z3.strictObject({ variables: z3.array(name), rate: z3.number().min(0).max(1) })),
  tune: z3.array(text).min(1)
});
function loadPopulation(datasetFile) {
  return readYaml(join2(dirname2(datasetFile), "population.yaml"), population);
}

// src/study/study.ts
import { existsSync, readdirSync } from "node:fs";
import { join as join3 } from "node:path";
import { z as z6 } from "zod";

// src/study/figures.ts
import { z as z4 } from "zod";

// src/sources/sheet.ts
function makeSheet(place, header, rows2, rowNumbers) {
  const names = header.map((name2) => String(name2 ?? "").trim());
  if (rows2.length === 0)
    throw new InputError("there are no rows", place, { advice: "The first row names the columns; data rows follow" });
  const repeated = names.find((name2, at) => name2 !== "" && names.indexOf(name2) !== at);
  if (repeated !== void 0) throw new InputError("two columns have the same name", place, { value: repeated });
  return { ...place, header: names, rows: rows2, rowNumbers };
}
function placeOf(sheet, row3, column) {
  const number2 = row3 === void 0 ? void 0 : sheet.rowNumbers[row3];
  return {
    file: sheet.file,
    sheet: sheet.sheet,
    [sheet.sheet === void 0 ? "line" : "row"]: number2,
    column
  };
}
function columnOf(sheet, name2, advice = "") {
  const at = sheet.header.indexOf(name2);
  if (at < 0)
    throw new InputError(`column "${name2}" is absent`, placeOf(sheet), {
      advice: [suggest(name2, sheet.header.filter(Boolean)), advice].filter(Boolean).join(". ")
    });
  return sheet.rows.map((row3) => row3[at] ?? null);
}

// src/sources/workbook.ts
import { readFile } from "node:fs/promises";
async function readInput(file3) {
  try {
    return await readFile(file3);
  } catch (error) {
    const { code } = error;
    const reason = code === "ENOENT" ? "there is no such file" : `the file cannot be read (${code})`;
    throw new InputError(reason, { file: file3 }, { advice: "Check the path" });
  }
}

// src/sources/delimited.ts
async function readDelimited(file3) {
  const text2 = decodeUtf8(file3, await readInput(file3));
  const { parse } = await import("csv-parse/sync");
  const headerLine = text2.slice(0, text2.search(/\r?\n|$/));
  const delimiter = [",", ";", "	"].reduce((best, next) => count(headerLine, next) > count(headerLine, best) ? next : best);
  let records;
  try {
    records = parse(text2, { delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    const { lines } = error;
    throw new InputError("this is no readable CSV", { file: file3, line: lines }, { advice: "Check the quotes around this line" });
  }
  const [header, ...rows2] = records;
  for (const { record, info } of rows2)
    if (record.length !== header.record.length)
      throw new InputError(`the line has ${record.length} fields, the header ${header.record.length}`, { file: file3, line: info.lines });
  return makeSheet(
    { file: file3 },
    header?.record ?? [],
    rows2.map(({ record }) => record.map(cellOf)),
    rows2.map(({ info }) => info.lines)
  );
}
var cellOf = (text2) => text2 === "" ? null : text2;
var count = (text2, delimiter) => text2.split(delimiter).length - 1;
function decodeUtf8(file3, bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError("the file is not UTF-8 text", { file: file3 }, { advice: "Save it as CSV UTF-8" });
  }
}

// src/study/rows.ts
async function readRows(file3, schema) {
  const source = await readDelimited(file3);
  const columns = Object.keys(schema.shape).map((name2) => [name2, columnOf(source, name2)]);
  const entries = source.rows.map((_, row3) => {
    const cells = Object.fromEntries(columns.map(([name2, column2]) => [name2, column2[row3] ?? ""]));
    const result = schema.safeParse(cells);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const column = String(issue.path[0]);
    throw new InputError(issue.message, placeOf(source, row3, column), { value: cells[column] });
  });
  const ids = columnOf(source, "id");
  const repeated = ids.findIndex((id, row3) => ids.indexOf(id) !== row3);
  if (repeated >= 0)
    throw new InputError("two rows have the same id", placeOf(source, repeated, "id"), { value: ids[repeated] });
  return { source, entries };
}

// src/study/figures.ts
var uses = ["calibrated", "held-out", "context"];
var number = z4.string().regex(/^-?\d+(\.\d+)?$/, "not a number (write 1.6, without spaces)").or(z4.literal(""));
var row = z4.object({
  id: z4.string().regex(/^[a-z0-9-]+$/, "an id has lower-case letters, digits and hyphens"),
  section: z4.string().min(1, "is missing"),
  page: z4.coerce.number().int().positive(),
  chart: z4.string(),
  wave: z4.string(),
  statistic: z4.enum(["percent", "mean", "respondents", ""]),
  variable: z4.string(),
  level: z4.string(),
  domain: z4.string(),
  published: number,
  low: number,
  high: number,
  unit: z4.string().min(1, "is missing"),
  use: z4.enum(uses),
  fr: z4.string().min(1, "is missing"),
  en: z4.string().min(1, "is missing"),
  note: z4.string()
}).superRefine((entry, context) => {
  const fault = (path, message) => context.addIssue({ code: "custom", path: [path], message });
  if (entry.published === "" && (entry.low === "" || entry.high === ""))
    fault("published", "a figure needs a published value, or an interval low to high");
  if (entry.low !== "" && entry.high !== "" && Number(entry.low) > Number(entry.high))
    fault("low", "the interval's low is above its high");
  if (entry.use === "context") return;
  if (entry.statistic === "") fault("statistic", "is missing");
  if (entry.wave === "") fault("wave", "is missing");
  if (entry.statistic !== "respondents" && entry.variable === "") fault("variable", "is missing");
  if (entry.statistic === "percent" && entry.level === "") fault("level", "is missing");
});
async function loadFigures(file3) {
  const sheet = await readRows(file3, row);
  return sheet.entries.map((entry, at) => ({
    id: entry.id,
    label: { fr: entry.fr, en: entry.en },
    section: entry.section,
    page: entry.page,
    chart: entry.chart,
    unit: entry.unit,
    use: entry.use,
    note: entry.note,
    place: placeOf(sheet.source, at),
    estimand: entry.use === "context" ? void 0 : toEstimand(entry, sheet.source, at),
    published: {
      value: toNumber(entry.published),
      decimals: entry.published.split(".")[1]?.length ?? 0,
      low: toNumber(entry.low),
      high: toNumber(entry.high)
    }
  }));
}
function toEstimand(entry, sheet, at) {
  const domain2 = parseDomain(entry.domain, placeOf(sheet, at, "domain"));
  if (entry.statistic === "") throw new InputError("is missing", placeOf(sheet, at, "statistic"));
  return {
    statistic: entry.statistic,
    wave: entry.wave,
    variable: entry.variable || void 0,
    levels: entry.level === "" ? [] : entry.level.split("|"),
    domain: domain2
  };
}
var toNumber = (text2) => text2 === "" ? void 0 : Number(text2);

// src/study/findings.ts
import { z as z5 } from "zod";
var required = z5.string().min(1, "is missing");
var row2 = z5.object({
  id: z5.string().regex(/^[a-z0-9-]+$/, "an id has lower-case letters, digits and hyphens"),
  section: required,
  page: z5.coerce.number().int().positive(),
  model: required,
  variable: required,
  level: required,
  versus: required,
  sign: z5.enum(["+", "-"], "a sign is + or -"),
  fr: required,
  en: required,
  note: z5.string()
});
async function loadFindings(file3) {
  const { source, entries } = await readRows(file3, row2);
  return entries.map(({ fr, en, ...entry }, at) => ({ ...entry, label: { fr, en }, place: placeOf(source, at) }));
}

// src/study/study.ts
var outcome = z6.strictObject({ variable: name, level: name.optional() });
var domain = z6.string().default("");
var file2 = z6.strictObject({
  id: name,
  dataset: name,
  title: label,
  source: label,
  sections: z6.array(z6.strictObject({ id: z6.string(), fr: z6.string(), en: z6.string() })),
  units: z6.record(z6.string(), label),
  tables: z6.array(
    z6.strictObject({ id: name, title: label, waves: z6.array(text).min(1), domain, outcomes: z6.array(outcome).min(1) })
  ),
  charts: z6.array(
    z6.strictObject({ id: name, table: name, type: z6.enum(["grouped-bars", "venn"]), sets: z6.array(name).length(3).optional() })
  ),
  models: z6.array(
    z6.strictObject({
      id: name,
      title: label,
      wave: text,
      family: z6.enum(["logistic", "poisson"]),
      outcome,
      domain,
      covariates: z6.array(name).min(1),
      references: z6.record(z6.string(), name)
    })
  )
});
function listStudies(dataFolder) {
  const folder = join3(dataFolder, "studies");
  return readdirSync(folder).filter((id) => existsSync(join3(folder, id, "study.yaml"))).sort();
}
async function loadStudy(id, dataFolder) {
  const known = listStudies(dataFolder);
  if (!known.includes(id)) throw new InputError("unknown study", {}, { value: id, advice: suggest(id, known) });
  const folder = join3(dataFolder, "studies", id);
  const path = join3(folder, "study.yaml");
  const declared = readYaml(path, file2);
  const toDomain = (of, field) => parseDomain(of, { file: path, field });
  return {
    ...declared,
    sections: new Map(declared.sections.map(({ id: id2, fr, en }) => [id2, { fr, en }])),
    units: new Map(Object.entries(declared.units)),
    tables: declared.tables.map((table) => ({ ...table, domain: toDomain(table.domain, table.id) })),
    models: declared.models.map((model) => ({ ...model, domain: toDomain(model.domain, model.id) })),
    figures: await loadFigures(join3(folder, "figures.csv")),
    findings: await loadFindings(join3(folder, "findings.csv"))
  };
}

// src/sources/wave.ts
import { table as makeTable } from "arquero";

// src/sources/description.ts
function linkedName(variable2, wave2) {
  return `${variable2}_${wave2}`;
}

// src/sources/wave.ts
function codebookOf(description, wave2) {
  const codebook = /* @__PURE__ */ new Map();
  for (const { name: name2, label: label2, levels, columns } of description.variables)
    if (columns.has(wave2.name))
      codebook.set(name2, levels ? { type: "categorical", name: name2, label: label2, levels } : { type: "numeric", name: name2, label: label2 });
  for (const { name: name2, label: label2, levels, recipe } of description.derived)
    if (recipeInputs(recipe).every((input) => codebook.has(input)) && !codebook.has(name2))
      codebook.set(name2, levels ? { type: "categorical", name: name2, label: label2, levels } : { type: "numeric", name: name2, label: label2 });
  const earlier = description.waves.find(({ name: name2 }) => name2 === wave2.link);
  if (!earlier) return codebook;
  for (const variable2 of codebookOf(description, earlier).values()) {
    const name2 = linkedName(variable2.name, earlier.name);
    const label2 = { fr: `${variable2.label.fr} (${earlier.name})`, en: `${variable2.label.en} (${earlier.name})` };
    codebook.set(name2, { ...variable2, name: name2, label: label2 });
  }
  return codebook;
}

// src/weights/raking.ts
var tolerance = 1e-10;
var mostRounds = 1e3;
function rake(weights, margins) {
  let raked = [...weights];
  for (let round = 0; round < mostRounds; round++) {
    let worst = 0;
    for (const { variable: variable2, values, totals } of margins) {
      const sums = /* @__PURE__ */ new Map();
      raked.forEach((weight, row3) => sums.set(values[row3], (sums.get(values[row3]) ?? 0) + weight));
      for (const [level, total] of totals) {
        const sum = sums.get(level);
        if (!sum) throw new InputError(`nobody in the sample has this level of ${variable2}`, {}, { value: level });
        worst = Math.max(worst, Math.abs(total / sum - 1));
      }
      raked = raked.map((weight, row3) => weight * totals.get(values[row3]) / sums.get(values[row3]));
    }
    if (worst < tolerance) return raked;
  }
  throw new InputError("the margins cannot be met together", {}, { value: margins.map(({ variable: variable2 }) => variable2).join(", ") });
}

// src/figures/synthesis/answers.ts
function completion(description, wave2) {
  const codebook = codebookOf(description, wave2);
  const steps = description.derived.filter(({ name: name2 }) => codebook.has(name2)).map(({ name: name2, recipe }) => {
    const variable2 = codebook.get(name2);
    const levels = variable2.type === "categorical" ? levelNames(variable2) : [];
    return { name: name2, recipe, inputs: recipeInputs(recipe), levels };
  });
  return (answers) => {
    const completed = { ...answers };
    for (const { name: name2, recipe, inputs, levels } of steps)
      completed[name2] = derive(recipe, inputs.map((input) => completed[input] ?? null), levels);
    return completed;
  };
}
function linkAnswers(completed, earlier, wave2) {
  if (!earlier) return completed;
  const linked = { ...completed };
  for (const [name2, value] of Object.entries(earlier)) linked[linkedName(name2, wave2)] = value;
  return linked;
}

// src/figures/synthesis/draw.ts
function drawPanel(people, { panel }, random) {
  return Object.entries(panel.sizes).flatMap(
    ([stratum, size]) => take(
      people.filter((person) => person[panel.stratum] === stratum),
      size,
      () => 1,
      random
    )
  );
}
function eligible(people, { among = [] }) {
  return people.filter((person) => holds(among, person));
}
function drawRespondents(panel, wave2, random) {
  const propensity = (person) => Math.exp(wave2.propensity.reduce((sum, { when, add }) => sum + (holds(when, person) ? add : 0), 0));
  return take(eligible(panel, wave2), wave2.respondents, propensity, random);
}
function holds(domain2, person) {
  return satisfies(domain2, (name2) => person[name2] ?? null);
}
function take(people, size, propensity, random) {
  const waits = people.map((person) => -Math.log(1 - random.uniform()) / propensity(person));
  const chosen = new Set(people.map((_, at) => at).sort((a, b) => waits[a] - waits[b]).slice(0, size));
  return people.filter((_, at) => chosen.has(at));
}

// src/figures/synthesis/population.ts
function drawPopulation({ size, attributes }, random) {
  return Array.from({ length: size }, () => {
    const person = {};
    for (const attribute2 of attributes) person[attribute2.name] = drawAttribute(attribute2, person, random);
    return person;
  });
}
function drawAttribute(attribute2, person, random) {
  if ("plus" in attribute2) return Number(person[attribute2.plus.of]) + attribute2.plus.add;
  if ("uniform" in attribute2) {
    const [from, to] = attribute2.uniform.ranges[String(person[attribute2.uniform.of])];
    return random.integer(from, to);
  }
  const effects = attribute2.effects.filter(({ when }) => satisfies(when, (name2) => person[name2] ?? null));
  const odds = Object.entries(attribute2.shares).map(([level, share]) => {
    const shift = effects.reduce((sum, { add }) => sum + (add[level] ?? 0), 0);
    return [level, share * Math.exp(shift)];
  });
  let rest = random.uniform() * odds.reduce((sum, [, odd]) => sum + odd, 0);
  for (const [level, odd] of odds) {
    rest -= odd;
    if (rest < 0) return level;
  }
  return odds.at(-1)[0];
}
function answerOf(person, variable2, wave2) {
  return person[`${variable2}_${wave2}`] ?? person[variable2] ?? null;
}

// src/figures/synthesis/random.ts
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
function makeRandom(seed) {
  const generator = xoroshiro128plus(seed);
  const integer = (from, to) => uniformInt(generator, from, to);
  return {
    uniform: () => uniformFloat64(generator),
    integer,
    pick: (items) => items[integer(0, items.length - 1)]
  };
}

// src/figures/synthesis/tune.ts
var absent = { total: 0, weight: 0 };
function tune(respondents, tuning, random) {
  const { waves, targets, levels, proposals: proposals2 } = tuning;
  const parts = respondents.map((respondent) => partsOf(respondent, waves, targets));
  const sums = targets.map((_, at) => ({
    total: parts.reduce((sum, own) => sum + own[at].total, 0),
    weight: parts.reduce((sum, own) => sum + own[at].weight, 0)
  }));
  const miss = (at, { total, weight }) => distance2(targets[at], total / weight);
  for (let proposal = 0; proposal < proposals2; proposal++) {
    if (proposal % 1e3 === 0 && sums.every((sum, at) => miss(at, sum) === 0)) break;
    const index = random.integer(0, respondents.length - 1);
    const undo = changeAnswers(respondents[index], levels, random);
    const was = parts[index];
    const now = partsOf(respondents[index], waves, targets);
    const moved = targets.flatMap(
      (_, at) => now[at].total !== was[at].total || now[at].weight !== was[at].weight ? [at] : []
    );
    const next = moved.map((at) => ({
      total: sums[at].total + now[at].total - was[at].total,
      weight: sums[at].weight + now[at].weight - was[at].weight
    }));
    const gain = moved.reduce((sum, at, k) => sum + miss(at, sums[at]) - miss(at, next[k]), 0);
    const temperature = hottest * (1 - proposal / proposals2) ** 2;
    if (gain > 0 || gain < 0 && random.uniform() < Math.exp(gain / temperature)) {
      parts[index] = now;
      moved.forEach((at, k) => {
        sums[at] = next[k];
      });
    } else undo();
  }
  return targets.filter((_, at) => miss(at, sums[at]) > 0);
}
var hottest = 0.05;
function changeAnswers({ answers }, levels, random) {
  const own = random.pick([...answers.values()]);
  const before = { ...own };
  const variables = [...levels.keys()].filter((variable2) => (own[variable2] ?? null) !== null);
  for (let change = random.integer(1, 2); change > 0 && variables.length > 0; change--) {
    const variable2 = random.pick(variables);
    own[variable2] = random.pick(levels.get(variable2).filter((level) => level !== before[variable2]));
  }
  return () => {
    Object.assign(own, before);
  };
}
function distance2({ low, high }, value) {
  const outside = Math.max(0, low - value, value - high);
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : (2 * outside / (high - low)) ** 2;
}
function partsOf({ answers, weights }, waves, targets) {
  const completed = /* @__PURE__ */ new Map();
  for (const { name: name2, link, complete } of waves) {
    const own = answers.get(name2);
    if (own) completed.set(name2, linkAnswers(complete(own), link === void 0 ? void 0 : completed.get(link), link));
  }
  return targets.map(({ estimand }) => {
    const own = completed.get(estimand.wave);
    return own ? partOf(estimand, (variable2) => own[variable2] ?? null, weights.get(estimand.wave)) : absent;
  });
}
function partOf({ statistic, variable: variable2, levels, domain: domain2 }, valueOf, weight) {
  const value = valueOf(variable2);
  if (value === null || !satisfies(domain2, valueOf)) return absent;
  const y = statistic === "percent" ? 100 * Number(levels.includes(String(value))) : Number(value);
  return { total: weight * y, weight };
}

// src/figures/synthesis/synthesise.ts
var proposals = 6e5;
function synthesise(description, population2, figures, seed) {
  const random = makeRandom(seed);
  const people = drawPopulation(population2, random);
  const panel = drawPanel(people, population2, random);
  const waves = description.waves.map((wave2) => ({
    name: wave2.name,
    link: wave2.link,
    complete: completion(description, wave2),
    variables: description.variables.filter(({ columns }) => columns.has(wave2.name)).map(({ name: name2 }) => name2),
    codebook: codebookOf(description, wave2)
  }));
  const respondents = new Map(
    panel.map((person) => [person, { answers: /* @__PURE__ */ new Map(), weights: /* @__PURE__ */ new Map() }])
  );
  for (const wave2 of waves) {
    const rules = population2.waves[wave2.name];
    const chosen = drawRespondents(panel, rules, random);
    const answersOf = (person) => Object.fromEntries(wave2.variables.map((variable2) => [variable2, answerOf(person, variable2, wave2.name)]));
    const weights = calibrate(
      chosen.map((person) => wave2.complete(answersOf(person))),
      eligible(people, rules).map((person) => wave2.complete(answersOf(person))),
      population2
    );
    chosen.forEach((person, at) => {
      const answers = answersOf(person);
      for (const { variables, rate } of population2.missing)
        for (const variable2 of variables) if (variable2 in answers && random.uniform() < rate) answers[variable2] = null;
      respondents.get(person).answers.set(wave2.name, answers);
      respondents.get(person).weights.set(wave2.name, weights[at]);
    });
  }
  const levels = new Map(
    population2.tune.map((variable2) => {
      const declared = waves.map(({ codebook }) => codebook.get(variable2)).find((entry) => entry !== void 0);
      return [variable2, declared?.type === "categorical" ? levelNames(declared) : []];
    })
  );
  const taking = [...respondents.values()].filter(({ answers }) => answers.size > 0);
  const missed = tune(taking, { waves, targets: targetsOf(figures), levels, proposals }, random);
  if (missed.length > 0)
    throw new InputError(`with seed ${seed} the answers cannot be tuned to ${missed.map(({ id }) => id).join(", ")}`, {}, {
      advice: "Try another seed, or mend population.yaml"
    });
  return new Map(waves.map(({ name: name2 }) => [name2, rowsOf(taking, name2)]));
}
function calibrate(sample, field, { panel, weights }) {
  const count2 = (rows2, variable2) => {
    const counts = /* @__PURE__ */ new Map();
    for (const row3 of rows2) counts.set(row3[variable2] ?? null, (counts.get(row3[variable2] ?? null) ?? 0) + 1);
    return counts;
  };
  const sampled = count2(sample, panel.stratum);
  const totals = count2(field, panel.stratum);
  const start = sample.map((row3) => totals.get(row3[panel.stratum]) / sampled.get(row3[panel.stratum]));
  const margins = weights.margins.map((variable2) => ({
    variable: variable2,
    values: sample.map((row3) => row3[variable2]),
    totals: count2(field, variable2)
  }));
  return rake(start, margins).map((weight) => Number(weight.toFixed(weights.decimals)));
}
function targetsOf(figures) {
  const targets = /* @__PURE__ */ new Map();
  for (const { id, use, estimand, published } of figures) {
    if (use !== "calibrated" || !estimand || estimand.statistic === "respondents") continue;
    const { low, high } = inside(published);
    const key = JSON.stringify(estimand);
    const same = targets.get(key) ?? { id, low, high };
    targets.set(key, { id: same.id, estimand, low: Math.max(low, same.low), high: Math.min(high, same.high) });
  }
  return [...targets.values()];
}
function inside({ value, decimals, low, high }) {
  const half = 0.5 * 10 ** -decimals;
  const [from, to] = [low ?? value - half, high ?? value + half];
  const margin = 0.15 * (to - from);
  return { low: from + margin, high: to - margin };
}
function rowsOf(respondents, wave2) {
  return respondents.flatMap(({ answers, weights }, at) => {
    const own = answers.get(wave2);
    return own ? [{ key: `M${String(at + 1).padStart(4, "0")}`, answers: own, weight: weights.get(wave2) }] : [];
  });
}

// t2.ts
var ds = loadDataset("data/panel4/dataset.yaml", "data");
var study = await loadStudy("er1245", "data");
var pop = loadPopulation(ds.source);
var none = study.figures.map((f) => ({ ...f, use: "context" }));
var rows = synthesise(ds, pop, none, 1245);
var C = new Map(ds.waves.map((w) => [w.name, completion(ds, w)]));
var by19 = new Map(rows.get("2019").map((r) => [r.key, C.get("2019")(r.answers)]));
console.log("linked", rows.get("2022").filter((r) => by19.has(r.key)).length);
for (const [w, r] of rows) {
  const ws = r.map((x) => x.weight);
  const m = ws.reduce((a, b) => a + b) / ws.length;
  console.log(w, r.length, Math.min(...ws) / m, Math.max(...ws) / m, m * ws.length);
}
var full = new Map([...rows].map(([w, rs]) => [w, rs.map((r) => ({ w: r.weight, a: linkAnswers(C.get(w)(r.answers), w === "2022" ? by19.get(r.key) : void 0, "2019") }))]));
var seen = /* @__PURE__ */ new Set();
for (const f of study.figures) {
  const e = f.estimand;
  if (!e || e.statistic === "respondents") continue;
  const k = JSON.stringify(e);
  if (seen.has(k)) continue;
  seen.add(k);
  let t = 0, s = 0, n = 0;
  for (const { w, a } of full.get(e.wave)) {
    const v = a[e.variable];
    if (v == null || !satisfies(e.domain, (x) => a[x] ?? null)) continue;
    n++;
    s += w;
    t += w * (e.statistic === "percent" ? 100 * +e.levels.includes(String(v)) : +v);
  }
  console.log(f.id.padEnd(34), f.use.padEnd(11), f.published.value ?? `${f.published.low}-${f.published.high}`, (t / s).toFixed(2), n);
}
for (const v of ["tranche_age3", "sexe", "mode", "teleconsulte", "volume", "densite"]) {
  const c = {};
  let s = 0;
  for (const { w, a } of full.get("2022")) {
    c[String(a[v])] = (c[String(a[v])] ?? 0) + w;
    s += w;
  }
  for (const k in c) c[k] = +(100 * c[k] / s).toFixed(1);
  console.log(v, c);
}
