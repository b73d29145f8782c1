/**
 * @file The WebAssembly module, decoded and compiled once, instantiated for each network with a memory of its own; and these
 * memories.
 *
 * One that threads share is used again when its network is gone: V8 counts no shared memory when it judges whether
 * there is garbage worth collecting, so a program that trains one network after another would grow by every one.
 */

import { inflateRaw } from "#platform/system";
import type { Bytes } from "../../bytes.js";
import { AkariError, invalidArgument } from "../../error.js";
import { KERNELS_BASE64, MEMORY_LIMITS_AT } from "./kernels.generated.js";
import type { Layout } from "./layout.js";

/**
 * What kernels/index.ts exports. All addresses are byte offsets; 0 means that memory could not grow. What stands there is
 * described in layout.ts.
 */
export interface KernelExports {
  allocate(bytes: number): number;
  /** What the plan is told of the function that waits for all threads. */
  barrierIndex(): number;
  train(
    plan: number,
    source: number,
    order: number,
    count: number,
    batch: number,
    step: number,
    steps: number,
    rates: number,
    losses: number,
    thread: number,
    threads: number,
  ): number;
  /** A block of rows to their outputs and losses: see kernels/evaluate.ts. */
  evaluate(
    plan: number,
    source: number,
    order: number,
    rows: number,
    outputs: number,
    losses: number,
    block: number,
    index: number,
    thread: number,
  ): void;
  /** A training step in parts: see the end of kernels/step.ts. */
  enterBatch(plan: number, source: number, order: number, rows: number, step: number): void;
  leaveBatch(plan: number, source: number, order: number, rows: number): void;
  leaveWith(plan: number, rows: number): void;
  keepGradients(plan: number, source: number, rows: number): void;
  applyGradients(plan: number, step: number, learningRate: number): void;
  forwardFrom(plan: number, first: number, rows: number): void;
  unpackRows(from: number, stride: number, rows: number, columns: number, to: number): void;
  countNonZero(data: number, count: number): number;
  encodeBytes(data: number, rows: number, stride: number, out: number, starts: number, base: number): number;
}

/** The arguments of the `train` kernel without a thread's number and theirs. */
export type TrainArguments =
  Parameters<KernelExports["train"]> extends [...infer First, number, number] ? First : never;

/** The arguments of the `evaluate` kernel without the number of a block and a thread's. */
export type EvaluateArguments =
  Parameters<KernelExports["evaluate"]> extends [...infer First, number, number] ? First : never;

/** Some fields of a record. */
type FieldValues<Field extends string> = { readonly [Name in Field]?: number };

/** How limits with a maximum begin where memory is not shared (WebAssembly 2.0 with threads, 5.3.9). */
const UNSHARED_LIMITS = 1;
/** What WebAssembly can address: 4 GiB. */
const MAX_BYTES = 2 ** 32;

/** The module as it was asked for: for memory that threads share, and for memory of one thread. */
const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

/** An arena and the kernels that work in it. */
export class Kernels {
  /** The module and the memory, for other threads to work in the same arena. */
  module: WebAssembly.Module;
  #shared: boolean;
  #memory: WebAssembly.Memory | undefined;
  #call: KernelExports | undefined;
  /** Bytes that were asked for. */
  #allocated = 0;
  /** The whole memory, in four types. */
  bytes = new Uint8Array();
  floats = new Float32Array();
  words = new Uint32Array();
  doubles = new Float64Array();

  private constructor(module: WebAssembly.Module, shared: boolean) {
    this.module = module;
    this.#shared = shared;
    this.#memory = acquireMemory(shared);
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#call = instance.exports as unknown as KernelExports;
    this.#refresh();
  }

  /** @param shared whether threads are to work in the arena */
  static async create(shared = false): Promise<Kernels> {
    return new Kernels(await moduleFor(shared), shared);
  }

