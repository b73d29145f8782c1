/**
 * @file The order of a network's layers, which a file of weights alone does not hold (safetensors sorts its tensors):
 * numbers in the names tell it, and shapes, for each layer takes in as many numbers as the one before gives. Words tell
 * nothing: `classifier` comes before `features` in no other order than the alphabet's.
 */

import { compareNaturally } from "../../data/names.js";

export interface LayerShape {
  readonly units: number;
  readonly inputs: number;
}

export interface NamedLayer extends LayerShape {
  /** What its tensors' names begin with: `fc1.`, `net.0.`. */
  readonly prefix: string;
}

/** So that a file made of many equal layers cannot ask for much work. */
const MAX_TRIES = 10_000;
const MAX_LAYERS = 400;

/** Whether each layer takes in what the one before gives. */
export const isChain = (layers: readonly LayerShape[]): boolean =>
  layers.every(({ inputs }, i) => i === 0 || inputs === layers[i - 1].units);

/** A name without its numbers: `fc#`. */
export const skeleton = (name: string): string => name.replace(/[0-9]+/g, "#");

/**
 * Which of two modules comes first, as far as numbers tell it: where their names first differ, from one "." to the
 * next, they must differ in numbers alone.
 *
 * @returns below 0 for the first, above 0 for the second, 0 where nothing tells it
 */
export function compareNumbers(a: string, b: string): number {
  const [one, other] = [a.split("."), b.split(".")];
  const at = one.findIndex((part, i) => part !== other[i]);
  if (at < 0 || other[at] === undefined || skeleton(one[at]) !== skeleton(other[at])) return 0;
  const [numbers, others] = [one[at], other[at]].map((part) =>
    (part.match(/[0-9]+/g) ?? []).map((number) => number.replace(/^0+/, "")),
  );
  const differing = numbers.findIndex((number, i) => number !== others[i]);
  return differing < 0 ? 0 : compareNaturally(numbers[differing], others[differing]);
}

/** Whether numbers tell the whole order that layers stand in. */
export const isNumbered = (layers: readonly NamedLayer[]): boolean =>
  layers.every(({ prefix }, i) => i === 0 || compareNumbers(layers[i - 1].prefix, prefix) < 0);

export interface FoundOrders<T> {
  readonly orders: readonly (readonly T[])[];
  /** Whether there are no others. */
  readonly complete: boolean;
}

/**
 * The orders in which layers follow each other.
 *
 * @param most how many of them to look for
 * @param comesFirst whether one layer must stand before another
 * @param isSame whether two layers are the same numbers, so that it does not matter which of them comes first
 */
export function findOrders<T extends LayerShape>(
  layers: readonly T[],
  most: number,
  comesFirst: (a: T, b: T) => boolean,
  isSame: (a: T, b: T) => boolean,
): FoundOrders<T> {
  const orders: T[][] = [];
  if (layers.length > MAX_LAYERS) return { orders, complete: false };
  const before = new Map(layers.map((layer) => [layer, layers.filter((other) => comesFirst(other, layer))]));
  let tries = 0;
  const extend = (chain: readonly T[], left: readonly T[]): void => {
    tries++;
    if (orders.length > most || tries > MAX_TRIES) return;
    if (left.length === 0) orders.push([...chain]);
    const tried: T[] = [];
    for (const layer of left) {
      const isNext =
        isChain([...chain.slice(-1), layer]) &&
        !before.get(layer)?.some((other) => left.includes(other)) &&
        !tried.some((other) => isSame(other, layer));
      if (!isNext) continue;
      tried.push(layer);
      extend(
        [...chain, layer],
        left.filter((other) => other !== layer),
      );
    }
  };
  extend([], layers);
  return { orders: orders.slice(0, most), complete: orders.length <= most && tries <= MAX_TRIES };
}

/** Layers that may be a network of their own. */
export interface Part<T> {
  /** What their names begin with: `actor.`. */
  readonly prefix: string;
  readonly layers: readonly T[];
}

