/**
 * @file The kernels' layout: arrays in panels of eight (see layout.ts), and the way there and back; inputs that belong to no
 * data set on their way into the arena, and activations on their way out.
 */

import type { LayerParameters, ModelDefinition } from "../../model/model.js";
import type { Numbers } from "../engine.js";
import { PANEL, SOURCE, SOURCE_KINDS } from "./layout.js";
import type { Kernels } from "./module.js";

/** How many panels hold `n` numbers. */
export const panelsFor = (n: number): number => Math.ceil(n / PANEL);

/** Floats that a layer's weights take as `[panels][inputs rounded up][8]`. */
export const packedWeightLength = (units: number, inputs: number): number =>
  panelsFor(units) * panelsFor(inputs) * PANEL * PANEL;

/**
 * Writes `weight [units, inputs]` into `[panels][inputs rounded up][8]`. The lanes that fill up the last panel
 * are left as they are: zero.
 */
export function packWeight(weight: ArrayLike<number>, units: number, inputs: number, to: Float32Array): void {
  const panelLength = panelsFor(inputs) * PANEL * PANEL;
  for (let i = 0; i < units; i++) {
    const column = Math.floor(i / PANEL) * panelLength + (i % PANEL);
    for (let k = 0; k < inputs; k++) to[column + k * PANEL] = weight[i * inputs + k];
  }
}

/** The way back from {@link packWeight}. */
export function unpackWeight(from: Float32Array, units: number, inputs: number): Float32Array {
  const panelLength = panelsFor(inputs) * PANEL * PANEL;
  const weight = new Float32Array(units * inputs);
  for (let i = 0; i < units; i++) {
    const column = Math.floor(i / PANEL) * panelLength + (i % PANEL);
    for (let k = 0; k < inputs; k++) weight[i * inputs + k] = from[column + k * PANEL];
  }
  return weight;
}

/** Where in an array over all parameters (the parameters themselves, or their moments) a layer has its numbers. */
export interface LayerPlace {
  readonly units: number;
  readonly inputs: number;
  /** In floats from the array's beginning. */
  readonly weight: number;
  readonly bias: number;
  /** `γ` of batch normalisation; 0 without. */
  readonly scale: number;
}

/**
 * The places of all layers in an array over all parameters, and its length, both in floats.
 *
 * @param batchNorm whether hidden layers have batch normalisation
 */
export function placeParameters(
  shapes: readonly { units: number; inputs: number }[],
  batchNorm: boolean,
): {
  places: LayerPlace[];
  length: number;
} {
  let length = 0;
  const places = shapes.map(({ units, inputs }, i) => {
    const weight = length;
    const bias = weight + packedWeightLength(units, inputs);
    length = bias + panelsFor(units) * PANEL;
    const scale = batchNorm && i < shapes.length - 1 ? length : 0;
    if (scale > 0) length += panelsFor(units) * PANEL;
    return { units, inputs, weight, bias, scale };
  });
  return { places, length };
}

/** Writes parameters, or anything of their shape, into an array over all parameters. */
export function packParameters(
  parameters: readonly LayerParameters[],
  places: readonly LayerPlace[],
  to: Float32Array,
): void {
  places.forEach(({ units, inputs, weight, bias }, i) => {
    packWeight(parameters[i].weight, units, inputs, to.subarray(weight, bias));
    to.set(parameters[i].bias, bias);
  });
}

/** The way back from {@link packParameters}. */
export function unpackParameters(from: Float32Array, places: readonly LayerPlace[]): LayerParameters[] {
  return places.map(({ units, inputs, weight, bias }) => ({
    weight: unpackWeight(from.subarray(weight, bias), units, inputs),
    bias: from.slice(bias, bias + units),
  }));
}

/** Writes the activation of one unit of the only row into its layer's panels. @param stride bytes between panels */
export function writeUnit(
  kernels: Kernels,
  panels: number,
  stride: number,
  unit: number,
  value: number,
): void {
  kernels.floats[(panels + Math.floor(unit / PANEL) * stride) / 4 + (unit % PANEL)] = value;
}