  /**
   * Moves the arena to a memory that threads share, where it is not in one already; every address stays.
   *
   * @throws AkariError `out-of-memory`, where the arena stays as it was; and where the network is gone meanwhile
   */
  async share(): Promise<void> {
    if (this.#shared) return;
    const module = await moduleFor(true);
    const used = this.allocate(0);
    const { bytes } = this;
    const moved = new Kernels(module, true);
    moved.allocate(used - moved.allocate(0));
    moved.bytes.set(bytes.subarray(0, used));
    // Takes the old buffer away from views of it, even by nothing.
    this.memory.grow(0);
    this.module = module;
    this.#shared = true;
    this.#memory = moved.#memory;
    this.#call = moved.#call;
    this.#refresh();
  }

  get call(): KernelExports {
    return this.#call ?? gone();
  }

  get memory(): WebAssembly.Memory {
    return this.#memory ?? gone();
  }

  /**
   * Zeroed memory that stays until the network goes.
   *
   * @returns its address in bytes, a multiple of 64
   * @throws AkariError `out-of-memory`
   */
  allocate(bytes: number): number {
    this.#allocated += bytes;
    const address = bytes < MAX_BYTES ? this.call.allocate(bytes) >>> 0 : 0;
    if (address === 0) throw outOfMemory(this.#allocated);
    this.#refresh();
    return address;
  }

  /** A record in memory that stays until the network goes. @throws AkariError `out-of-memory` */
  record<Field extends string>(layout: Layout<Field>, values: FieldValues<Field>): number {
    const address = this.allocate(layout.bytes);
    this.write(address, layout, values);
    return address;
  }

  /** Writes some of a record's fields; what else there is among the values is none of its. */
  write<Field extends string>(address: number, { fields }: Layout<Field>, values: FieldValues<Field>): void {
    for (const name in values) {
      if (!(name in fields)) continue;
      const { kind, at } = fields[name];
      const value = values[name] as number;
      if (kind === "f64") this.doubles[(address + at) / 8] = value;
      else (kind === "f32" ? this.floats : this.words)[(address + at) / 4] = value;
    }
  }

  /** The floats that stand at an address: the memory itself. @throws AkariError where the memory is gone */
  floatsAt(address: number, count: number): Float32Array {
    if (this.#memory === undefined) gone();
    return this.floats.subarray(address / 4, address / 4 + count);
  }

  /**
   * Lets the memory go. Nothing here can be used after that.
   *
   * @param idle resolves when no other thread can write to it any more; left out where none can
   */
  release(idle?: Promise<unknown>): void {
    const memory = this.#memory;
    if (memory !== undefined && this.#shared) {
      const used = this.allocate(0);
      const release = (): void => releaseMemory(memory, used);
      if (idle === undefined) release();
      else void idle.then(release);
    }
    this.#memory = undefined;
    this.#call = undefined;
    this.bytes = new Uint8Array();
    this.floats = new Float32Array();
    this.words = new Uint32Array();
    this.doubles = new Float64Array();
  }

  /** A memory that grows takes its old buffer away. It only grows when a kernel allocates, so views are renewed then. */
  #refresh(): void {
    const { buffer } = this.memory;
    if (this.bytes.buffer === buffer) return;
    this.bytes = new Uint8Array(buffer);
    this.floats = new Float32Array(buffer);
    this.words = new Uint32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }
}

function moduleFor(shared: boolean): Promise<WebAssembly.Module> {
  let module = compiled.get(shared);
  if (module === undefined) {
    module = compileModule(shared);
    compiled.set(shared, module);
    // What failed for want of a network or of memory may do at the next attempt.
    module.catch(() => compiled.delete(shared));
  }
  return module;
}

async function compileModule(shared: boolean): Promise<WebAssembly.Module> {
  try {
    // First of all: Node without it does not survive the attempt to decode.
    const { compile } = WebAssembly;
    const bytes = await decode(KERNELS_BASE64);
    // Nothing else differs: atomic instructions work in memory that is not shared too, which every page may have.
    if (!shared) bytes[MEMORY_LIMITS_AT] = UNSHARED_LIMITS;
    return await compile(bytes);
  } catch (error) {
    throw (await import("./refusal.js")).refusal(error);
  }
}

/** A module's bytes. They are deflated first, for base64 of other bytes takes a third more even when compressed. */
async function decode(base64: string): Promise<Bytes> {
  return new Uint8Array(await inflateRaw(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))));
}

function gone(): never {
  throw invalidArgument("This network was disposed of and cannot be used any more. Compile it again.");
}

/** @param needed bytes asked for in all, the last ones in vain */
function outOfMemory(needed: number): AkariError {
  const megabytes = Math.ceil(needed / 2 ** 20).toLocaleString("en-US");
  const room =
    needed < MAX_BYTES ? "this machine has no room for so much" : "4,096 MB is the most that they can have";
  return new AkariError(
    "out-of-memory",
    `The network and its data need at least ${megabytes} MB of memory; ${room}. Make the layers, the batch or the ` +
      "data set smaller.",
  );
}

/** WebAssembly's limit: 4 GiB in pages of 64 KiB. */
const MAXIMUM_PAGES = 65536;
/** With room for less than this, 64 MiB, there is no point in beginning. */
const MIN_PAGES = 1024;

/** A shared memory without a network. */
interface Spare {
  /** It is there for as long as the collector leaves it. */
  readonly memory: WeakRef<WebAssembly.Memory>;
  /** Bytes that its network wrote to, from the beginning. */
  readonly used: number;
}
const spares: Spare[] = [];

/**
 * A memory for a network: zeroed, and maybe larger than its first page.
 *
 * @throws AkariError `out-of-memory` where this machine has no room for one
 */
export function acquireMemory(shared: boolean): WebAssembly.Memory {
  for (let spare = shared ? spares.pop() : undefined; spare !== undefined; spare = spares.pop()) {
    const memory = spare.memory.deref();
    if (memory === undefined) continue;
    new Uint8Array(memory.buffer, 0, spare.used).fill(0);
    return memory;
  }
  return createMemory(shared);
}

/**
 * Takes a shared memory back whose network is gone. Its threads may still be on their way out of their last call; all
 * they do there is to look at a word.
 *
 * @param used bytes that may not be zero, from the beginning
 */
export function releaseMemory(memory: WebAssembly.Memory, used: number): void {
  spares.push({ memory: new WeakRef(memory), used });
}

function createMemory(shared: boolean): WebAssembly.Memory {
  let cause: unknown;
  // The addresses up to the maximum are set aside at once where memory is shared; not every machine has so many.
  for (let maximum = MAXIMUM_PAGES; maximum >= MIN_PAGES; maximum /= 2) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared });
    } catch (error) {
      cause = error;
    }
  }
  throw new AkariError(
    "out-of-memory",
    "This machine has no room for another network's memory. Use fewer networks at a time, or close other programs.",
    { cause },
  );
}
