/**
 * @file Pictures of walking downhill: the gradient, steps, learning rates and optimizers. The walks are real runs of the
 * library's own training, on one linear neuron whose loss is a valley; nothing is computed a second way.
 */

import { type Dataset, DivergedError, dataset, defineModel, fit } from "akari";
import { gradients } from "akari/insight";
import { type BatchOptimizerName, LOSSES } from "akari/model";
import { pictures } from "../../i18n/pictures";
import {
  box,
  dot,
  inkOf,
  line,
  type Pen,
  type Picture,
  type Point,
  picture,
  plot,
  read,
  type Shape,
  words,
} from "./shapes";

type Walk = readonly (readonly number[])[];

interface WalkOptions {
  readonly name?: BatchOptimizerName;
  readonly learningRate: number;
  readonly steps: number;
  readonly batchSize?: number;
  readonly weightDecay?: number;
}

/** Where the weights of one linear neuron are, from these on, after every step. */
export async function walk(
  data: Dataset,
  from: readonly number[],
  { name = "sgd", learningRate, steps, batchSize, weightDecay = 0 }: WalkOptions,
): Promise<Walk> {
  const definition = defineModel({ inputs: from.length, layers: [{ units: 1, activation: "linear" }] });
  const parameters = [{ weight: Float32Array.from(from), bias: new Float32Array(1) }];
  const places: number[][] = [[...from]];
  const { rows } = data.features;
  try {
    await fit({ definition, parameters }, data, {
      optimizer: { name, learningRate, weightDecay },
      steps,
      batchSize: batchSize ?? rows,
      shuffle: batchSize !== undefined,
      seed: 1,
      threads: 1,
      checkpoint: {
        every: { steps: 1 },
        save: async ({ model }) => {
          places.push([...model.parameters[0].weight]);
        },
      },
    });
  } catch (error) {
    // As far as it came.
    if (!(error instanceof DivergedError)) throw error;
  }
  return places;
}

/** One weight, whose loss is w²: the two examples pull their bias nowhere. */
const BOWL = dataset([[1], [-1]], [0, 0]);
const bowl = (w: number): number => LOSSES.mean_squared_error.value(w, 0);
const bowlPlot = () => plot([-2.2, 2.2], [-0.4, 4.6]);

const gradient: Picture = {
  label: pictures.weight,
  range: [-2, 2, 0.05],
  start: 1.2,
  draw(w, { say, number }) {
    const { at, curve } = bowlPlot();
    const slope = LOSSES.mean_squared_error.derivative(w, 0);
    const reach = 0.7;
    return {
      shapes: [
        curve(bowl, "quiet", { width: 2 }),
        line([at(w - reach, bowl(w) - reach * slope), at(w + reach, bowl(w) + reach * slope)], "lamp", {
          width: 3,
        }),
        dot(at(w, bowl(w)), "lamp", 6),
      ],
      reading: read(`w = ${number(w, 2)}`, `${say(pictures.slope)} ∂L/∂w = ${number(slope, 2)}`),
    };
  },
};

/** A walk on the bowl, as far as this step. */
function trail(places: Walk, reached: number): Shape[] {
  const { at, curve } = bowlPlot();
  const shown = places.slice(0, reached + 1).map(([w]): Point => at(w, bowl(w)));
  return [
    curve(bowl, "quiet", { width: 2 }),
    line(shown, "lamp", { width: 1, dashed: true }),
    ...shown.map((place, i) => dot(place, "lamp", i === shown.length - 1 ? 6 : 2.5)),
  ];
}

const STEPS = 12;

const step: Picture<Walk> = {
  label: pictures.step,
  range: [0, STEPS, 1],
  start: 3,
  prepare: () => walk(BOWL, [-2], { learningRate: 0.1, steps: STEPS }),
  draw(reached, { say, number }, places) {
    const [w] = places[reached];
    return {
      shapes: trail(places, reached),
      reading: read(
        say(pictures.stepWord, number(reached)),
        `w = ${number(w, 3)}`,
        `${say(pictures.loss)} ${number(bowl(w), 3)}`,
      ),
    };
  },
};

