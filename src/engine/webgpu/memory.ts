/**
 * @file What a network keeps on the graphics card, and the way of numbers there and back.
 */

import type { CompileOptions } from "../engine.js";
import { type Card, USAGE } from "./device.js";
import {
  LAYER_FIELDS,
  type Plan,
  RECORD,
  STEP_FIELDS,
  STEPS,
  type StepRecord,
  writeRecords,
} from "./layout.js";

const ALL = USAGE.STORAGE | USAGE.COPY_DST | USAGE.COPY_SRC;

/** A network's buffers, in the order of their bindings; a data set's two come before the last. */
interface Buffers {
  readonly steps: GPUBuffer;
  readonly layers: GPUBuffer;
  readonly parameters: GPUBuffer;
  readonly gradients: GPUBuffer;
  readonly first: GPUBuffer;
  readonly second: GPUBuffer;
  readonly work: GPUBuffer;
  readonly control: GPUBuffer;
}

export class Memory {
  readonly card: Card;
  readonly parameters: GPUBuffer;
  readonly work: GPUBuffer;
  readonly control: GPUBuffer;
  /** Of each of the optimizer's moments. */
  readonly moments: readonly GPUBuffer[];
  /** Resolves when the card has room for it. */
  readonly taken: Promise<void>;
  readonly #buffers: Buffers;
  readonly #trainable: number;

  /** @param moments how many the optimizer has */
  constructor(card: Card, plan: Plan, moments: number, clip: CompileOptions["clip"]) {
    const { layers, parameters, trainable, work, stepLosses } = plan;
    const { result, done } = card.taking("the network", (): Buffers => {
      const make = (numbers: number, what: string): GPUBuffer => card.buffer(numbers * 4, ALL, what);
      const records = (count: number): GPUBuffer =>
        card.buffer(count * RECORD, USAGE.UNIFORM | USAGE.COPY_DST, "The network's description");
      const moment = (n: number): GPUBuffer => make(moments > n ? trainable : 0, "The optimizer's state");
      return {
        steps: records(STEPS),
        layers: records(2 * layers.length),
        parameters: make(parameters, "The network's parameters"),
        gradients: make(clip === undefined ? 0 : trainable, "The network's gradients"),
        first: moment(0),
        second: moment(1),
        work: make(work, `The activations of ${plan.rows} examples`),
        control: make(stepLosses + STEPS, "The order of the examples"),
      };
    });
    this.card = card;
    this.taken = done;
    this.#buffers = result;
    this.#trainable = trainable;
    this.parameters = result.parameters;
    this.work = result.work;
    this.control = result.control;
    this.moments = [result.first, result.second].slice(0, moments);
    const described = [
      ...layers.map(({ training }) => training),
      ...layers.map(({ inference }) => inference),
    ];
    card.device.queue.writeBuffer(result.layers, 0, writeRecords(LAYER_FIELDS, described));
  }

  /** @param own a data set's two buffers */
  bind(own: readonly GPUBuffer[]): GPUBindGroup {
    const { control, ...others } = this.#buffers;
    return this.card.bind([...Object.values<GPUBuffer>(others), ...own, control], RECORD);
  }

  /** A copy of a buffer's first numbers. */
  async read(buffer: GPUBuffer, count: number): Promise<Float32Array> {
    const encoder = this.card.device.createCommandEncoder();
    const read = this.copy(encoder, buffer, 0, count);
    this.card.device.queue.submit([encoder.finish()]);
    return new Float32Array(await this.card.read(read));
  }

  readMoments(): Promise<Float32Array[]> {
    return Promise.all(this.moments.map((moment) => this.read(moment, this.#trainable)));
  }

  /** Encodes a copy of some numbers to where they can be read. */
  copy(encoder: GPUCommandEncoder, buffer: GPUBuffer, first: number, count: number): GPUBuffer {
    const read = this.staging(count);
    encoder.copyBufferToBuffer(buffer, first * 4, read, 0, count * 4);
    return read;
  }

  /** Where numbers can be read. */
  staging(numbers: number): GPUBuffer {
    return this.card.device.createBuffer({ size: numbers * 4, usage: USAGE.MAP_READ | USAGE.COPY_DST });
  }

  writeSteps(records: readonly StepRecord[]): void {
    this.card.device.queue.writeBuffer(this.#buffers.steps, 0, writeRecords(STEP_FIELDS, records));
  }

  /** @param first where, in numbers */
  write(buffer: GPUBuffer, first: number, numbers: Float32Array | Uint32Array): void {
    const { byteOffset, byteLength } = numbers;
    this.card.device.queue.writeBuffer(buffer, first * 4, numbers.buffer, byteOffset, byteLength);
  }

  dispose(): void {
    for (const buffer of Object.values<GPUBuffer>({ ...this.#buffers })) buffer.destroy();
  }
}
