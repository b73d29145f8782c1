import { countParameters } from "akari/model";
import { mnist } from "akari/node";
import { expect, test } from "vitest";
import type { Tools } from "../../lesson";
import { SOUND_SETS, type SoundSet, soundSet } from "../../training/sounds";
import { betterOf, deepOf, EVEN, MATCHES, parametersOf, trainedOn, widthOf } from "./depth";
import { ASKED, accuracyOf, CRUDE, type Form, GOOD, KINDS, type Kind, learnedFrom, setOf } from "./kinds";
import { inputsOf, tableOf, tableParts } from "./table";

const SEEDS = Array.from({ length: 30 }, (_, i) => i * 7919 + 1);
/** Those on which networks learn: `npm run test:lessons` takes the time for all. */
const LEARNED = SEEDS.slice(0, process.env.AKARI_LESSONS === "all" ? undefined : 6);

const sets = new Map<number, Promise<SoundSet>>();
const tools = {
  async images() {
    const { features, targets } = (await mnist()).test;
    if (!(features.data instanceof Uint8Array) || targets.kind !== "classes")
      throw new TypeError("No MNIST.");
    return { images: features.data, labels: Uint8Array.from(targets.classes) };
  },
  sounds(set: number) {
    const made = sets.get(set) ?? soundSet(set);
    sets.set(set, made);
    return made;
  },
} as Tools;
const accuracy = async (seed: number, kind: Kind, form: Form): Promise<number> =>
  accuracyOf(await learnedFrom(seed, kind, form, tools));

test("handed in well, every kind comes to what is asked for with room to spare, and none does otherwise", async () => {
  for (const seed of LEARNED) {
    for (const kind of KINDS) {
      expect(await accuracy(seed, kind, GOOD), `${kind}, seed ${seed}`).toBeGreaterThan(ASKED + 8);
      expect(await accuracy(seed, kind, CRUDE), `${kind}, seed ${seed}`).toBeLessThan(ASKED - 8);
    }
    const good = await Promise.all(KINDS.map((kind) => accuracy(seed, kind, GOOD)));
    // Which is hardest is never a matter of taste.
    expect(good.filter((one) => one === Math.min(...good)).length).toBe(1);
  }
}, 120_000);

test("a category takes an input for each of its values, or one number for all", () => {
  for (const seed of SEEDS) {
    const table = tableOf(seed);
    const inputs = table.columns.reduce((sum, column) => sum + inputsOf(column), 0);
    expect(tableParts(table, true).train.features.columns).toBe(inputs);
    expect(tableParts(table, false).train.features.columns).toBe(table.columns.length);
  }
});

test("sounds are as many numbers as their spectrogram has cells, and every set is used", async () => {
  expect(new Set(SEEDS.map(setOf)).size).toBe(SOUND_SETS);
  for (let set = 0; set < SOUND_SETS; set++) {
    const { spectrogram, logMel } = await tools.sounds(set);
    expect(logMel.train.features.columns).toBe(spectrogram.frames * spectrogram.bands);
    expect(logMel.held.features.columns).toBe(logMel.train.features.columns);
  }
});

test("deep and wide have as many parameters, and each comes out ahead somewhere, clearly", async () => {
  const outcomes = new Set<string>();
  for (const match of MATCHES) {
    const [deep, wide] = [
      await trainedOn(match, deepOf(match)),
      await trainedOn(match, [widthOf(match)]),
    ] as const;
    expect(countParameters(deep.model.definition)).toBe(parametersOf(deepOf(match)));
    expect(countParameters(wide.model.definition)).toBe(countParameters(deep.model.definition));
    const apart = Math.abs(deep.right - wide.right);
    expect(apart < EVEN || apart >= 2 * EVEN, `${match.shape}: ${apart}`).toBe(true);
    outcomes.add(await betterOf(match, widthOf(match)));
  }
  expect([...outcomes].sort()).toEqual(["deep", "even", "wide"]);
}, 60_000);