const RATES = [0.01, 0.03, 0.1, 0.3, 0.5, 0.8, 0.95, 1.02];

const learningRate: Picture<readonly Walk[]> = {
  label: pictures.rate,
  range: [0, RATES.length - 1, 1],
  start: 2,
  prepare: () => Promise.all(RATES.map((rate) => walk(BOWL, [-2], { learningRate: rate, steps: STEPS }))),
  draw(chosen, { say, number }, walks) {
    const places = walks[chosen];
    const [first] = places[0];
    const [last] = places[places.length - 1];
    return {
      shapes: trail(places, STEPS),
      reading: read(
        `η = ${number(RATES[chosen], 2)}`,
        say(pictures.stepWord, number(places.length - 1)),
        Math.abs(last) > Math.abs(first)
          ? say(pictures.diverges)
          : `${say(pictures.loss)} ${number(bowl(last), 4)}`,
      ),
    };
  },
};

/** Two weights in a narrow valley: across it the slope is 25 times as steep. */
const VALLEY = dataset(
  [
    [1, 0],
    [-1, 0],
    [0, 5],
    [0, -5],
  ],
  [0, 0, 0, 0],
);
const VALLEY_START = [-1.9, 0.4] as const;
const VALLEY_RATE = 0.03;
const valleyDefinition = defineModel({ inputs: 2, layers: [{ units: 1, activation: "linear" }] });
const everyRow = Uint32Array.of(0, 1, 2, 3);

/** The loss at a place of the valley, as training has it. */
export const valleyLoss = (place: readonly number[]): number =>
  gradients(
    {
      definition: valleyDefinition,
      parameters: [{ weight: Float32Array.from(place), bias: new Float32Array(1) }],
    },
    VALLEY,
    everyRow,
  ).loss;

/** Places where the loss is the same: of a valley along the axes, an ellipse through two places that are known. */
function contours(at: (x: number, y: number) => Point): Shape[] {
  const along = valleyLoss([1, 0]);
  const across = valleyLoss([0, 1]);
  return [0.03, 0.2, 0.6, 1.3, 2.4].map((height) =>
    line(
      Array.from({ length: 49 }, (_, i) => {
        const angle = (2 * Math.PI * i) / 48;
        return at(Math.sqrt(height / along) * Math.cos(angle), Math.sqrt(height / across) * Math.sin(angle));
      }),
      "line",
      { width: 1 },
    ),
  );
}

const VALLEY_STEPS = 30;

interface Race {
  readonly own: Walk;
  readonly sgd: Walk;
}

/** An optimizer in the valley, beside plain SGD over all examples. */
function valley(own: WalkOptions): Picture<Race> {
  const other = (say: Pen["say"]): string => (own.batchSize === undefined ? "SGD" : say(pictures.wholeData));
  return {
    label: pictures.step,
    range: [0, VALLEY_STEPS, 1],
    start: 20,
    prepare: async () => ({
      own: await walk(VALLEY, VALLEY_START, own),
      sgd: await walk(VALLEY, VALLEY_START, { learningRate: VALLEY_RATE, steps: VALLEY_STEPS }),
    }),
    draw(reached, { say, number }, { own: places, sgd: others }) {
      const { at } = plot([-2.35, 2.35], [-0.5, 0.5]);
      const path = (of: Walk): Point[] => of.slice(0, reached + 1).map(([x, y]) => at(x, y));
      const [mine, theirs] = [path(places), path(others)];
      return {
        shapes: [
          ...contours(at),
          line(theirs, "quiet", { dashed: true }),
          dot(theirs[theirs.length - 1], "quiet", 4),
          line(mine, "lamp", { width: 2 }),
          dot(mine[mine.length - 1], "lamp", 5),
          words([228, 114], `– – ${other(say)}`, "end", "quiet"),
        ],
        reading: read(
          say(pictures.stepWord, number(reached)),
          `${say(pictures.loss)} ${number(valleyLoss(places[reached]), 3)}`,
          `${other(say)} ${number(valleyLoss(others[reached]), 3)}`,
        ),
      };
    },
  };
}

