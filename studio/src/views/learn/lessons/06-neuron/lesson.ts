/**
 * @file Lesson 6: what one neuron computes, by hand: z = Σ w a + b, then a = σ(z).
 */

import { writtenOut } from "../../../../code/computation";
import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, type Verdict, type Work } from "../../lesson";
import { numberIn } from "../../typed";
import { NEAR, type Neuron, neuronsOf, products, sigmoid, slipsOfZ, sum } from "./variants";
import { OPTIONS, words } from "./words";

/** Of one of the three neurons. */
const fieldsOf = (which: number) => ({ z: `z${which + 1}`, a: `a${which + 1}` });

/** Binary fractions are no slip. */
const near = (value: number, wanted: number): boolean => Math.abs(value - wanted) <= NEAR + 1e-9;

function checkNeuron(neuron: Neuron, z: number | undefined, a: number | undefined): Verdict {
  if (z === undefined) return slip("missingZ");
  if (!near(z, neuron.z)) return slipInZ(neuron, z);
  if (a === undefined) return slip("missingA");
  return near(a, sigmoid(neuron.z)) ? DONE : slipInA(neuron, a);
}

function slipInZ(neuron: Neuron, z: number): Verdict {
  const { inputs, weights, bias } = neuron;
  if (near(z, sigmoid(neuron.z))) return slip("swapped");
  for (const [name, results] of slipsOfZ(neuron)) {
    const term = results.findIndex((result) => near(z, result));
    if (term < 0) continue;
    const [w, a, b] = [weights[term], inputs[term], bias].map((value) => written(value, 1));
    const product = written(products(neuron)[term], 2);
    return name === "sign" || name === "leftOut" ? slip(name, w, a, product) : slip(name, b);
  }
  const [first] = products(neuron);
  return slip("terms", written(weights[0], 1), written(inputs[0], 1), written(first, 2));
}

function slipInA(neuron: Neuron, a: number): Verdict {
  const z = written(neuron.z, 1);
  if (near(a, neuron.z)) return slip("notActivated", z);
  if (a < 0 || a > 1) return slip("outside");
  if (near(a, sigmoid(-neuron.z))) return slip(neuron.z < 0 ? "mirrored" : "mirroredUp", z);
  if (near(a, sigmoid(sum(products(neuron))))) return slip("otherZ", z);
  return slip("table", z, written(Math.abs(neuron.z), 1));
}

const checkThe =
  (which: number) =>
  (work: Work): Verdict => {
    const { z, a } = fieldsOf(which);
    return checkNeuron(neuronsOf(work.seed)[which], numberIn(work, z), numberIn(work, a));
  };

const SLIPS_OF_Z = [
  "missingZ",
  "swapped",
  "noBias",
  "biasSign",
  "sign",
  "leftOut",
  "onlyWeights",
  "added",
  "terms",
];
const SLIPS_OF_A = ["missingA", "notActivated", "outside", "otherZ", "table"];

export const lesson: Lesson = {
  words,
  terms: ["neuron", "weight", "bias", "weightedSum", "activation", "sigmoid"],
  statements: ["weighs", "activated", "weights", "analogy"],
  further: "see",
  code({ seed }, task) {
    const { inputs, weights, bias } = neuronsOf(seed)[task];
    return writtenOut([{ weight: [weights], bias: [bias], activation: "sigmoid" }], inputs, 2);
  },
  predictions: (seed) =>
    neuronsOf(seed).map(({ z }, i) => ({
      label: String(i + 1),
      options: OPTIONS,
      outcome: z > 0 ? "brighter" : "darker",
      shownAfter: i + 1,
    })),
  tasks: [0, 1, 2].map((which) => {
    const { z, a } = fieldsOf(which);
    return {
      fields: [
        { name: z, label: "z" },
        { name: a, label: "a" },
      ],
      // The sign of z decides which way round the table can be misread; the third neuron's may be either.
      slips: [
        ...SLIPS_OF_Z,
        ...SLIPS_OF_A,
        ...(which === 0 ? [] : ["mirrored"]),
        ...(which === 1 ? [] : ["mirroredUp"]),
      ],
      check: checkThe(which),
    };
  }),
};
