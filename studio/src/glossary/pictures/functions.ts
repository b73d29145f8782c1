/**
 * @file Pictures of what is computed from one number or a few: activation functions, softmax and the losses, by the
 * library's own tables.
 */

import {
  ACTIVATION_FORMULAS,
  ACTIVATIONS,
  type ElementwiseActivationName,
  LOSSES,
  softmax as softmaxOf,
} from "akari/model";
import { pictures } from "../../i18n/pictures";
import { box, dot, type Ink, inkOf, lamp, line, type Picture, plot, read, words } from "./shapes";

const INKS = ["positive", "negative", "third"] as const satisfies readonly Ink[];

/** The curves of activation functions, and where one number comes out of each. */
function functionPicture(...names: ElementwiseActivationName[]): Picture {
  const functions = names.map((name) => ({ name, value: ACTIVATIONS[name].value }));
  const least = names.some((name) => (ACTIVATION_FORMULAS[name].range?.[0] ?? -1) < 0) ? -1.2 : -0.2;
  const most = names.includes("relu") ? 3 : 1.2;
  return {
    label: pictures.sum,
    range: [-5, 5, 0.1],
    start: 1.5,
    draw(z, { say, number }) {
      const { at, axes, curve } = plot([-5, 5], [least, most], 160);
      return {
        shapes: [
          ...axes,
          ...functions.map(({ value }, i) => curve(value, INKS[i], { width: 2.5 })),
          ...functions.map(({ value }, i) => dot(at(z, value(z)), INKS[i], 5)),
          ...(functions.length > 1
            ? functions.map(({ name }, i) =>
                words([236, 60 + 18 * i], say(ACTIVATION_FORMULAS[name].words), "end", INKS[i]),
              )
            : [lamp([210, 60], functions[0].value(z), 15)]),
        ],
        reading: read(
          `z = ${number(z, 1)}`,
          functions.length > 1
            ? functions.map(({ value }) => number(value(z), 2)).join(" / ")
            : `a = ${number(functions[0].value(z), 3)}`,
        ),
      };
    },
  };
}

/** The weighted sums of the other outputs. */
const OTHERS = [1, 0.5] as const;

/** Three outputs: their weighted sums, and the shares that softmax makes of them. */
const shares = (showSums: boolean): Picture => ({
  label: pictures.firstSum,
  range: [-3, 4, 0.1],
  start: 2,
  draw(first, { number, percent }) {
    const sums = [first, ...OTHERS];
    const values = [...softmaxOf(sums)];
    // To the last digit shown they add up to 100: the first takes what rounding leaves.
    const rounded = values.map((value) => Math.round(1000 * value) / 1000);
    rounded[0] = 1 - rounded[1] - rounded[2];
    return {
      shapes: sums.flatMap((z, i) => [
        words([10, 27 + 36 * i], `z${"₁₂₃"[i]} = ${number(z, 1)}`, "start", showSums ? "text" : "quiet"),
        ...(showSums
          ? [
              line(
                [
                  [120, 8 + 36 * i],
                  [120, 36 + 36 * i],
                ],
                "line",
                { width: 1 },
              ),
              box([Math.min(120, 120 + z * 14), 14 + 36 * i], [Math.abs(z) * 14, 18], inkOf(z)),
            ]
          : [box([76, 14 + 36 * i], [Math.max(0.5, 104 * values[i]), 18], "lamp")]),
        words([232, 28 + 36 * i], percent(rounded[i]), "end", showSums ? "quiet" : "text"),
      ]),
      reading: showSums
        ? `z₁ = ${number(first, 1)} → ${percent(rounded[0])}`
        : `${rounded.map((share) => percent(share)).join(" + ")} = ${percent(1, 0)}`,
    };
  },
});

const squared = (a: number): number => LOSSES.mean_squared_error.value(a, 1);
/** Of two classes, with this probability for the right one: softmax of the logarithms is the probabilities again. */
const entropy = (p: number): number => LOSSES.cross_entropy.example([Math.log(p), Math.log(1 - p)], [1, 0]);

const squaredError: Picture = {
  label: pictures.answer,
  range: [-0.5, 2.5, 0.05],
  start: 0.2,
  draw(a, { say, number }) {
    const { at, axes, curve } = plot([-0.5, 2.5], [0, 2.3]);
    return {
      shapes: [
        ...axes,
        curve(squared, "quiet", { width: 2 }),
        line([at(1, 0), at(1, 0.25)], "good", { width: 3 }),
        words([at(1, 0)[0], at(1, 0.4)[1]], `${say(pictures.target)} 1`, "middle", "good"),
        line([at(a, 0), at(a, squared(a))], "lamp", { width: 3 }),
        dot(at(a, squared(a)), "lamp", 5),
      ],
      reading: `(${number(a, 2)} − 1)² = ${number(squared(a), 4)}`,
    };
  },
};

const crossEntropy: Picture = {
  label: pictures.probability,
  range: [0.01, 0.99, 0.01],
  start: 0.3,
  draw(p, { number }) {
    const { at, axes, curve } = plot([0, 1], [0, 5]);
    return {
      shapes: [
        ...axes,
        curve((x) => entropy(Math.min(0.999, Math.max(0.001, x))), "quiet", { width: 2 }),
        line([at(p, 0), at(p, entropy(p))], "lamp", { width: 3 }),
        dot(at(p, entropy(p)), "lamp", 5),
      ],
      reading: `−log ${number(p, 2)} = ${number(entropy(p), 3)}`,
    };
  },
};

/** An output against its target: the gap between them, and what it costs. */
const loss: Picture = {
  label: pictures.answer,
  range: [0, 1, 0.01],
  start: 0.35,
  draw(a, { say, number }) {
    const cost = squared(a);
    const at = (value: number): number => 20 + 200 * value;
    return {
      shapes: [
        line(
          [
            [20, 40],
            [220, 40],
          ],
          "line",
          { width: 1 },
        ),
        line(
          [
            [at(a), 40],
            [220, 40],
          ],
          "bad",
          { width: 3 },
        ),
        lamp([at(a), 40], a, 11),
        dot([220, 40], "good", 5),
        words([220, 24], `${say(pictures.target)} 1`, "end", "good"),
        words([20, 84], say(pictures.loss), "start", "quiet"),
        box([20, 92], [Math.max(0.5, 200 * cost), 16], "bad"),
      ],
      reading: read(`a = ${number(a, 2)}`, `${say(pictures.loss)} (1 − a)² = ${number(cost, 4)}`),
    };
  },
};

export const functions = {
  activationFunction: functionPicture("sigmoid", "tanh", "relu"),
  sigmoid: functionPicture("sigmoid"),
  relu: functionPicture("relu"),
  tanh: functionPicture("tanh"),
  softmax: shares(false),
  logit: shares(true),
  loss,
  squaredError,
  crossEntropy,
};
