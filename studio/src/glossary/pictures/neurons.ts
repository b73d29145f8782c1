/**
 * @file Pictures of a neuron and what goes into it, and of layers.
 */

import { defineModel, type Trace } from "akari";
import { ACTIVATIONS, initializeParameters, LOSSES } from "akari/model";
import { pictures } from "../../i18n/pictures";
import { traced } from "../../network/traced";
import {
  box,
  inkOf,
  lamp,
  line,
  type Picture,
  type Point,
  picture,
  plot,
  read,
  type Shape,
  words,
} from "./shapes";

const { value: sigmoid } = ACTIVATIONS.sigmoid;

/** A neuron of two inputs: its weights, its bias and its second input. */
const WEIGHTS = [3, -2] as const;
const BIAS = -0.5;
const SECOND = 0.4;
const terms = (first: number): number[] => [WEIGHTS[0] * first, WEIGHTS[1] * SECOND, BIAS];
const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
/** A line that carries a number: its sign as hue, its size as width. */
const carrier = (from: Point, to: Point, value: number): Shape =>
  line([from, to], inkOf(value), { width: 0.5 + 2.5 * Math.min(2, Math.abs(value)) });

const neuron: Picture = {
  label: pictures.firstInput,
  range: [0, 1, 0.01],
  start: 0.3,
  draw(first, { number }) {
    const z = total(terms(first));
    const a = sigmoid(z);
    const body: Point = [140, 60];
    return {
      shapes: [
        carrier([40, 28], body, WEIGHTS[0]),
        carrier([40, 92], body, WEIGHTS[1]),
        line([body, [214, 60]], "quiet"),
        lamp([40, 28], first),
        lamp([40, 92], SECOND),
        lamp(body, a, 22),
        words([84, 26], `× ${number(WEIGHTS[0])}`),
        words([78, 106], `× ${number(WEIGHTS[1])}`),
        words([160, 106], `b = ${number(BIAS, 1)}`),
        words([214, 52], "a"),
      ],
      reading: read(`z = ${number(z, 2)}`, `a = ${number(a, 2)}`),
    };
  },
};

const weightedSum: Picture = {
  label: pictures.firstInput,
  range: [0, 1, 0.01],
  start: 0.3,
  draw(first, { number }) {
    const parts = terms(first);
    const names = ["w₁a₁", "w₂a₂", "b", "z"];
    const z = total(parts);
    // Each bar begins where the one before ended; the last is their sum.
    const froms = [0, parts[0], parts[0] + parts[1], 0];
    const at = (value: number): number => 110 + value * 34;
    return {
      shapes: [
        line(
          [
            [110, 6],
            [110, 114],
          ],
          "line",
          { width: 1 },
        ),
        ...[...parts, z].flatMap((value, i) => [
          box(
            [at(Math.min(froms[i], froms[i] + value)), 10 + 27 * i],
            [Math.abs(value) * 34, 18],
            inkOf(value),
          ),
          words([8, 24 + 27 * i], names[i], "start", "quiet"),
          words([232, 24 + 27 * i], number(value, 2), "end"),
        ]),
      ],
      reading: `${parts.map((part) => `(${number(part, 2)})`).join(" + ")} = ${number(z, 2)}`,
    };
  },
};

const activation: Picture = {
  label: pictures.brightness,
  range: [0, 1, 0.01],
  start: 0.75,
  draw: (a, { number }) => ({
    shapes: [lamp([120, 60], a, 34)],
    reading: `a = ${number(a, 2)}`,
  }),
};

const weight: Picture = {
  label: pictures.weight,
  range: [-2, 2, 0.05],
  start: 1.2,
  draw(w, { number }) {
    const from = 0.8;
    return {
      shapes: [
        carrier([50, 60], [190, 60], w),
        lamp([50, 60], from, 18),
        words([50, 104], `a = ${number(from, 1)}`),
        words([120, 40], `w = ${number(w, 2)}`),
        words([222, 64], number(from * w, 2)),
      ],
      reading: `${number(from, 1)} × ${number(w, 2)} = ${number(from * w, 2)}`,
    };
  },
};

