import type { WaveDescription } from "../../../sources/datasets/description.ts";
import type { Answers } from "../answers.ts";
import type { Respondent } from "../tune.ts";
import type { Drawn } from "./draw.ts";

/**
 * Gives the answers of a wave to respondents of the wave that it is linked to: to each one whose earlier answers are those that were
 * drawn together with the new ones; where nobody is left who has them all, to one who has most. Whoever comes after all are taken is
 * new in the panel.
 */
export function linkRespondents(
  before: readonly Respondent[],
  drawn: readonly Drawn[],
  { name, link }: WaveDescription,
  weight: number,
): Respondent[] {
  const left = new Set(before.filter(({ answers }) => link !== undefined && answers.has(link)));
  const taken = new Map<Respondent, Answers>();
  const take = (respondent: Respondent, answers: Answers) => {
    left.delete(respondent);
    taken.set(respondent, answers);
  };
  const keyOf = (values: readonly unknown[]) => JSON.stringify(values);
  const asked = drawn[0]?.earlier ?? [];
  const byAnswers = new Map<string, Respondent[]>();
  for (const respondent of left) {
    const key = keyOf(asked.map(({ variable, wave }) => respondent.answers.get(wave)?.[variable]));
    byAnswers.set(key, [...(byAnswers.get(key) ?? []), respondent]);
  }
  const unlike = drawn.filter(({ answers, earlier }) => {
    const found = byAnswers.get(keyOf(earlier.map(({ value }) => value)))?.shift();
    if (found) take(found, answers);
    return !found;
  });
  const added: Respondent[] = [];
  for (const { answers, earlier } of unlike) {
    const alike = ({ answers: own }: Respondent) =>
      earlier.filter(({ variable, wave, value }) => own.get(wave)?.[variable] === value).length;
    const nearest = [...left].reduce<Respondent | undefined>(
      (best, own) => (best && alike(best) >= alike(own) ? best : own),
      undefined,
    );
    if (nearest) take(nearest, answers);
    else added.push({ answers: new Map([[name, answers]]), weights: new Map([[name, weight]]) });
  }
  return [
    ...before.map((respondent) => {
      const answers = taken.get(respondent);
      if (!answers) return respondent;
      return {
        answers: new Map([...respondent.answers, [name, answers]]),
        weights: new Map([...respondent.weights, [name, weight]]),
      };
    }),
    ...added,
  ];
}