/** Words for what stands side by side rather than one after another. */
const SIDE_WORDS = new Set(
  (
    "actor actors critic critics policy value pi vf qf q head heads expert experts branch tower towers branches mu mean " +
    "sigma std logvar var logstd advantage adv generator discriminator teacher student online target ema members " +
    "models agents estimators ensemble ensembles"
  ).split(" "),
);
/** Of what is numbered: `q1`, `critic_2`, `experts.0`; of a single `model` the numbers are layers. */
const NUMBERED_SIDE_WORDS = new Set([...SIDE_WORDS, "model", "member", "agent", "estimator"]);

const wordsOf = (name: string): string[] =>
  skeleton(name)
    .replace(/#/g, "_")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_-]+/);

/**
 * Parts of a file that may be networks side by side rather than one after another: an actor and a critic, a model and a
 * copy of it. They have names for it, or they are chains of several layers that take in as many numbers.
 *
 * @param layers in the natural order of their names
 * @returns at least two parts, or none
 */
export function partsSideBySide<T extends NamedLayer>(layers: readonly T[]): readonly Part<T>[] {
  if (layers.length < 2) return [];
  const names = layers.map(({ prefix }) => prefix.split("."));
  const at = names[0].findIndex((part, i) => names.some((other) => other[i] !== part));
  if (at < 0) return [];
  const parent = names[0].slice(0, at);
  const grouped = (key: (part: string) => string): Part<T>[] => {
    const groups = new Map<string, T[]>();
    layers.forEach((layer, i) => {
      const part = key(names[i][at] ?? "");
      groups.set(part, [...(groups.get(part) ?? []), layer]);
    });
    return Array.from(groups.values(), (own) => ({ prefix: commonPrefix(own), layers: own }));
  };
  const groups = grouped(skeleton);
  if (groups.length === 1) {
    const parts = grouped((part) => part);
    const sideBySide =
      wordsOf(names[0][at]).some((word) => NUMBERED_SIDE_WORDS.has(word)) ||
      wordsOf(parent.at(-1) ?? "").some((word) => word.endsWith("s") && SIDE_WORDS.has(word));
    if (sideBySide) return parts;
    return firstSideBySide(parts);
  }
  const worded = groups.filter(({ layers: [first] }) =>
    wordsOf(first.prefix.split(".")[at]).some((word) => SIDE_WORDS.has(word)),
  );
  if (worded.length > 1) return worded;
  const chains = groups.filter(({ layers: own }) => own.length > 1 && inputsOf(own) !== undefined);
  const inputs = chains.map(({ layers: own }) => inputsOf(own));
  const like = chains.filter((_, i) => inputs.filter((count) => count === inputs[i]).length > 1);
  return like.length > 1 ? like : firstSideBySide(groups);
}

/**
 * Parts of several layers that have a number each and take in as many numbers: blocks that follow each other, as a rule.
 *
 * @param layers in the natural order of their names
 */
export function numberedParts<T extends NamedLayer>(layers: readonly T[]): readonly Part<T>[] {
  const heads = new Map<string, T[]>();
  for (const layer of layers) {
    const head = /^.*?[0-9]+[^.]*\./s.exec(layer.prefix)?.[0] ?? "";
    heads.set(head, [...(heads.get(head) ?? []), layer]);
  }
  const parts = Array.from(heads, ([prefix, own]) => ({ prefix, layers: own }));
  const alike = parts.every(
    ({ layers: own }) => own.length > 1 && own[0].inputs === parts[0].layers[0].inputs,
  );
  return parts.length > 1 && alike ? parts : [];
}

/** How many numbers layers take in that follow each other; undefined where they do not. */
function inputsOf(layers: readonly NamedLayer[]): number | undefined {
  const { orders } = findOrders(
    layers,
    1,
    (a, b) => compareNumbers(a.prefix, b.prefix) < 0,
    () => false,
  );
  return orders.at(0)?.[0].inputs;
}

/** What all names begin with, without the digits at its end. */
function commonPrefix([first, ...others]: readonly NamedLayer[]): string {
  if (others.length === 0) return first.prefix;
  let { prefix } = first;
  while (!others.every((other) => other.prefix.startsWith(prefix))) prefix = prefix.slice(0, -1);
  return prefix.replace(/[0-9]+$/, "");
}

function firstSideBySide<T extends NamedLayer>(parts: readonly Part<T>[]): readonly Part<T>[] {
  for (const { layers } of parts) {
    const found = partsSideBySide(layers);
    if (found.length > 0) return found;
  }
  return [];
}
