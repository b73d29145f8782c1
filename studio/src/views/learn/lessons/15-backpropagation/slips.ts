/**
 * @file What every number of a step comes to rightly, and with each slip. Chains are drawn so that no two of them look alike.
 */

import { written } from "../../../../kit/numbers";
import { type Chain, few, forward, RATE, type Step, stepOf, tidy } from "./chain";

/** What is asked for, in the order in which it is worked out. */
export const ASKED = ["delta2", "slope2", "delta1", "slope1", "w2", "b2", "w1", "b1", "loss"] as const;

export type Asked = (typeof ASKED)[number];

/** How each is written; an arrow marks what it is after the step. */
export const LABELS: Record<Asked, string> = {
  delta2: "δ₂",
  slope2: "∂w₂",
  delta1: "δ₁",
  slope1: "∂w₁",
  w2: "w₂ →",
  b2: "b₂ →",
  w1: "w₁ →",
  b1: "b₁ →",
  loss: "L →",
};

/** What a slip comes to, and what its hint is told. */
export interface Wrong {
  readonly slip: string;
  readonly values: readonly number[];
  readonly says: readonly string[];
}

interface Answer {
  readonly right: number;
  /** How near to it is right. */
  readonly near: number;
  readonly wrongs: readonly Wrong[];
  /** What is said where it is none of these: the calculation with its numbers. */
  readonly otherwise: Wrong;
}

/** Gradients come out even, to two decimals; so does what is moved, where a tenth of a move must still show; the new loss may be rounded on the way. */
const NEAR = 0.005;
const NEAR_MOVED = 0.0005;
const NEAR_LOSS = 0.02;

const wrong = (slip: string, values: readonly number[], ...says: readonly string[]): Wrong => ({
  slip,
  values: values.map(tidy),
  says,
});

function deltaAtOutput({ target }: Chain, { y, loss, delta2 }: Step): Answer {
  const difference = few(y - target);
  return {
    right: delta2,
    near: NEAR,
    wrongs: [
      wrong("noTwo", [y - target], difference, few(delta2)),
      wrong("reversed", [-delta2], few(y), few(target)),
      wrong("lossItself", [loss], few(loss), difference),
    ],
    otherwise: wrong("delta2", [], few(y), few(target)),
  };
}

function deltaBefore({ w1, w2 }: Chain, { z1, delta2, delta1, slope1, after }: Step): Answer {
  const factors = [few(delta2), few(w2)] as const;
  if (z1 < 0) {
    return {
      right: 0,
      near: NEAR,
      wrongs: [
        wrong("slopeOfReLU", [delta2 * w2, delta2], few(z1), ...factors),
        wrong("timesZ", [delta2 * w2 * z1, delta2 * z1, z1], few(z1)),
      ],
      otherwise: wrong("deltaDark", [], few(z1)),
    };
  }
  return {
    right: delta1,
    near: NEAR,
    wrongs: [
      wrong("notCarried", [delta2], ...factors),
      wrong("otherWeight", [delta2 * w1], few(w1), few(w2)),
      wrong("newWeight", [delta2 * after.w2], few(after.w2), few(w2)),
      wrong("timesInput", [slope1], ...factors),
      wrong("sign", [-delta1], ...factors),
    ],
    otherwise: wrong("delta1", [], ...factors),
  };
}

/** A weight's gradient: δ times what came in. */
function slope(
  of: "w₁" | "w₂",
  delta: number,
  [weight, input, elsewhere]: readonly [weight: number, input: number, elsewhere: number],
): Answer {
  const [name, from] = of === "w₁" ? ["δ₁", "x"] : ["δ₂", "a₁"];
  const says = [name, few(delta), from, few(input)] as const;
  return {
    right: tidy(delta * input),
    near: NEAR,
    wrongs: [
      wrong("noInput", [delta], ...says),
      wrong("weightForInput", [delta * weight], ...says),
      wrong("otherInput", [delta * elsewhere], ...says, of),
    ],
    otherwise: wrong("slope", [], ...says),
  };
}

/** A weight or bias after the step. */
function moved(name: string, value: number, gradient: number, timesInput: number | undefined): Answer {
  const [move, whole] = [RATE * gradient, few(gradient)];
  const says = [name, few(value), whole, few(move), few(value - move)] as const;
  return {
    right: tidy(value - move),
    near: NEAR_MOVED,
    wrongs: [
      wrong("unmoved", [value], ...says),
      wrong("uphill", [value + move], ...says),
      wrong("rateTen", [value - 10 * move, value - move / 10], ...says),
      wrong("noRate", [value - gradient, value + gradient], ...says),
      wrong("moveOnly", [-move, move], ...says),
      ...(timesInput === undefined
        ? []
        : [wrong("biasTimesInput", [value - RATE * timesInput], name, few(value), whole)]),
    ],
    otherwise: wrong("update", [], ...says),
  };
}

function lossAfter(chain: Chain, { a1, loss, after }: Step): Answer {
  const now = forward(after);
  const { target } = chain;
  const says = [written(now.a1, 2), written(now.y, 2), few(target)] as const;
  const squared = (y: number): number => (y - target) ** 2;
  return {
    right: now.loss,
    near: NEAR_LOSS,
    wrongs: [
      wrong("oldLoss", [loss], few(loss)),
      wrong("notSquared", [now.y - target, target - now.y], ...says),
      wrong("outputNotLoss", [now.y], ...says),
      wrong("oldWeight", [squared(chain.w2 * now.a1 + after.b2)], few(chain.w2), few(after.w2)),
      wrong("oldActivation", [squared(after.w2 * a1 + after.b2)], few(a1), written(now.a1, 2)),
    ],
    otherwise: wrong("newLoss", [], ...says),
  };
}

export function answerTo(asked: Asked, chain: Chain): Answer {
  const step = stepOf(chain);
  const { x, w1, b1, w2, b2 } = chain;
  const { a1, delta2, delta1, slope2, slope1 } = step;
  switch (asked) {
    case "delta2":
      return deltaAtOutput(chain, step);
    case "slope2":
      return slope("w₂", delta2, [w2, a1, x]);
    case "delta1":
      return deltaBefore(chain, step);
    case "slope1":
      return slope("w₁", delta1, [w1, x, a1]);
    case "w2":
      return moved("w₂", w2, slope2, undefined);
    case "b2":
      return moved("b₂", b2, delta2, slope2);
    case "w1":
      return moved("w₁", w1, slope1, undefined);
    case "b1":
      return moved("b₁", b1, delta1, slope1);
    case "loss":
      return lossAfter(chain, step);
  }
}

/** Binary fractions are no slip. */
export const isNear = (value: number, wanted: number, near: number): boolean =>
  Math.abs(value - wanted) <= near + 1e-9;

/** Whether nobody who made one of the slips could be told another, or that it is right. */
export function isTelling(asked: readonly Asked[], chain: Chain): boolean {
  return asked.every((one) => {
    const { right, near, wrongs } = answerTo(one, chain);
    const results = [[right], ...wrongs.map(({ values }) => values)];
    return results.every((values, i) =>
      results.every(
        (others, j) => i === j || values.every((a) => others.every((b) => Math.abs(a - b) > 2.5 * near)),
      ),
    );
  });
}
