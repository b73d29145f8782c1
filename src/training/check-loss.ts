/**
 * @file Whether a loss of somebody's own returns numbers, and the derivative that it writes is the one of them.
 */

import type { ExampleLoss, Numbers } from "../engine/engine.js";
import { invalidArgument } from "../error.js";

/** Half of the two points' distance, where outputs are about 1; float64 keeps ten digits of the difference. */
const STEP = 1e-5;
/** By how much both may differ, beside their size. */
const SLACK = 1e-4;

/**
 * A loss of somebody's own that is known to return numbers: others would seem to be a run that diverges.
 *
 * @throws AkariError `invalid-argument` for what is no function, and from the loss where it returns no number
 */
export function numberLoss(loss: ExampleLoss): ExampleLoss {
  const form = "a function (outputs, derivative, example) that writes the derivative and returns a number";
  if (typeof loss !== "function") {
    throw invalidArgument(
      `The option loss is ${form}, not ${JSON.stringify(loss)}; without it the network's own loss is taken.`,
    );
  }
  return (outputs, derivative, example) => {
    const value: unknown = loss(outputs, derivative, example);
    if (typeof value === "number") return value;
    throw invalidArgument(
      `The option loss is ${form}, but for example ${example + 1} it returned ${String(value)}.`,
    );
  };
}

/**
 * Compares `∂loss/∂outputs` with central differences, `(l(a + h) − l(a − h)) / 2h`, in float64. Where the loss has a corner,
 * one of the differences on either side is enough.
 *
 * @param outputs `[rows, units]`
 * @throws AkariError `invalid-argument` naming the example and the output whose derivative is another
 */
export function checkLoss(loss: ExampleLoss, outputs: Numbers, units: number): void {
  for (let row = 0; row * units < outputs.length; row++) {
    const a = Float64Array.from(outputs.subarray(row * units, (row + 1) * units));
    const derivative = new Float64Array(units);
    const value = loss(a.slice(), derivative, row);
    for (let i = 0; i < units; i++) {
      const h = STEP * Math.max(1, Math.abs(a[i]));
      const at = (output: number): number => {
        const moved = a.slice();
        moved[i] = output;
        return loss(moved, new Float64Array(units), row);
      };
      const [above, below] = [at(a[i] + h), at(a[i] - h)];
      const slopes = [(above - below) / (2 * h), (above - value) / h, (value - below) / h];
      const isOne = (slope: number): boolean =>
        Math.abs(slope - derivative[i]) <= SLACK * Math.max(1, Math.abs(slope), Math.abs(derivative[i]));
      if (slopes.some(isOne)) continue;
      throw invalidArgument(
        `The derivative that the loss writes for output ${i + 1} of example ${row + 1} is ${derivative[i]}, but around ` +
          `${a[i]} the loss changes by ${slopes[0]} for each unit of the output.`,
      );
    }
  }
}
