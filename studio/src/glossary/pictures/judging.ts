/**
 * @file Pictures of how an answer is judged and explained. What they show was measured: by the page's small network on
 * MNIST's 10,000 test images, and by a run on 100 training images; a test measures it again.
 */

import { defineModel } from "akari";
import { saliency as saliencyOf } from "akari/insight";
import { pictures } from "../../i18n/pictures";
import { box, dot, line, type Picture, plot, read, type Shape, signedBox, words } from "./shapes";

const ANSWERS = 20;

const accuracy: Picture = {
  label: pictures.right,
  range: [0, ANSWERS, 1],
  start: 17,
  draw: (right, { number, percent }) => ({
    shapes: Array.from({ length: ANSWERS }, (_, i) =>
      words(
        [24 + 21.3 * (i % 10), 48 + 38 * Math.floor(i / 10)],
        i < right ? "✓" : "✗",
        "middle",
        i < right ? "good" : "bad",
      ),
    ),
    reading: `${number(right)} / ${number(ANSWERS)} = ${percent(right / ANSWERS)}`,
  }),
};

/** Of the small network's answers to the test images: `[actual][predicted]` for these digits. */
export const CONFUSED_DIGITS = [4, 7, 9] as const;
export const CONFUSION = [
  [917, 2, 28],
  [3, 981, 12],
  [18, 9, 947],
] as const;

const confusionMatrix: Picture = {
  label: pictures.cell,
  range: [1, 9, 1],
  start: 3,
  draw(cell, { say, number }) {
    const [row, column] = [Math.floor((cell - 1) / 3), (cell - 1) % 3];
    const at = (i: number, j: number): readonly [number, number] => [84 + 46 * j, 22 + 31 * i];
    const cells = CONFUSION.flatMap((counts, i) =>
      counts.flatMap((count, j): Shape[] => {
        const [x, y] = at(i, j);
        return [
          box([x, y], [44, 29], i === j ? "good" : "bad", true),
          ...(i === row && j === column ? [box([x - 1, y - 1], [46, 31], "lamp", true)] : []),
          words([x + 22, y + 19], number(count), "middle", "text"),
        ];
      }),
    );
    return {
      shapes: [
        ...cells,
        ...CONFUSED_DIGITS.flatMap((digit, i) => [
          words([at(0, i)[0] + 22, 16], String(digit), "middle", "quiet"),
          words([74, at(i, 0)[1] + 19], String(digit), "end", "quiet"),
        ]),
        words([6, 44], `${say(pictures.actual)} ↓`, "start", "quiet"),
        words([6, 16], `${say(pictures.predicted)} →`, "start", "quiet"),
      ],
      reading: say(
        pictures.readAs,
        number(CONFUSION[row][column]),
        String(CONFUSED_DIGITS[row]),
        String(CONFUSED_DIGITS[column]),
      ),
    };
  },
};

/** Of the small network's answers to the test images, by confidence: how many, how sure on average, how often right. */
export const CALIBRATION = [
  [96, 0.454, 0.427],
  [161, 0.551, 0.528],
  [193, 0.653, 0.585],
  [213, 0.755, 0.728],
  [436, 0.857, 0.842],
  [8877, 0.989, 0.988],
] as const;

const calibration: Picture = {
  label: pictures.confidence,
  range: [0, CALIBRATION.length - 1, 1],
  start: 2,
  draw(bin, { say, number, percent }) {
    const { at } = plot([0.35, 1], [0.35, 1], 150);
    return {
      shapes: [
        line([at(0.35, 0.35), at(1, 1)], "quiet", { dashed: true }),
        line(
          CALIBRATION.map(([, said, right]) => at(said, right)),
          "line",
        ),
        ...CALIBRATION.map(([, said, right], i) =>
          dot(at(said, right), i === bin ? "lamp" : "quiet", i === bin ? 6 : 3),
        ),
        words([234, 54], say(pictures.confidence), "end", "quiet"),
        words([234, 74], percent(CALIBRATION[bin][1]), "end"),
      ],
      reading: say(
        pictures.says,
        percent(CALIBRATION[bin][1]),
        percent(CALIBRATION[bin][2]),
        number(CALIBRATION[bin][0]),
      ),
    };
  },
};

