/**
 * @file Finds a network's layers among the tensors of a file that says nothing about itself, by their names: each
 * layer is a pair `<prefix>weight` and `<prefix>bias`, whatever the prefix (`0.`, `fc1.`, `layers.2.`).
 */

import { AkariError } from "../error.js";
import type { TensorNames } from "./model-description.js";
import { quote } from "./quote.js";

const WEIGHT = "weight";
const BIAS = "bias";

/**
 * Pairs tensors and puts the pairs into the natural order of their prefixes, in which `fc2` comes before `fc10`.
 *
 * @param tensors the names of all tensors of the file
 * @param file what to call the file in messages
 * @throws AkariError `invalid-file` naming a tensor that is no half of a pair
 */
export function pairTensors(tensors: readonly string[], file: string): TensorNames[] {
  const known = new Set(tensors);
  const prefixes: string[] = [];
  for (const tensor of tensors) {
    if (tensor.endsWith(WEIGHT)) prefixes.push(tensor.slice(0, -WEIGHT.length));
    const other = counterpart(tensor);
    if (other === undefined) {
      throw unpaired(file, `the tensor ${quote(tensor)} is neither a weight nor a bias of a dense layer`);
    }
    if (!known.has(other))
      throw unpaired(file, `the tensor ${quote(tensor)} has no ${quote(other)} beside it`);
  }
  if (prefixes.length === 0) throw unpaired(file, "it holds no tensors");
  return prefixes
    .sort(compareNaturally)
    .map((prefix) => ({ weight: `${prefix}${WEIGHT}`, bias: `${prefix}${BIAS}` }));
}

function counterpart(tensor: string): string | undefined {
  if (tensor.endsWith(WEIGHT)) return `${tensor.slice(0, -WEIGHT.length)}${BIAS}`;
  if (tensor.endsWith(BIAS)) return `${tensor.slice(0, -BIAS.length)}${WEIGHT}`;
  return undefined;
}

/**
 * Compares text character by character, where a run of digits counts as one number. Only code units are compared: the order of
 * `Intl.Collator` depends on the machine's language and on the version of its tables.
 */
export function compareNaturally(a: string, b: string): number {
  const partsA = parts(a);
  const partsB = parts(b);
  for (let i = 0; i < Math.min(partsA.length, partsB.length); i++) {
    const order = compareParts(partsA[i], partsB[i]);
    if (order !== 0) return order;
  }
  // What is left differs in leading zeros at most, or one begins with the other.
  return partsA.length - partsB.length || compareText(a, b);
}

const parts = (text: string): string[] => text.match(/[0-9]+|[^0-9]/g) ?? [];

function compareParts(a: string, b: string): number {
  if (!/^[0-9]/.test(a) || !/^[0-9]/.test(b)) return compareText(a, b);
  // Digits are not turned into a number: there may be more of them than a float64 holds.
  const digitsA = a.replace(/^0+/, "");
  const digitsB = b.replace(/^0+/, "");
  return digitsA.length - digitsB.length || compareText(digitsA, digitsB);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const unpaired = (file: string, what: string): AkariError =>
  new AkariError(
    "invalid-file",
    `${file} does not hold a network of dense layers: ${what}. Each layer must be a pair of tensors such as ` +
      `"fc1.weight" [units, inputs] and "fc1.bias" [units].`,
  );
