/**
 * @file The order of PyTorch's layers: by their numbers and shapes where these leave only one, as somebody says it, or a
 * sentence that asks for it. A file with two networks in it is none.
 */

import { AkariError, invalidArgument } from "../../error.js";
import { quote, shapeText } from "../description/json.js";
import type { Assumption } from "../stored-model.js";
import {
  compareNumbers,
  findOrders,
  isChain,
  isNumbered,
  numberedParts,
  type Part,
  partsSideBySide,
} from "./layer-order.js";
import { type LinearModule, notDense } from "./torch-modules.js";

/** Which layers of a file of weights, and in which order. */
export interface LayerChoice {
  /**
   * The layers by the names that their tensors begin with, the first first: `["encoder", "decoder"]` of `encoder.weight`
   * and `decoder.weight`. Left out, numbers in the names and the layers' shapes tell it, or the file is refused. Of a file
   * with several networks they may be those of one: `["trunk", "head_a"]`.
   */
  readonly order?: readonly string[] | undefined;
  /** What the names of the network's tensors begin with, where the file holds several: `actor` of `actor.0.weight`. */
  readonly prefix?: string | undefined;
}

/** The most orders that a message lists. */
const MAX_LISTED = 3;

/**
 * @param layers in the natural order of their names
 * @param shared what the file says of tensors that are several layers', for messages
 * @throws AkariError `invalid-file` where several orders fit, or none, or there are several networks;
 * `invalid-argument` where a given order is not one of these layers
 */
export function orderLayers(
  layers: readonly LinearModule[],
  choice: LayerChoice,
  shared: string,
  name: string,
): { ordered: readonly LinearModule[]; assumed: readonly Assumption[] } {
  const parts = partsSideBySide(layers);
  if (choice.order !== undefined) {
    const ordered = givenOrder(layers, choice, choice.order, parts.length > 0, name);
    const left = layers.filter((layer) => !ordered.includes(layer));
    const sentence = `Of the file's layers the order does not name ${labels(left)}: they were left out.`;
    return { ordered, assumed: left.length === 0 ? [] : [{ about: "order", sentence }] };
  }
  if (parts.length > 0) throw severalNetworks(parts, layers, name);
  if (isNumbered(layers)) {
    if (!isChain(layers)) throw brokenChain(layers, name);
    return { ordered: layers, assumed: assumedParts(layers) };
  }
  const found = findOrders(layers, MAX_LISTED, isBefore, isSame);
  const [ordered, other] = found.orders;
  if (ordered === undefined && found.complete) {
    const list = layers.map(({ prefix, weight }) => `${quote(`${prefix}weight`)} ${shapeText(weight.shape)}`);
    const shown = `${list.slice(0, 8).join(", ")}${list.length > 8 ? ", …" : ""}`;
    throw notDense(name, `in no order does each layer take in what the one before gives: ${shown}`);
  }
  if (ordered === undefined || other !== undefined || !found.complete || isInterleaved(ordered)) {
    throw unknownOrder(found.orders, layers, found.complete, shared, name);
  }
  const byShape = findOrders(layers, 1, () => false, isSame);
  const by = byShape.complete ? "shapes allow" : "numbers and shapes allow";
  const list = ordered.map(({ prefix }) => quote(`${prefix}weight`)).join(", ");
  return {
    ordered,
    assumed: [
      { about: "order", sentence: `Its layers were put into the only order that their ${by}: ${list}.` },
    ],
  };
}

/** Whether something stands between the numbered parts of one module, `encoder.0` and `encoder.2`. */
function isInterleaved(ordered: readonly LinearModule[]): boolean {
  const rows = ordered.map(({ prefix }) => /^(?:.*\.)?(?=[0-9]+\.)/s.exec(prefix)?.[0]);
  return rows.some((row, i) => row !== undefined && row !== rows[i - 1] && rows.indexOf(row) < i);
}

const isBefore = (a: LinearModule, b: LinearModule): boolean => compareNumbers(a.prefix, b.prefix) < 0;

const isSame = (a: LinearModule, b: LinearModule): boolean => a.weight === b.weight && a.bias === b.bias;

/** A module's name without the "." or "_" at its end. */
const label = ({ prefix }: Pick<LinearModule, "prefix">): string => prefix.replace(/[._]+$/, "") || "weight";

/** More layers than a message can name are cut. */
const MAX_NAMED = 16;

const labels = (layers: readonly LinearModule[]): string =>
  layers.slice(0, MAX_NAMED).map(label).join(",") + (layers.length > MAX_NAMED ? ",…" : "");