/**
 * Epoch, training loss and validation loss of 784 → 16 → 16 → 10 with ReLU, by Adam from seed 1 in batches of 20:
 * learned from MNIST's first 100 training images, validated on its last 2,000.
 */
export const OVERFITTING = [
  [1, 2.235, 2.234],
  [5, 1.703, 1.971],
  [10, 1.162, 1.642],
  [14, 0.785, 1.456],
  [20, 0.413, 1.289],
  [25, 0.245, 1.247],
  [30, 0.15, 1.249],
  [40, 0.071, 1.272],
  [50, 0.041, 1.314],
  [60, 0.026, 1.345],
  [75, 0.016, 1.398],
  [90, 0.01, 1.438],
  [105, 0.007, 1.475],
  [120, 0.006, 1.508],
  [135, 0.004, 1.537],
  [150, 0.003, 1.562],
] as const;

const overfitting: Picture = {
  label: pictures.epochSlider,
  range: [0, OVERFITTING.length - 1, 1],
  start: 5,
  draw(chosen, { say, number }) {
    const { at, axes } = plot([0, 150], [0, 2.4]);
    const [epoch, training, validation] = OVERFITTING[chosen];
    return {
      shapes: [
        ...axes,
        line([at(epoch, 0), at(epoch, 2.4)], "line", { width: 1 }),
        line(
          OVERFITTING.map(([n, loss]) => at(n, loss)),
          "positive",
          { width: 2 },
        ),
        line(
          OVERFITTING.map(([n, , loss]) => at(n, loss)),
          "negative",
          { width: 2, dashed: true },
        ),
        dot(at(epoch, training), "positive", 5),
        dot(at(epoch, validation), "negative", 5),
        words([224, 104], say(pictures.parts.training), "end", "positive"),
        words([224, 30], say(pictures.parts.validation), "end", "negative"),
      ],
      reading: read(
        say(pictures.epoch, number(epoch)),
        `${say(pictures.parts.training)} ${number(training, 3)}`,
        `${say(pictures.parts.validation)} ${number(validation, 3)}`,
      ),
    };
  },
};

const SIDE = 5;
/** A 7 of 5 × 5 pixels, and a network that has a weight for each. */
const SEVEN = ["#####", "...#.", "..#..", ".#...", ".#..."].flatMap((row) =>
  [...row].map((sign) => (sign === "#" ? 1 : 0)),
);
const LIKES = SEVEN.map((lit, i) => (lit === 1 ? 0.6 + 0.05 * (i % 4) : -0.15 - 0.1 * (i % 3)));
const READER = {
  definition: defineModel({ inputs: SIDE * SIDE, layers: [{ units: 2, activation: "softmax" }] }),
  parameters: [{ weight: Float32Array.from([...LIKES, ...LIKES.map(() => 0)]), bias: new Float32Array(2) }],
};

const saliency: Picture = {
  label: pictures.pixel,
  range: [1, SIDE * SIDE, 1],
  start: 9,
  draw(pixel, { say, signed }) {
    const slopes = saliencyOf(READER, SEVEN, 0);
    const at = (left: number, i: number): readonly [number, number] => [
      left + 17 * (i % SIDE),
      8 + 17 * Math.floor(i / SIDE),
    ];
    const frames = [20, 135].map((left) => {
      const [x, y] = at(left, pixel - 1);
      return box([x - 1, y - 1], [18, 18], "text", true);
    });
    return {
      shapes: [
        ...SEVEN.map((lit, i) => box(at(20, i), [16, 16], lit === 1 ? "text" : "line")),
        ...Array.from(slopes, (slope, i) => signedBox(at(135, i), 16, slope)),
        ...frames,
        words([62, 112], say(pictures.image), "middle", "quiet"),
        words([177, 112], "∂z/∂a", "middle", "quiet"),
      ],
      reading: say(pictures.scoreBy, signed(0.1 * slopes[pixel - 1], 3)),
    };
  },
};

export const judging = { accuracy, confusionMatrix, calibration, overfitting, saliency };
