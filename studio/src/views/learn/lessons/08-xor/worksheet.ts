/** @file Two networks of step neurons, row by row, on paper: which table each makes. */

import { written } from "../../../../kit/numbers";
import type { Exercise, Worksheet } from "../../sheets/worksheet";
import { networkFor } from "./network";
import { type Neuron, type Table, tablesOf } from "./table";

/** 1 where the weighted sum is above 0: what a steep sigmoid comes to. */
const step = ([w1, w2, b]: Neuron, x: number, y: number): number => Number(w1 * x + w2 * y + b > 0);

function exercise(table: Table): Exercise {
  const [first, second, output] = networkFor(table);
  const [h1, h2, o] = [first, second, output].map((neuron) => neuron.map((value) => written(value, 0)));
  const rows = table.rows.map(({ x, y }) => {
    const hidden = [step(first, x, y), step(second, x, y)] as const;
    return { x, y, hidden, out: step(output, ...hidden) };
  });
  return {
    text: {
      en: `Hidden neuron 1 has the weights ${h1[0]} and ${h1[1]} and the bias ${h1[2]}; hidden neuron 2 ${h2[0]}, ${h2[1]} and ${h2[2]}; the output neuron ${o[0]}, ${o[1]} and ${o[2]}. Fill in the table.`,
      ja: `隠れニューロン 1 の重みは ${h1[0]} と ${h1[1]}、バイアスは ${h1[2]} です。隠れニューロン 2 は ${h2[0]}、${h2[1]}、${h2[2]} です。出力ニューロンは ${o[0]}、${o[1]}、${o[2]} です。表を埋めてください。`,
    },
    table: {
      head: ["x₁", "x₂", "h₁", "h₂", "y"],
      rows: rows.map(({ x, y }) => [written(x, 1), written(y, 1), "", "", ""]),
    },
    answers: [
      { label: "h₁", value: rows.map(({ hidden }) => hidden[0]).join(" ") },
      { label: "h₂", value: rows.map(({ hidden }) => hidden[1]).join(" ") },
      { label: "y", value: rows.map(({ out }) => out).join(" ") },
    ],
  };
}

export const worksheet: Worksheet = {
  lead: {
    en: "Each neuron here gives 1 where its weighted sum z = w₁x₁ + w₂x₂ + b is above 0, and else 0. The output neuron takes h₁ and h₂ as its inputs. Write h₁, h₂ and y from the top row down.",
    ja: "ここのニューロンは、重み付き和 z = w₁x₁ + w₂x₂ + b が 0 より大きければ 1、そうでなければ 0 になります。出力ニューロンの入力は h₁ と h₂ です。h₁、h₂、y を上の行から順に書いてください。",
  },
  exercises(seed) {
    const { first, second } = tablesOf(seed);
    return [exercise(first), exercise(second)];
  },
};