const bias: Picture = {
  label: pictures.bias,
  range: [-4, 4, 0.1],
  start: 2,
  draw(b, { number }) {
    const { at, axes, curve } = plot([-6, 6], [0, 1], 176);
    const a = sigmoid(b);
    return {
      shapes: [
        ...axes,
        curve(sigmoid, "quiet", { dashed: true }),
        curve((sum) => sigmoid(sum + b), "positive", { width: 2.5 }),
        line([at(0, 0), at(0, a)], "lamp", { dashed: true }),
        lamp([210, 60], a, 15),
      ],
      reading: read(`b = ${number(b, 1)}`, `σ(0 + b) = ${number(a, 2)}`),
    };
  },
};

const delta: Picture = {
  label: pictures.sum,
  range: [-4, 4, 0.1],
  start: -1,
  draw(z, { say, number }) {
    const a = sigmoid(z);
    // The target is 1 and the loss the squared error.
    const slope = LOSSES.mean_squared_error.derivative(a, 1) * ACTIVATIONS.sigmoid.derivative(z, a);
    return {
      shapes: [
        lamp([70, 60], a, 24),
        { kind: "dot", at: [70, 60], radius: 28 + 30 * Math.abs(slope), ink: inkOf(slope), hollow: true },
        words([124, 48], `a = ${number(a, 2)}`, "start"),
        words([124, 68], `${say(pictures.target)} 1`, "start", "quiet"),
        words([124, 88], `δ = ${number(slope, 2)}`, "start"),
      ],
      reading: `δ = ∂L/∂z = ${number(slope, 3)}`,
    };
  },
};

/** A small network, as its seed made it, and what it does with three inputs. */
const SMALL = defineModel({
  inputs: 3,
  layers: [
    { units: 4, activation: "sigmoid" },
    { units: 2, activation: "softmax" },
  ],
});
const INPUTS = Float32Array.of(1, 0.2, 0.6);

const layer: Picture<{ parameters: ReturnType<typeof initializeParameters>; trace: Trace }> = {
  label: pictures.layer,
  range: [0, 2, 1],
  start: 2,
  async prepare() {
    const parameters = initializeParameters(SMALL, 3);
    return { parameters, trace: await traced({ definition: SMALL, parameters }, INPUTS) };
  },
  draw(reached, { say, number }, { parameters, trace }) {
    const columns = [INPUTS, ...trace.layers.map(({ activations }) => activations)].map((values) => [
      ...values,
    ]);
    const place = (column: number, unit: number): Point => [
      40 + 80 * column,
      56 + 26 * (unit - (columns[column].length - 1) / 2),
    ];
    const edges = parameters.flatMap(({ weight }, l) =>
      Array.from(weight, (w, i) => {
        const inputs = columns[l].length;
        return line(
          [place(l, i % inputs), place(l + 1, Math.floor(i / inputs))],
          l < reached ? inkOf(w) : "line",
          {
            width: l < reached ? 0.5 + Math.abs(w) : 0.75,
          },
        );
      }),
    );
    const lamps = columns.flatMap((values, column) =>
      values.map((value, unit) => lamp(place(column, unit), column <= reached ? value : 0, 9)),
    );
    return {
      shapes: [
        ...edges,
        ...lamps,
        ...columns.map((_, column) =>
          words(
            [40 + 80 * column, 117],
            say(pictures.layers[column]),
            "middle",
            column === reached ? "text" : "quiet",
          ),
        ),
      ],
      reading: `a = (${columns[reached].map((value) => number(value, 2)).join(", ")})`,
    };
  },
};

export const neurons = { neuron, activation, weight, bias, weightedSum, delta, layer: picture(layer) };
