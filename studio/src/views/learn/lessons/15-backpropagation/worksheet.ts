/** @file A step of training of three chains on paper. */

import type { Worksheet } from "../../sheets/worksheet";
import { few, RATE, stepOf } from "./chain";
import { fieldOf } from "./lesson";
import { ASKED, answerTo, LABELS } from "./slips";
import { chainsOf, LEFT_OUT } from "./variants";
import { FORMULAS } from "./words";

export const worksheet: Worksheet = {
  lead: {
    en: `x → neuron 1 (ReLU) → neuron 2 (linear) → y. Forward: z₁ = w₁·x + b₁, a₁ = max(0, z₁), y = w₂·a₁ + b₂. Then back from the loss L = (y − t)², and a step at a learning rate of ${RATE}; the bias's gradient is δ.`,
    ja: `x → ニューロン 1（ReLU）→ ニューロン 2（線形）→ y です。まず前へ計算します：z₁ = w₁·x + b₁、a₁ = max(0, z₁)、y = w₂·a₁ + b₂。次に損失 L = (y − t)² からさかのぼり、学習率 ${RATE} で 1 ステップ進めます。バイアスの勾配は δ です。`,
  },
  given: {
    head: ASKED.map((asked) => LABELS[asked]),
    rows: [ASKED.map((asked) => FORMULAS[asked])],
  },
  exercises: (seed) =>
    chainsOf(seed).map((chain, task) => {
      const { y, loss } = stepOf(chain);
      const { x, w1, b1, w2, b2, target } = chain;
      return {
        text: {
          en: `Compute y = ${few(y)} and L = ${few(loss)} to check, then all that is asked for below.`,
          ja: `まず y = ${few(y)}、L = ${few(loss)} になることを確かめ、次に下の値を求めてください。`,
        },
        table: {
          head: ["x", "w₁", "b₁", "w₂", "b₂", "t"],
          rows: [[x, w1, b1, w2, b2, target].map(few)],
        },
        answers: LEFT_OUT[task].map((asked) => ({
          label: LABELS[asked],
          value: few(answerTo(asked, chain).right),
          field: fieldOf(task, asked),
        })),
      };
    }),
};
