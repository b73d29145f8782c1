/**
 * @file Between which of PyTorch's layers a batch normalisation stands, by the names: its place is in no file.
 *
 * ```
 * 0. and 1., net.2. and net.3.   in a Sequential: right behind a layer it normalises that layer's weighted sums, further
 *                                behind it stands an activation between them, and it normalises what the next takes in
 * fc1. and bn1., 0.fc. and 0.bn. beside the layer of its number: behind that layer's weighted sums
 * ```
 */

import { quote } from "../description/json.js";
import { compareNumbers, skeleton } from "./layer-order.js";
import { type BatchNormModule, type LinearModule, notDense, type TorchModule } from "./torch-modules.js";

/** A dense layer and the normalisations beside it, the first first. */
export interface Place {
  readonly linear: LinearModule;
  /** Between its weighted sums and its activation. */
  readonly after: BatchNormModule[];
  /** Between the activation before and its weights. */
  readonly before: BatchNormModule[];
}

export interface PlacedNorms {
  readonly places: readonly Place[];
  /** What was taken to be so, for the middle of a sentence; empty where a `Sequential` tells it. */
  readonly assumed: readonly string[];
}

/**
 * @param modules in the natural order of their names
 * @param ordered the dense layers among them, in the order in which they follow each other
 * @throws AkariError `invalid-file` where the names do not tell a place, or a width does not fit
 */
export function placeNorms(
  modules: readonly TorchModule[],
  ordered: readonly LinearModule[],
  name: string,
): PlacedNorms {
  const places = ordered.map((linear): Place => ({ linear, after: [], before: [] }));
  const norms = modules.filter((module) => module.kind === "batch-norm");
  const assumed = new Set<string>();
  for (const norm of norms) {
    const row = modules.filter((module) => isOfRow(module, norm));
    if (row.some(({ kind }) => kind === "linear")) {
      requireNumbered(ordered, norm, name);
      placeInRow(norm, row, places, assumed, name);
    } else {
      placeBeside(norm, places, name);
      assumed.add("each between the layer of its number and that layer's activation");
    }
  }
  return { places, assumed: [...assumed] };
}

/** A name's parent and its own last part. */
function splitPrefix(prefix: string): [parent: string, own: string] {
  const own = prefix.replace(/\.$/, "").split(".").at(-1) ?? "";
  return [prefix.slice(0, prefix.length - own.length - (prefix.endsWith(".") ? 1 : 0)), own];
}

/** Whether two modules are numbered as the parts of one `Sequential`. */
function isOfRow(module: TorchModule, norm: BatchNormModule): boolean {
  const [[parent, own], [normParent, normOwn]] = [splitPrefix(module.prefix), splitPrefix(norm.prefix)];
  return parent === normParent && skeleton(own) === skeleton(normOwn) && /[0-9]/.test(own);
}

/** A `Sequential` computes by its numbers; layers in another order have left it. */
function requireNumbered(ordered: readonly LinearModule[], norm: BatchNormModule, name: string): void {
  const turned = ordered.some(({ prefix }, i) =>
    ordered.slice(0, i).some((before) => compareNumbers(prefix, before.prefix) < 0),
  );
  if (turned) throw unplaced(norm, name);
}

function placeInRow(
  norm: BatchNormModule,
  row: readonly TorchModule[],
  places: readonly Place[],
  assumed: Set<string>,
  name: string,
): void {
  const at = row.indexOf(norm);
  let first = at;
  while (first > 0 && row[first].kind === "batch-norm" && isNext(row[first - 1].prefix, row[first].prefix))
    first--;
  const open = row[first];
  if (open.kind === "linear") {
    addAfter(placeOf(open, places), norm, name);
    return;
  }
  const next = row.slice(at + 1).find((module) => module.kind === "linear");
  const last = row.slice(0, at).findLast((module) => module.kind === "linear");
  const place =
    next !== undefined
      ? placeOf(next, places)
      : places[places.findIndex(({ linear }) => linear === last) + 1];
  addBefore(place, norm, name);
  const stands = row[at + 1];
  if (last !== undefined && !(stands !== undefined && isNext(norm.prefix, stands.prefix))) {
    assumed.add(`${quote(norm.prefix)} behind the activation`);
  }
}

/** Attributes are numbered as their layers are: `bn1` follows `fc1`, and `0.bn` follows `0.fc`. */
function placeBeside(norm: BatchNormModule, places: readonly Place[], name: string): void {
  const [parent, own] = splitPrefix(norm.prefix);
  const number = lastNumber(own);
  const beside = places.filter(({ linear }) => {
    const [itsParent, its] = splitPrefix(linear.prefix);
    return itsParent === parent && lastNumber(its) === number;
  });
  if (beside.length !== 1 || (number === undefined && !/[0-9]/.test(parent))) throw unplaced(norm, name);
  addAfter(beside[0], norm, name);
}

const placeOf = (module: TorchModule, places: readonly Place[]): Place | undefined =>
  places.find(({ linear }) => linear === module);

const lastNumber = (own: string): string | undefined =>
  /([0-9]+)[^0-9]*$/.exec(own)?.[1].replace(/^0+(?=.)/, "");

/** Whether one prefix numbers the place right after another's: `0.` and `1.`, `net.2.` and `net.3.`. */
function isNext(before: string, after: string): boolean {
  const split = (prefix: string) => /^(.*?)([0-9]+)([^0-9]*)$/s.exec(prefix);
  const [a, b] = [split(before), split(after)];
  if (a === null || b === null) return false;
  return a[1] === b[1] && a[3] === b[3] && BigInt(b[2]) === BigInt(a[2]) + 1n;
}

function addAfter(place: Place | undefined, norm: BatchNormModule, name: string): void {
  if (place === undefined) throw unplaced(norm, name);
  const { linear, after } = place;
  if (norm.units !== linear.units) throw misfit(norm, `${linear.units} units`, linear, name);
  after.push(norm);
}

function addBefore(place: Place | undefined, norm: BatchNormModule, name: string): void {
  if (place === undefined) {
    throw notDense(
      name,
      `no dense layer follows the batch normalisation ${quote(`${norm.prefix}running_mean`)}`,
    );
  }
  const { linear, before } = place;
  if (norm.units !== linear.inputs) throw misfit(norm, `${linear.inputs} inputs`, linear, name);
  before.push(norm);
}

const misfit = (norm: BatchNormModule, size: string, { prefix }: LinearModule, name: string) =>
  notDense(
    name,
    `${quote(`${norm.prefix}running_mean`)} normalises ${norm.units} numbers, but ${quote(`${prefix}weight`)} has ${size}`,
  );

const unplaced = ({ prefix }: BatchNormModule, name: string) =>
  notDense(
    name,
    `the names do not tell which layer the batch normalisation ${quote(`${prefix}running_mean`)} follows ` +
      '("bn1" would follow "fc1", and "1" would follow "0")',
  );
