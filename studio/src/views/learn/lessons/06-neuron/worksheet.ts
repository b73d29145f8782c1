/** @file Three neurons on paper. */

import { written } from "../../../../kit/numbers";
import type { Worksheet } from "../../sheets/worksheet";
import { neuronsOf, sigmoid, TABLE } from "./variants";

export const worksheet: Worksheet = {
  lead: {
    en: "A neuron multiplies each input by its weight, adds the products and its bias b to the weighted sum z, and hands on a = σ(z). For z below 0: σ(z) = 1 − σ(−z).",
    ja: "ニューロンは、入力にそれぞれの重みを掛けて足し、バイアス b を加えて、重み付き和 z を作ります。そして a = σ(z) を次へ渡します。z が 0 より小さいときは、σ(z) = 1 − σ(−z) です。",
  },
  given: {
    head: ["z", ...TABLE.map((z) => written(z, 1))],
    rows: [["σ(z)", ...TABLE.map((z) => written(sigmoid(z), 2))]],
  },
  exercises: (seed) =>
    neuronsOf(seed).map(({ inputs, weights, bias, z }, i) => ({
      text: {
        en: `The bias is b = ${written(bias, 1)}. Fill in the products, then find z and a.`,
        ja: `バイアスは b = ${written(bias, 1)} です。積を書き入れ、z と a を求めてください。`,
      },
      table: {
        head: [
          { en: "input a", ja: "入力 a" },
          { en: "weight w", ja: "重み w" },
          { en: "product w·a", ja: "積 w·a" },
        ],
        rows: inputs.map((a, at) => [written(a, 1), written(weights[at], 1), ""]),
      },
      answers: [
        { label: "z", value: written(z, 2), field: `z${i + 1}` },
        { label: "a", value: written(sigmoid(z), 2), field: `a${i + 1}` },
      ],
    })),
};