/** @param mayLeave whether layers may be left out: those of another network */
function givenOrder(
  layers: readonly LinearModule[],
  { prefix = "" }: LayerChoice,
  order: readonly string[],
  mayLeave: boolean,
  name: string,
): LinearModule[] {
  const invalid = (what: string) =>
    invalidArgument(`${what} ${name} has the layers ${labels(layers)}; name each once.`);
  const start = prefix.replace(/[._]+$/, "");
  const ordered = order.map((given) => {
    const called = given.replace(/[._]?weight$/, "").replace(/[._]+$/, "") || "weight";
    const found =
      layers.find((layer) => label(layer) === called) ??
      layers.find((layer) => start !== "" && label(layer).replace(start, "").replace(/^[._]/, "") === called);
    if (found !== undefined) return found;
    throw invalid(`There is no layer ${quote(given)}.`);
  });
  const missing = layers.find((layer) => !ordered.includes(layer));
  if (missing !== undefined && !mayLeave)
    throw invalid(`The order leaves out the layer ${quote(label(missing))}.`);
  if (ordered.length > new Set(ordered).size) throw invalid("The order names a layer twice.");
  const broken = ordered.findIndex(({ inputs }, i) => i > 0 && inputs !== ordered[i - 1].units);
  if (broken < 0) return ordered;
  const [before, layer] = [ordered[broken - 1], ordered[broken]];
  throw invalidArgument(
    `In that order ${quote(label(layer))} takes ${layer.inputs} inputs, but ${quote(label(before))} before it gives ` +
      `${before.units}: the layers of ${name} do not follow each other so.`,
  );
}

function assumedParts(layers: readonly LinearModule[]): Assumption[] {
  const parts = numberedParts(layers);
  if (parts.length === 0) return [];
  const list = parts.map(({ prefix }) => quote(prefix)).join(", ");
  return [{ about: "order", sentence: `Its parts were taken to follow each other: ${list}.` }];
}

const unknownOrder = (
  orders: readonly (readonly LinearModule[])[],
  layers: readonly LinearModule[],
  complete: boolean,
  shared: string,
  name: string,
): AkariError => {
  const candidates = (orders.length === 0 ? [layers] : orders).map(labels);
  const more = complete ? "" : ", and others";
  return new AkariError(
    "invalid-file",
    `${name} does not tell the order of its layers${shared}: as far as numbers in their names and their shapes tell it, it ` +
      `may be ${candidates.join(" or ")}${more}. Say it with --order ${candidates[0]} (in code: order), or whichever is right.`,
  );
};

const severalNetworks = (
  parts: readonly Part<LinearModule>[],
  layers: readonly LinearModule[],
  name: string,
): AkariError => {
  const shown = parts.slice(0, 4).map(({ prefix, layers: own }) => {
    const size = [own[0].inputs, ...own.map(({ units }) => units)].join("-");
    return `${quote(prefix.replace(/[._]+$/, ""))}${isChain(own) ? ` (${size})` : ""}`;
  });
  const more = parts.length > shown.length ? ` and ${parts.length - shown.length} more` : "";
  return new AkariError(
    "invalid-file",
    `${name} seems to hold several networks side by side: ${shown.join(" and ")}${more}. Choose one with ` +
      `${choiceOf(parts, layers)}${wholeChain(layers)}`,
  );
};

const orderOption = (layers: readonly LinearModule[]): string => `--order ${labels(layers)} (in code: order)`;

const firstOrder = (layers: readonly LinearModule[]): readonly LinearModule[] | undefined =>
  findOrders(layers, 1, isBefore, isSame).orders[0];

/** How to choose the first of several networks: by what its names begin with, or by its layers, where it shares some. */
function choiceOf(parts: readonly Part<LinearModule>[], layers: readonly LinearModule[]): string {
  const [{ prefix, layers: own }] = parts;
  const shared = layers.filter((layer) => !parts.some((part) => part.layers.includes(layer)));
  const together = shared.length === 0 ? undefined : firstOrder([...shared, ...own]);
  const start = prefix.replace(/[._]+$/, "");
  if (together !== undefined) return `${orderOption(together)}, which leaves out the others.`;
  return start === ""
    ? `${orderOption(firstOrder(own) ?? own)}, which leaves out the others.`
    : `--prefix ${start} (in code: prefix).`;
}

/** What to do if they are one network; nothing where their shapes do not let them be. */
function wholeChain(layers: readonly LinearModule[]): string {
  const whole = firstOrder(layers);
  return whole === undefined
    ? ""
    : ` If all are one network, name its layers in their order with ${orderOption(whole)}.`;
}

function brokenChain(layers: readonly LinearModule[], name: string): AkariError {
  const i = layers.findIndex(({ inputs }, k) => k > 0 && inputs !== layers[k - 1].units);
  const [before, layer] = [layers[i - 1], layers[i]];
  // Their numbers may be those of their making, not of their order.
  const other = findOrders(layers, 1, () => false, isSame).orders[0];
  const hint =
    other === undefined
      ? ""
      : `; in another order they fit, and if that is theirs, say it with ${orderOption(other)}`;
  return notDense(
    name,
    `${quote(`${layer.prefix}weight`)} ${shapeText(layer.weight.shape)} takes ${layer.inputs} inputs, but ` +
      `${quote(`${before.prefix}weight`)} ${shapeText(before.weight.shape)} before it gives ${before.units}${hint}`,
  );
}
