/**
 * @file How the lesson about inputs and depth is played, rightly and with each slip: for its tests.
 */

import { PIXELS } from "../../../../mnist/digits";
import type { Tools } from "../../lesson";
import type { Played, Plays } from "../../plays";
import { betterOf, deepOf, LAYERS, matchOf, parametersOf, widthOf } from "./depth";
import { accuracyOf, CRUDE, GOOD, KINDS, learnedFrom, setOf } from "./kinds";
import { tableInputs } from "./lesson";
import { tableOf } from "./table";
import { COUNT_FIELDS, DEPTH_OPTIONS } from "./words";

const fields = (names: readonly string[], values: readonly (number | string)[]): Record<string, string> =>
  Object.fromEntries(names.map((name, i) => [name, String(values[i])]));

const COUNTS = COUNT_FIELDS.map(({ name }) => name);
/** The right counts, one of them changed. */
const countsBut =
  (at: number, change: (right: number, seed: number, sound: readonly [number, number]) => number | string) =>
  async (seed: number, tools: Tools): Promise<Played> => {
    const { frames, bands } = (await tools.sounds(setOf(seed))).spectrogram;
    const right: (number | string)[] = [tableInputs(seed), PIXELS, frames * bands];
    return { typed: fields(COUNTS, right.with(at, change(Number(right[at]), seed, [frames, bands]))) };
  };

const ALL_GOOD = KINDS.map(() => GOOD);
const accuracies = async (seed: number, tools: Tools): Promise<number[]> =>
  Promise.all(KINDS.map(async (kind) => accuracyOf(await learnedFrom(seed, kind, GOOD, tools))));
const lowest = (text: string | number, stage: readonly number[] = ALL_GOOD): Played => ({
  typed: { lowest: String(text) },
  stage,
});
const crude = (at: number) => (): Played => lowest(90, ALL_GOOD.with(at, CRUDE));
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 0.6;

const DEPTHS = ["parameters", "n", "better"];
/** The right answers, with some of them changed. */
const depthBut =
  (
    change: (right: { count: number; n: number; better: string; units: number }) => {
      count?: number | string;
      n?: number | string;
      better?: string;
      stage?: readonly number[];
    },
  ) =>
  async (seed: number): Promise<Played> => {
    const match = matchOf(seed);
    const [count, n] = [parametersOf(deepOf(match)), widthOf(match)];
    const right = { count, n, better: await betterOf(match, n), units: match.units };
    const made = { ...right, stage: [n], ...change(right) };
    return { typed: fields(DEPTHS, [made.count, made.n, made.better]), stage: made.stage };
  };

export const plays: Plays = [
  {
    random: (random) => ({
      typed: fields(
        COUNTS,
        [20, 1000, 2000].map((most) => Math.ceil(most * random())),
      ),
    }),
    right: countsBut(0, (right) => right),
    slips: {
      missing: countsBut(2, () => ""),
      oneColumn: countsBut(0, (_, seed) => tableOf(seed).columns.length),
      withTarget: countsBut(0, (right) => right + 1),
      onlyCategory: (seed, tools) => {
        const { columns } = tableOf(seed);
        const values = tableInputs(seed) - columns.length + 1;
        return values === columns.length ? undefined : countsBut(0, () => values)(seed, tools);
      },
      table: countsBut(0, () => 99),
      oneSide: countsBut(1, () => 28),
      picture: countsBut(1, () => 56),
      sumOfSound: countsBut(2, (_, __, [frames, bands]) => frames + bands),
      sound: countsBut(2, (right) => right + 1),
    },
  },
  {
    random: (random) =>
      lowest(
        Math.round(1000 * random()) / 10,
        KINDS.map(() => Math.floor(2 * random())),
      ),
    right: async (seed, tools) => lowest(Math.min(...(await accuracies(seed, tools))).toFixed(1)),
    slips: {
      untouched: () => lowest(90, []),
      tableForm: crude(0),
      pictureForm: crude(1),
      soundForm: crude(2),
      noNumber: () => lowest(""),
      share: async (seed, tools) => lowest((Math.min(...(await accuracies(seed, tools))) / 100).toFixed(3)),
      notLowest: async (seed, tools) => {
        const [least, , most] = (await accuracies(seed, tools)).sort((a, b) => a - b);
        return isNear(least, most) ? undefined : lowest(most.toFixed(1));
      },
      wrongOnes: async (seed, tools) =>
        lowest((100 - Math.min(...(await accuracies(seed, tools)))).toFixed(1)),
      accuracy: () => lowest(77),
    },
  },
  {
    random: (random) => {
      const n = Math.ceil(50 * random());
      const { value } = DEPTH_OPTIONS[Math.floor(DEPTH_OPTIONS.length * random())];
      return { typed: fields(DEPTHS, [Math.ceil(200 * random()), n, value]), stage: [n] };
    },
    right: depthBut(() => ({})),
    slips: {
      noCount: depthBut(() => ({ count: "" })),
      onlyWeights: depthBut(({ count, units }) => ({ count: count - LAYERS * units - 1 })),
      layerMissing: depthBut(({ count, units }) => ({ count: count - units * (units + 1) })),
      count: depthBut(() => ({ count: 999 })),
      noWidth: depthBut(() => ({ n: "" })),
      sameNeurons: depthBut(({ units }) => ({ n: LAYERS * units })),
      width: depthBut(({ n }) => ({ n: n + 1 })),
      untrained: depthBut(({ n }) => ({ stage: [n + 1] })),
      noAnswer: depthBut(() => ({ better: "" })),
      better: depthBut(({ better }) => ({ better: better === "deep" ? "wide" : "deep" })),
    },
  },
];
