/**
 * @file How the lesson about activation functions is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays, Random } from "../../plays";
import { type Bend, cornerOf } from "./bend";
import { answerAt, type Input, layersOf, modelOf, product, slipsOfProduct, sumsAt } from "./layers";
import { PRODUCT_FIELDS } from "./lesson";

type Value = number | string;

const fields = (names: readonly string[], values: readonly Value[]): Played => ({
  typed: Object.fromEntries(names.map((name, i) => [name, String(values[i])])),
});

const products = (seed: number): Value[] => [...product(layersOf(seed))];
const slipped = (which: number, name: string) => (seed: number) =>
  fields(
    PRODUCT_FIELDS,
    products(seed).with(which, slipsOfProduct(layersOf(seed), which).get(name)?.at(-1) ?? Number.NaN),
  );

const CUT_FIELDS = ["x1", "x2", "y"];
const STEPS = [0, 1, -1, 2, -2, 3, -3];
/** The first input of small numbers that fits. */
const inputWhere = (
  seed: number,
  fits: (sums: readonly number[], input: Input) => boolean,
): Input | undefined =>
  STEPS.flatMap((x1) => STEPS.map((x2): Input => [x1, x2])).find((input) =>
    fits(sumsAt(layersOf(seed), input), input),
  );
const isCut = (sums: readonly number[]): boolean => Math.min(...sums) < 0 && Math.max(...sums) > 0;
const answer = (seed: number, input: Input, activation: "relu" | "linear" = "relu"): number =>
  answerAt(modelOf(layersOf(seed), activation), input);
/** At an input that is cut off, with another answer. */
const wrongly =
  (y: (seed: number, input: Input) => Value, fits = (_seed: number, _input: Input): boolean => true) =>
  (seed: number): Played | undefined => {
    const input = inputWhere(seed, (sums, one) => isCut(sums) && fits(seed, one));
    return input && fields(CUT_FIELDS, [...input, y(seed, input)]);
  };
const kept = (seed: number, input: Input): number[] =>
  sumsAt(layersOf(seed), input).map((z) => Math.max(0, z));

const oneDecimal = (random: Random, most: number): string => (most * (2 * random() - 1)).toFixed(1);

const set = (
  { activation, values }: Bend,
  ...others: readonly (readonly [at: number, value: number])[]
): Played => ({
  stage: others.reduce<number[]>(
    (stage, [at, value]) => stage.with(at, value),
    [["linear", "relu", "sigmoid"].indexOf(activation), ...values],
  ),
});
const solution = (seed: number): Bend => cornerOf(seed).solution;

export const plays: Plays = [
  {
    random: (random) =>
      fields(
        PRODUCT_FIELDS,
        PRODUCT_FIELDS.map(() => Math.round(12 * (2 * random() - 1))),
      ),
    right: (seed) => fields(PRODUCT_FIELDS, products(seed)),
    slips: {
      missing: (seed) => fields(PRODUCT_FIELDS, products(seed).with(2, "")),
      row: slipped(1, "row"),
      onePath: slipped(0, "onePath"),
      notWeighted: slipped(1, "notWeighted"),
      sign: slipped(0, "sign"),
      weight: (seed) => fields(PRODUCT_FIELDS, products(seed).with(0, 77)),
      noOutputBias: slipped(2, "noOutputBias"),
      onlyOutputBias: slipped(2, "onlyOutputBias"),
      notCarried: slipped(2, "notCarried"),
      bias: (seed) => fields(PRODUCT_FIELDS, products(seed).with(2, 77)),
    },
  },
  {
    random: (random) =>
      fields(CUT_FIELDS, [oneDecimal(random, 3), oneDecimal(random, 3), oneDecimal(random, 10)]),
    right: (seed) => wrongly(answer)(seed) ?? fields(CUT_FIELDS, []),
    slips: {
      missing: () => fields(CUT_FIELDS, ["1", "", ""]),
      far: () => fields(CUT_FIELDS, [100, 0, 0]),
      notCut: (seed) => {
        const input = inputWhere(seed, (sums) => Math.min(...sums) >= 0);
        return input && fields(CUT_FIELDS, [...input, answer(seed, input)]);
      },
      missingY: wrongly(() => ""),
      uncut: wrongly((seed, input) => answer(seed, input, "linear")),
      noOutputBiasY: wrongly(
        (seed, input) => answer(seed, input) - layersOf(seed).outputBias,
        (seed, input) => answer(seed, input) - layersOf(seed).outputBias !== answer(seed, input, "linear"),
      ),
      cutOutput: wrongly(
        () => 0,
        (seed, input) =>
          answer(seed, input) < 0 &&
          answer(seed, input, "linear") !== 0 &&
          answer(seed, input) !== layersOf(seed).outputBias,
      ),
      wrongHalf: wrongly(
        (seed, input) => answer(seed, input, "linear") - answer(seed, input) + layersOf(seed).outputBias,
        (seed, input) => {
          const [relu, linear, bias] = [
            answer(seed, input),
            answer(seed, input, "linear"),
            layersOf(seed).outputBias,
          ];
          const half = linear - relu + bias;
          return half !== relu && half !== relu - bias && half !== 0;
        },
      ),
      unweighted: wrongly(
        (seed, input) => kept(seed, input)[0] + kept(seed, input)[1] + layersOf(seed).outputBias,
        (seed, input) => {
          const [h1, h2] = kept(seed, input);
          const [relu, linear, bias] = [
            answer(seed, input),
            answer(seed, input, "linear"),
            layersOf(seed).outputBias,
          ];
          const sum = h1 + h2 + bias;
          return ![relu, linear, relu - bias, linear - relu + bias, 0].includes(sum);
        },
      ),
      y: wrongly(() => 77),
    },
  },
  {
    random: (random) => ({
      stage: [Math.floor(3 * random()), ...Array.from({ length: 5 }, () => Number(oneDecimal(random, 2)))],
    }),
    right: (seed) => set(solution(seed)),
    slips: {
      untouched: () => ({ stage: [1, 0, 0, 0, 0, 0] }),
      straight: (seed) => set(solution(seed), [0, 0]),
      unused: (seed) => set(solution(seed), [3, 0]),
      dead: (seed) => set(solution(seed), [1, -2]),
      noBend: (seed) => set(solution(seed), [1, 2], [2, 2]),
      middle: (seed) => set(solution(seed), [5, solution(seed).values[4] + 0.5]),
      side: (seed) => set(solution(seed), [3, -2 * Math.sign(solution(seed).values[2])]),
    },
  },
];
