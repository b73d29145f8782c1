/**
 * @file The WebAssembly module: decoded and compiled once, instantiated for each network with a memory of its own.
 */

import { AkariError } from "../../error.js";
import { KERNELS_BASE64 } from "./kernels.generated.js";

/** What kernels/index.ts exports. All addresses are byte offsets; 0 means that memory could not grow. */
interface KernelExports {
  allocate(bytes: number): number;
  createPlan(layerCount: number, stride: number, loss: number): number;
  describeLayer(
    plan: number,
    i: number,
    inputPanels: number,
    panels: number,
    units: number,
    activation: number,
  ): void;
  placeLayer(
    plan: number,
    i: number,
    weight: number,
    weightGradient: number,
    bias: number,
    biasGradient: number,
    input: number,
    z: number,
    a: number,
    delta: number,
  ): void;
  placePlan(
    plan: number,
    input: number,
    target: number,
    entries: number,
    entryStarts: number,
    tiles: number,
    transposed: number,
    parameters: number,
    gradients: number,
    firstMoments: number,
    secondMoments: number,
    parameterCount: number,
  ): void;
  setOptimizer(
    plan: number,
    optimizer: number,
    learningRate: number,
    momentum: number,
    smoothing: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    weightDecay: number,
  ): void;
  createSource(
    kind: number,
    data: number,
    stride: number,
    starts: number,
    divideBy: number,
    classes: number,
    values: number,
  ): number;
  train(
    plan: number,
    source: number,
    order: number,
    from: number,
    count: number,
    batch: number,
    step: number,
    steps: number,
    losses: number,
    scratch: number,
  ): number;
  forward(plan: number, source: number, order: number, rows: number, scratch: number): void;
  losses(plan: number, rows: number, scratch: number, losses: number): void;
  applyElementary(which: number, data: number, count: number): void;
}

/** WebAssembly's limit: 4 GiB in pages of 64 KiB. */
const MAXIMUM_PAGES = 65536;
const PAGE_BYTES = 65536;

let compiled: Promise<WebAssembly.Module> | undefined;

/** An arena and the kernels that work in it. */
export class Kernels {
  readonly call: KernelExports;
  readonly #memory: WebAssembly.Memory;
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array();
  #floats: Float32Array<ArrayBuffer> = new Float32Array();
  #words: Uint32Array<ArrayBuffer> = new Uint32Array();
  #doubles: Float64Array<ArrayBuffer> = new Float64Array();

  private constructor(module: WebAssembly.Module) {
    this.#memory = new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES });
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.call = instance.exports as unknown as KernelExports;
  }

  static async create(): Promise<Kernels> {
    compiled ??= WebAssembly.compile(Uint8Array.from(atob(KERNELS_BASE64), (c) => c.charCodeAt(0)));
    return new Kernels(await compiled);
  }

  /**
   * Zeroed memory that stays until the network goes.
   *
   * @returns its address in bytes, a multiple of 64
   * @throws AkariError `out-of-memory`
   */
  allocate(bytes: number): number {
    const address = bytes < 2 ** 32 ? this.call.allocate(bytes) >>> 0 : 0;
    if (address === 0) throw outOfMemory(bytes);
    return address;
  }

  /** The address that a kernel's `create…` returned. @throws AkariError `out-of-memory` where it is 0 */
  created(address: number): number {
    if (address === 0) throw outOfMemory(PAGE_BYTES);
    return address >>> 0;
  }

  // A memory that grows takes its old buffer away, so every access makes sure that its view still reaches.
  get bytes(): Uint8Array<ArrayBuffer> {
    this.#refresh();
    return this.#bytes;
  }
  get floats(): Float32Array<ArrayBuffer> {
    this.#refresh();
    return this.#floats;
  }
  get words(): Uint32Array<ArrayBuffer> {
    this.#refresh();
    return this.#words;
  }
  get doubles(): Float64Array<ArrayBuffer> {
    this.#refresh();
    return this.#doubles;
  }

  #refresh(): void {
    const { buffer } = this.#memory;
    if (this.#bytes.buffer === buffer) return;
    this.#bytes = new Uint8Array(buffer);
    this.#floats = new Float32Array(buffer);
    this.#words = new Uint32Array(buffer);
    this.#doubles = new Float64Array(buffer);
  }
}

function outOfMemory(bytes: number): AkariError {
  const megabytes = Math.ceil(bytes / 2 ** 20);
  return new AkariError(
    "out-of-memory",
    `The network and its data need ${megabytes} MB more than WebAssembly's memory of at most 4 GB can give. ` +
      "Make the layers, the batch or the data set smaller.",
  );
}
