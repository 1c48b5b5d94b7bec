import { InvalidArgumentError } from "commander";
import type { Statistic } from "../analyses/estimate.ts";
import * as told from "../text/messages/flagValues.ts";
import type { Reader } from "../text/reader.ts";

/** Two bounds as a flag gives them. */
export interface BoundsFlag {
  readonly low: number;
  readonly high: number;
}

/** What stands between the commas of a text, but for those in backquotes and in parentheses, such as those of `cut(age, 40, 60)`. */
function parts(text: string): string[] {
  const found = [""];
  let depth = 0;
  for (const piece of text.match(/`[^`]*`|[^,`()]+|[,`()]/g) ?? []) {
    if (piece === "(") depth++;
    if (piece === ")") depth--;
    if (piece === "," && depth <= 0) found.push("");
    else found.push(found.pop()! + piece);
  }
  return found.map((part) => part.trim());
}

/** The names that a text lists, with commas between; undefined where one of them is empty. */
export function namesIn(text: string): string[] | undefined {
  const found = parts(text);
  return found.includes("") ? undefined : found.map(unquoted);
}

/** A name without the backquotes that it was written in. */
const unquoted = (name: string) => /^`(?<name>[^`]+)`$/.exec(name)?.groups?.name ?? name;

/** What reads the values of flags; faults are told in the reader's language. */
export function flagValues({ say }: Reader) {
  const refuse = (message: Parameters<Reader["say"]>[0]) => new InvalidArgumentError(say(message));

  /** Texts between commas, after those of the flag's earlier uses. */
  const texts = (text: string, before: readonly string[] = []) => {
    const found = parts(text);
    if (found.includes("")) throw refuse(told.listOfNames);
    return [...before, ...found];
  };

  const list = (text: string, before: readonly string[] = []) => [...before, ...texts(text).map(unquoted)];

  /** Some of the values that are known, each once. */
  const someOf =
    <Value extends string>(known: readonly Value[]) =>
    (text: string, before: readonly string[] = []): Value[] => {
      const asked = list(text, before);
      if (asked.some((value) => !known.includes(value as Value))) throw refuse(told.someOf(known));
      return known.filter((value) => asked.includes(value));
    };

  const single = (part: told.StagePart) => (text: string) => {
    if (parts(text).length > 1) throw refuse(told.firstStageAlone(part));
    return unquoted(text);
  };

  const size = (text: string) => {
    if (!/^(?=[^a-z]*[1-9])\d+(?:\.\d+)?\s?[kmgt]i?b$/i.test(text)) throw refuse(told.sizeOfMemory);
    return text;
  };

  const confidence = (text: string) => {
    const level = Number(text);
    if (!(level > 0 && level < 1)) throw refuse(told.levelBetween);
    return level;
  };

  const statistic = (text: string): Statistic => {
    if (text === "mean" || text === "total") return { kind: text };
    if (text === "median") return { kind: "quantile", probability: 0.5 };
    const at = text.indexOf("=");
    const [kind, argument] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
    const probability = Number(argument);
    if (kind === "quantile" && argument !== "" && probability > 0 && probability < 1)
      return { kind, probability };
    if (kind === "quantile" && /^0?,\d+$/.test(argument))
      throw refuse(told.decimalPoint(`quantile=0.${argument.split(",")[1]}`));
    if (kind === "ratio" && argument !== "") return { kind, denominator: argument };
    throw refuse(told.knownStatistics);
  };

  const wholeNumber = (least: number, most: number) => (text: string) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) throw refuse(told.wholeNumberFrom(least, most));
    return value;
  };

  const freedom = (text: string) => {
    if (text === "domain" || text === "design") return text;
    if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw refuse(told.knownFreedoms);
    return Number(text);
  };

  const tolerance = (text: string) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= 0 && value < 1)) throw refuse(told.aTolerance);
    return value;
  };

  const positiveNumber = (text: string) => {
    const value = Number(text);
    if (!(value > 0 && Number.isFinite(value))) throw refuse(told.aPositiveNumber);
    return value;
  };

  /** A number, several with commas between, or the name of a file. */
  const replicateScale = (text: string) => {
    if (/\.(csv|tsv|txt|xlsx)$/i.test(text)) return text;
    if (!text.includes(",")) return positiveNumber(text);
    return text.split(",").map((part) => {
      const factor = Number(part);
      if (part.trim() === "" || !(factor >= 0 && Number.isFinite(factor)))
        throw refuse(told.replicateFactors);
      return factor;
    });
  };

  const fayFactor = (text: string) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= 0 && value < 1)) throw refuse(told.aFayFactor);
    return value;
  };

  const pair = (text: string, example: string): BoundsFlag => {
    const [low, high, ...more] = text
      .split(",")
      .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
    if (low === undefined || high === undefined || more.length > 0) throw refuse(told.twoNumbers(example));
    return { low, high };
  };

  const ratios = (text: string) => {
    if (text === "tightest") return text;
    const { low, high } = pair(text, "0.4,2.5");
    if (!(low >= 0 && low < 1 && high > 1 && Number.isFinite(high))) throw refuse(told.ratiosAroundOne);
    return { low, high };
  };

  const fixedRatios = (text: string) => {
    const bounds = ratios(text);
    if (bounds === "tightest") throw refuse(told.twoRatios);
    return bounds;
  };

  const limits = (text: string): BoundsFlag => {
    const { low, high } = pair(text, say(told.openLimits));
    const [least, most] = [Number.isNaN(low) ? 0 : low, Number.isNaN(high) ? Number.POSITIVE_INFINITY : high];
    const bounded = !Number.isNaN(low) || !Number.isNaN(high);
    const readable = text.split(",").every((part) => part.trim() === "" || Number.isFinite(Number(part)));
    if (!bounded || !readable || least < 0 || !(least < most)) throw refuse(told.limitsOfWeights);
    return { low: least, high: most };
  };

  /** Collects the values of a flag that may be repeated. */
  const collect = (text: string, before: readonly string[] = []) => [...before, text];

  return {
    texts,
    list,
    someOf,
    single,
    confidence,
    size,
    statistic,
    wholeNumber,
    freedom,
    tolerance,
    positiveNumber,
    replicateScale,
    fayFactor,
    ratios,
    fixedRatios,
    limits,
    collect,
  };
}

export type FlagValues = ReturnType<typeof flagValues>;
