/** @file Five answers in order by two losses, and a loss halved, on paper. */

import { written } from "../../../../kit/numbers";
import { CLASSES } from "../../../../mnist/digits";
import type { Worksheet } from "../../sheets/worksheet";
import { answersOf, crossEntropyAt, LETTERS, ordersOf } from "./answers";

const inLetters = (order: readonly number[]): string => order.map((i) => LETTERS[i]).join(" ");

export const worksheet: Worksheet = {
  lead: {
    en: "Squared error adds up (p − y)² over the ten digits; y is 1 for the right digit and 0 for the others. Cross-entropy is −ln p of the right digit. A calculator may be used.",
    ja: "二乗誤差は、10 個の数字について (p − y)² を足したものです。y は正しい数字なら 1、ほかは 0 です。交差エントロピーは、正しい数字の確率 p の −ln p です。電卓を使ってかまいません。",
  },
  exercises(seed) {
    const drawn = answersOf(seed);
    const { digit, answers, start } = drawn;
    const { squared, cross } = ordersOf(drawn);
    return [
      {
        text: {
          en: `The right digit is ${digit}. Put the five answers in order by squared error and by cross-entropy, the least wrong one first.`,
          ja: `正しい数字は ${digit} です。5 つの答えを、二乗誤差の順と交差エントロピーの順に、損失の小さいものから並べてください。`,
        },
        table: {
          head: ["", ...CLASSES],
          rows: answers.map((answer, i) => [
            LETTERS[i],
            ...answer.map((p) => (p === 0 ? "0" : written(p, 1))),
          ]),
        },
        answers: [
          { label: "(p − y)²", value: inLetters(squared) },
          { label: "−ln p", value: inLetters(cross) },
        ],
      },
      {
        text: {
          en: `The right digit has p = ${start}, and so a cross-entropy of ${written(crossEntropyAt(start), 2)}. Which p has half of that loss, and which a quarter?`,
          ja: `正しい数字の確率が p = ${start} のとき、交差エントロピーは ${written(crossEntropyAt(start), 2)} です。損失が半分になる p と、4 分の 1 になる p を求めてください。`,
        },
        answers: [
          { label: "p½", value: written(Math.sqrt(start), 2), field: "half" },
          { label: "p¼", value: written(start ** 0.25, 2), field: "quarter" },
        ],
      },
    ];
  },
};
