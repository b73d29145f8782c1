/**
 * @file A data set on the graphics card: inputs as bytes where they are bytes, else as float32; behind the weights, where there are
 * any, the targets.
 */

import type { Dataset } from "../../data/dataset.js";
import type { AttachedData } from "../engine.js";
import { type Card, USAGE } from "./device.js";
import type { DataKind } from "./shaders.js";

export class CardData implements AttachedData {
  readonly rows: number;
  readonly kind: DataKind;
  /** The network's and these data's buffers, bound. */
  readonly bindings: GPUBindGroup;
  readonly #buffers: readonly GPUBuffer[];

  /** @param bind binds inputs and targets between the network's buffers */
  constructor(
    card: Card,
    { name, features, targets, weights }: Dataset,
    bind: (own: readonly GPUBuffer[]) => GPUBindGroup,
  ) {
    const { data, rows } = features;
    this.rows = rows;
    this.kind = {
      bytes: data instanceof Uint8Array,
      classes: targets.kind === "classes",
      weighted: weights !== undefined,
    };
    const inputs =
      data instanceof Uint8Array || data instanceof Float32Array ? data : Float32Array.from(data);
    const counted = weights === undefined ? 0 : rows;
    const wanted = targets.kind === "classes" ? targets.classes : targets.data;
    const words = new Uint32Array(counted + wanted.length);
    const numbers = new Float32Array(words.buffer);
    if (weights !== undefined) numbers.set(weights);
    (targets.kind === "classes" ? words : numbers).set(wanted, counted);
    this.#buffers = [
      upload(card, inputs, `The inputs of ${name}`),
      upload(card, words, `The targets of ${name}`),
    ];
    this.bindings = bind(this.#buffers);
  }

  dispose(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }
}

/** A buffer with these numbers. */
function upload(card: Card, numbers: Uint8Array | Float32Array | Uint32Array, what: string): GPUBuffer {
  const buffer = card.buffer(numbers.byteLength, USAGE.STORAGE | USAGE.COPY_DST, what);
  // The card is given whole words.
  const whole = numbers.byteLength - (numbers.byteLength % 4);
  const { queue } = card.device;
  queue.writeBuffer(buffer, 0, numbers.buffer, numbers.byteOffset, whole);
  if (whole < numbers.byteLength) {
    const rest = new Uint8Array(4);
    rest.set(new Uint8Array(numbers.buffer, numbers.byteOffset + whole, numbers.byteLength - whole));
    queue.writeBuffer(buffer, whole, rest);
  }
  return buffer;
}
