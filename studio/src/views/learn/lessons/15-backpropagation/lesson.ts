/**
 * @file Lesson 15: one step of training for two neurons, by hand: δ back from the loss, each gradient, the step, and the new loss.
 */

import { readTyped } from "../../../../card/typed";
import { writtenOut } from "../../../../code/computation";
import { DONE, type Lesson, slip, type Verdict, type Work } from "../../lesson";
import { EXAMPLE, forward, stepOf } from "./chain";
import { type Asked, answerTo, isNear, LABELS } from "./slips";
import { chainsOf, LEFT_OUT } from "./variants";
import { FORMULAS, MOVED, words } from "./words";

/** Each task has fields of its own. */
export const fieldOf = (task: number, asked: Asked): string => `${asked}-${task + 1}`;

function check(task: number, { seed, typed }: Work): Verdict {
  const chain = chainsOf(seed)[task];
  for (const asked of LEFT_OUT[task]) {
    const given = readTyped(typed[fieldOf(task, asked)] ?? "", [-1000, 1000]);
    if (!("value" in given)) return slip("missing", LABELS[asked], FORMULAS[asked]);
    const { right, near, wrongs, otherwise } = answerTo(asked, chain);
    if (isNear(given.value, right, near)) continue;
    const made = wrongs.find(({ values }) => values.some((value) => isNear(given.value, value, near)));
    const found = made ?? otherwise;
    return slip(found.slip, ...found.says);
  }
  return DONE;
}

const slipsOf = (task: number): string[] => {
  // Which there are depends on what is asked for alone, so that any chain tells.
  const chain = chainsOf(1)[task];
  const named = LEFT_OUT[task].flatMap((asked) => {
    const { wrongs, otherwise } = answerTo(asked, chain);
    return [...wrongs, otherwise].map((one) => one.slip);
  });
  return [...new Set(["missing", ...named])];
};

export const lesson: Lesson = {
  words,
  terms: ["neuron", "loss", "learningRate", "delta", "relu", "gradient", "backpropagation", "weight", "bias"],
  statements: ["backpropagates"],
  further: "train",
  /** The way forward: on the way back the page computes as it says. */
  code({ seed }, task) {
    const { x, w1, b1, w2, b2 } = chainsOf(seed)[task];
    return writtenOut(
      [
        { weight: [[w1]], bias: [b1], activation: "relu" },
        { weight: [[w2]], bias: [b2], activation: "linear" },
      ],
      [x],
    );
  },
  predictions() {
    const { after, slope1, delta1, slope2, delta2 } = stepOf(EXAMPLE);
    const slopes = [slope1, delta1, slope2, delta2].map(Math.abs);
    const most = MOVED.options[slopes.indexOf(Math.max(...slopes))];
    return [
      { ...MOVED, outcome: most.value, shownAfter: 0 },
      { label: "y →", range: [-2, 4], outcome: String(forward(after).y), shownAfter: 0 },
    ];
  },
  tasks: LEFT_OUT.map((asked, task) => ({
    fields: asked.map((one) => ({ name: fieldOf(task, one), label: LABELS[one] })),
    slips: slipsOf(task),
    check: (work) => check(task, work),
  })),
};
