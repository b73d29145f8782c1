/**
 * @file Whatever somebody does, and in whatever order: no error, nothing covered or cut off, no number that contradicts another,
 * and the page never stops to answer. 150 actions here; `npm run test:walk [ACTIONS] [SEED]` walks further, and watches how
 * long frames take.
 */

import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { useStudioPages } from "./page.js";
import { COMPARISONS } from "./walk/inspect.js";
import { walk } from "./walk/walk.js";

const studio = useStudioPages();

/** What `scripts/walk.mjs` was told. */
const asked = process.env.AKARI_WALK?.split(":").map(Number);
const [ACTIONS, FIRST_SEED] = asked ?? [75, 1];
const SEEDS = asked === undefined ? [1, 2] : [FIRST_SEED];
const WAYS = [
  { locale: "en", theme: "dark", reducedMotion: "reduce" },
  { locale: "ja", theme: "light", reducedMotion: "no-preference" },
] as const;
/** On a walk of fewer actions than this somebody may never come to some part of the page. */
const FAR = 400;
const everCompared = new Set<string>();

test.each(SEEDS)(
  "a walk of random actions, seed %i",
  async (seed) => {
    const troubles: string[] = [];
    const page = await studio.open({
      ...WAYS[seed % WAYS.length],
      troubles,
      serviceWorkers: "allow",
    });
    const began = performance.now();
    const { faults, log, compared } = await walk(page, {
      seed,
      actions: ACTIONS,
      axeEvery: 50,
      timing: asked !== undefined,
      troubles,
      ...(asked !== undefined && { pictures: tmpdir() }),
    });
    for (const rule of compared) everCompared.add(rule);
    if (asked) {
      console.log(
        `${log.length} actions in ${Math.round((performance.now() - began) / 1000)} s, ${[...compared].join(", ")}`,
      );
    }
    if (faults.length === 0) return;
    const replay = `npm run test:walk ${ACTIONS} ${seed}`;
    expect.fail(
      `${faults.join("\n")}\n\nReplay: ${replay}\n${log.map((line, n) => `${n + 1}. ${line}`).join("\n")}`,
    );
  },
  asked === undefined ? 300_000 : 60_000 + 2_000 * ACTIONS,
);

test.runIf(ACTIONS * SEEDS.length >= FAR)("every comparison had something to compare", () => {
  expect([...everCompared].sort()).toEqual([...COMPARISONS]);
});
