/**
 * @file The part of the arena that attached data take up, so that other data can take their place: the arena itself
 * only grows.
 */

import type { KernelExports, Kernels } from "./module.js";

/** A block that turned out too small is followed by one with this much to spare: the next data may be larger again. */
const SPARE_SHARE = 1 / 8;

interface Block {
  readonly address: number;
  readonly bytes: number;
  isTaken: boolean;
}

export class Room {
  readonly #kernels: Kernels;
  readonly #blocks: Block[] = [];
  #record:
    | { readonly address: number; readonly values: Parameters<KernelExports["createSource"]> }
    | undefined;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /** Gives all blocks back. */
  clear(): void {
    for (const block of this.#blocks) block.isTaken = false;
  }

  /**
   * Zeroed memory, as {@link Kernels.allocate} gives it: a block that was given back, where one is large enough.
   *
   * @throws AkariError `out-of-memory`
   */
  take(bytes: number): number {
    const free = this.#blocks.filter((block) => !block.isTaken);
    const fitting = free.filter((block) => block.bytes >= bytes).sort((a, b) => a.bytes - b.bytes);
    const found = fitting[0] ?? this.#add(free.length === 0 ? bytes : Math.ceil(bytes * (1 + SPARE_SHARE)));
    if (fitting.length > 0) this.#kernels.bytes.fill(0, found.address, found.address + bytes);
    found.isTaken = true;
    return found.address;
  }

  /** The kernels' record of what the blocks hold: the one that is there, where it says the same. */
  record(values: Parameters<KernelExports["createSource"]>): number {
    if (this.#record?.values.every((value, i) => value === values[i]) !== true) {
      this.#record = { address: this.#kernels.created(this.#kernels.call.createSource(...values)), values };
    }
    return this.#record.address;
  }

  #add(bytes: number): Block {
    const block = { address: this.#kernels.allocate(bytes), bytes, isTaken: true };
    this.#blocks.push(block);
    return block;
  }
}
