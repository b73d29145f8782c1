/** @file A layer row by row, and networks whose numbers are counted, on paper. */

import { written } from "../../../../kit/numbers";
import type { Worksheet } from "../../sheets/worksheet";
import { COURSE, countOf, nameOf, networksOf } from "./counts";
import { ASKED, layerOf } from "./layer";
import { fieldOf, symbol } from "./lesson";

export const worksheet: Worksheet = {
  lead: {
    en: "Row i of the matrix W is neuron i: zᵢ is that row times the inputs a, plus bᵢ. A layer with n inputs and m neurons has m·n weights and m biases.",
    ja: "行列 W の i 行目は、ニューロン i の重みです。zᵢ は、その行と入力 a の積の和に bᵢ を加えたものです。入力が n 個、ニューロンが m 個の層には、重みが m·n 個、バイアスが m 個あります。",
  },
  exercises(seed) {
    const { weights, inputs, biases, sums } = layerOf(seed);
    const { small, other } = networksOf(seed);
    const whole = (value: number): string => written(value, 0);
    const [first, all] = [countOf(COURSE.slice(0, 2)), countOf(COURSE)];
    return [
      {
        text: {
          en: `The inputs are a = (${inputs.map((a) => written(a, 1)).join(", ")}). Compute ${ASKED.map((i) => symbol("z", i)).join(" and ")}.`,
          ja: `入力は a = (${inputs.map((a) => written(a, 1)).join(", ")}) です。${ASKED.map((i) => symbol("z", i)).join(" と ")} を求めてください。`,
        },
        table: {
          head: [{ en: "neuron", ja: "ニューロン" }, ...inputs.map((_, k) => symbol("w", k)), "b"],
          rows: weights.map((row, i) => [whole(i + 1), ...row.map(whole), written(biases[i], 1)]),
        },
        answers: ASKED.map((i) => ({
          label: symbol("z", i),
          value: written(sums[i], 2),
          field: fieldOf(i),
        })),
      },
      {
        text: {
          en: `How many weights and biases have the first layer of ${nameOf(small)}, and all of it?`,
          ja: `${nameOf(small)} のネットワークで、重みとバイアスは、最初の層に何個、全部で何個ありますか？`,
        },
        answers: [
          { label: "n₁", value: String(countOf(small.slice(0, 2))), field: "smallFirst" },
          { label: "n", value: String(countOf(small)), field: "small" },
        ],
      },
      {
        text: {
          en: `The same for the first layer of ${nameOf(COURSE)}, for all of it, and for all of ${nameOf(other)}.`,
          ja: `${nameOf(COURSE)} の最初の層と全部、それから ${nameOf(other)} の全部についても求めてください。`,
        },
        answers: [
          { label: "n₁", value: String(first), field: "first" },
          { label: "n", value: String(all), field: "all" },
          { label: "m", value: String(countOf(other)), field: "other" },
        ],
      },
    ];
  },
};