/** Room for some examples, side by side, which each call fills anew. */
export class RawInputs {
  /** Their row numbers: 0, 1, 2, … */
  readonly order: number;
  readonly #kernels: Kernels;
  readonly #columns: number;
  /** Numbers from one example to the next: see kernels/inputs.ts. */
  readonly #stride: number;
  readonly #data: number;
  /** Addresses of the kernels' records of the same place, for either type. */
  readonly #bytes: number;
  readonly #floats: number;

  /** @param rows the most examples in a call */
  constructor(kernels: Kernels, rows: number, { inputs: columns, preprocessing }: ModelDefinition) {
    this.#kernels = kernels;
    this.#columns = columns;
    const { divideBy } = preprocessing;
    const width = Math.ceil(columns / 16) * 16;
    const data = kernels.allocate(rows * width * 4);
    const divided = writeDivided(kernels, kernels.allocate(256 * 4), divideBy);
    const record = (kind: number, stride: number): number =>
      kernels.record(SOURCE, { kind, data, stride, divideBy, divided });
    this.#data = data;
    this.#stride = width;
    this.#bytes = record(SOURCE_KINDS.RAW_U8, width);
    this.#floats = record(SOURCE_KINDS.RAW_F32, width * 4);
    this.order = kernels.allocate(rows * 4);
    for (let row = 0; row < rows; row++) kernels.words[this.order / 4 + row] = row;
  }

  /** The address of the source that inputs of this type become. */
  sourceOf(inputs: ArrayLike<number>): number {
    return isBytes(inputs) ? this.#bytes : this.#floats;
  }

  /**
   * Copies `count` examples in, from the `first` on, to the places from `row` on.
   *
   * @param inputs `[n, columns]`
   */
  write(inputs: ArrayLike<number>, first: number, count: number, row: number): void {
    const columns = this.#columns;
    const stride = this.#stride;
    const from = first * columns;
    const length = count * columns;
    const { bytes, floats } = this.#kernels;
    const to = isBytes(inputs) ? bytes : floats;
    const start = (isBytes(inputs) ? this.#data : this.#data / 4) + row * stride;
    if (stride === columns && (isBytes(inputs) || inputs instanceof Float32Array)) {
      to.set(length === inputs.length ? inputs : inputs.subarray(from, from + length), start);
      return;
    }
    for (let i = 0; i < count; i++) {
      const [source, target] = [from + i * columns, start + i * stride];
      for (let k = 0; k < stride; k++) to[target + k] = k < columns ? inputs[source + k] : 0;
    }
  }
}

const isBytes = (inputs: ArrayLike<number>): inputs is Uint8Array | Uint8ClampedArray =>
  inputs instanceof Uint8Array || inputs instanceof Uint8ClampedArray;

/** Writes every byte divided by a number, `[256]` of `f32`. @returns the address */
export function writeDivided(kernels: Kernels, address: number, divideBy: number): number {
  const divisor = Math.fround(divideBy);
  for (let byte = 0; byte < 256; byte++) kernels.floats[address / 4 + byte] = byte / divisor;
  return address;
}

export class RowReader {
  /** Where rows stand before they leave the arena. */
  readonly rows: number;
  readonly #kernels: Kernels;
  readonly #stride: number;
  /** What was read last: kept, so that reading as much again makes no new object. */
  #view = new Float32Array();

  /**
   * @param stride bytes from one panel to the next
   * @param numbers the most in a call
   */
  constructor(kernels: Kernels, stride: number, numbers: number) {
    this.#kernels = kernels;
    this.#stride = stride;
    this.rows = kernels.allocate(numbers * 4);
  }

  /**
   * Copies the first `rows` rows of an array in panels to `to[offset]` and on, as `[rows, columns]`.
   *
   * @param panels the array's address
   */
  read(panels: number, rows: number, columns: number, to: Numbers, offset: number): void {
    this.#kernels.call.unpackRows(panels, this.#stride, rows, columns, this.rows);
    this.take(rows * columns, to, offset);
  }

  /** Copies the first `count` numbers that stand there to `to[offset]` and on. */
  take(count: number, to: Numbers, offset: number): void {
    const start = this.rows / 4;
    // A memory that has grown leaves views of no length behind.
    if (this.#view.length !== count) this.#view = this.#kernels.floats.subarray(start, start + count);
    to.set(this.#view, offset);
  }
}
