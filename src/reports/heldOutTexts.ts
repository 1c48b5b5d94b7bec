import { heldOutOf } from "../figures/heldOut.ts";
import type { Reproduction } from "../figures/reproduce.ts";
import { boundsNotShown, heldOutReproduced } from "../text/messages/reproduction.ts";
import { type Reader, readerOf } from "../text/reader.ts";

/** How many held-out figures are reproduced beside what chance would reproduce, or why bounds are not shown. */
export function heldOutTexts(reproduction: Reproduction, { say }: Reader): string[] {
  const { bounds, study } = reproduction;
  if (!bounds) return [say(boundsNotShown(study.id))];
  const worth = heldOutOf(reproduction);
  if (!worth) return [];
  const { reproduced, counted, implied, expected } = worth;
  const byChance = { fr: readerOf("fr").number(expected, 1), en: readerOf("en").number(expected, 1) };
  return [say(heldOutReproduced(reproduced, counted, byChance, implied))];
}