const race = (name: BatchOptimizerName, rate: number): Picture =>
  picture(valley({ name, learningRate: rate, steps: VALLEY_STEPS }));

const DECAYING = [1.6, -1.2, 0.8, -0.5, 0.3, 1.1, -0.9, 0.2];
const DECAY_STEPS = 100;

/** Examples without any light say nothing to a weight: all that moves it is its decay. */
const weightDecay: Picture<Walk> = {
  label: pictures.step,
  range: [0, DECAY_STEPS, 1],
  start: 50,
  prepare: () =>
    walk(dataset([DECAYING.map(() => 0)], [0]), DECAYING, {
      learningRate: 0.1,
      weightDecay: 0.2,
      steps: DECAY_STEPS,
    }),
  draw(reached, { say, number }, places) {
    const weights = places[reached];
    const largest = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
    return {
      shapes: [
        line(
          [
            [20, 60],
            [220, 60],
          ],
          "line",
          { width: 1 },
        ),
        ...weights.map((w, i) =>
          box([27 + 25 * i, w > 0 ? 60 - 32 * w : 60], [14, 32 * Math.abs(w)], inkOf(w)),
        ),
      ],
      reading: read(
        say(pictures.stepWord, number(reached)),
        `${say(pictures.largest)} |w| = ${number(largest, 2)}`,
      ),
    };
  },
};

/** Two neurons in a row, of which each number can be followed: x = 2, w₁ = 0.5, w₂ = 3, b₂ = −1, target 1. */
const CHAIN = {
  definition: defineModel({
    inputs: 1,
    layers: [
      { units: 1, activation: "relu" },
      { units: 1, activation: "linear" },
    ],
  }),
  parameters: [
    { weight: Float32Array.of(0.5), bias: Float32Array.of(0) },
    { weight: Float32Array.of(3), bias: Float32Array.of(-1) },
  ],
};

const backpropagation: Picture = {
  label: pictures.stage,
  range: [0, 2, 1],
  start: 2,
  draw(stage, { say, number }) {
    const { layers, loss } = gradients(CHAIN, dataset([[2]], [1]), Uint32Array.of(0));
    // The last layer first: that is the way it goes.
    const [second, first] = [layers[1], layers[0]].map(({ weight, bias }) => ({
      slope: weight[0],
      delta: bias[0],
    }));
    const places: Point[] = [
      [30, 50],
      [120, 50],
      [210, 50],
    ];
    const shown = (from: number, text: string): string => (stage >= from ? text : "…");
    return {
      shapes: [
        line([places[0], places[1]], stage >= 2 ? "positive" : "line", { width: stage >= 2 ? 4 : 2 }),
        line([places[1], places[2]], stage >= 1 ? "positive" : "line", { width: stage >= 1 ? 4 : 2 }),
        ...places.map((place) => dot(place, "quiet", 14)),
        words([30, 86], "x = 2"),
        words([120, 86], shown(2, `δ₁ = ${number(first.delta)}`)),
        words([210, 86], shown(1, `δ₂ = ${number(second.delta)}`)),
        words([75, 34], shown(2, `∂w₁ ${number(first.slope)}`)),
        words([165, 34], shown(1, `∂w₂ ${number(second.slope)}`)),
      ],
      reading: read(
        `${say(pictures.loss)} ${number(loss)}`,
        shown(1, `δ₂ = ${number(second.delta)}`),
        shown(2, `δ₁ = 3 × ${number(second.delta)} = ${number(first.delta)}`),
      ),
    };
  },
};

export const descent = {
  gradient,
  step: picture(step),
  learningRate: picture(learningRate),
  sgd: picture(valley({ learningRate: VALLEY_RATE, steps: VALLEY_STEPS, batchSize: 1 })),
  momentum: race("momentum", 0.01),
  rmsprop: race("rmsprop", 0.03),
  adam: race("adam", 0.08),
  weightDecay: picture(weightDecay),
  backpropagation,
};
