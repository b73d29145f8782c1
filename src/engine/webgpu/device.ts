/**
 * @file The graphics card: one device for all networks, its shaders, compiled once each, its buffers, and what to say where
 * something of it is not to be had.
 */

import { findGpu } from "#platform/gpu";
import { AkariError } from "../../error.js";

/** What buffers are for: WebGPU's numbers, which Node has under no name. */
export const USAGE = { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 } as const;
/** `GPUShaderStage.COMPUTE`. */
const COMPUTE = 4;
const MAP_MODE_READ = 1;

const WAY_ON = 'The engine wasm of "akari/engines", which is the default, needs no graphics card.';

/** Bindings of every shader, in the order of BUFFERS in layout.ts. */
const BINDINGS: readonly GPUBufferBindingLayout[] = [
  { type: "uniform", hasDynamicOffset: true },
  { type: "uniform", hasDynamicOffset: true },
  ...Array.from({ length: 5 }, (): GPUBufferBindingLayout => ({ type: "storage" })),
  ...Array.from({ length: 2 }, (): GPUBufferBindingLayout => ({ type: "read-only-storage" })),
  { type: "storage" },
];

export class Card {
  readonly device: GPUDevice;
  /** Whether a program stands in for a graphics card. */
  readonly isSoftware: boolean;
  /** Held: the package for Node ends where its first object is collected, and then crashes. */
  readonly gpu: GPU;
  readonly #bindings: GPUBindGroupLayout;
  readonly #layout: GPUPipelineLayout;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  #lost: string | undefined;

  private constructor(gpu: GPU, device: GPUDevice, isSoftware: boolean) {
    this.gpu = gpu;
    this.device = device;
    this.isSoftware = isSoftware;
    this.#bindings = device.createBindGroupLayout({
      entries: BINDINGS.map((buffer, binding) => ({ binding, visibility: COMPUTE, buffer })),
    });
    this.#layout = device.createPipelineLayout({ bindGroupLayouts: [this.#bindings] });
    void device.lost.then(({ message, reason }) => {
      this.#lost = message || reason || "no reason was given";
    });
  }

  /** @throws AkariError `unsupported` where there is no card */
  static async open(): Promise<Card> {
    const gpu = await findGpu();
    if (typeof gpu === "string")
      throw unsupported(`The engine webgpu cannot compute here: ${gpu}. ${WAY_ON}`);
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    if (adapter === null) {
      throw unsupported(
        `The engine webgpu cannot compute here: no graphics card, or no driver for it that WebGPU can use, was found. ${WAY_ON}`,
      );
    }
    const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
    try {
      const device = await adapter.requestDevice({
        requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
      });
      // Older adapters have no info, and pages are not told all of it.
      const { isFallbackAdapter = false, architecture = "", description = "" } = adapter.info ?? {};
      const isNamed = /swiftshader|llvmpipe/i.test(`${architecture} ${description}`);
      return new Card(gpu, device, isFallbackAdapter || isNamed);
    } catch (cause) {
      throw unsupported(`The graphics card gives no device (${String(cause)}). ${WAY_ON}`, cause);
    }
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** A compiled shader. */
  pipeline(code: string): Promise<GPUComputePipeline> {
    let pipeline = this.#pipelines.get(code);
    if (pipeline === undefined) {
      pipeline = this.device.createComputePipelineAsync({
        layout: this.#layout,
        compute: { module: this.device.createShaderModule({ code }), entryPoint: "main" },
      });
      this.#pipelines.set(code, pipeline);
      // Whoever awaits it is told; the next may try again.
      pipeline.catch(() => this.#pipelines.delete(code));
    }
    return pipeline;
  }

  /** @param buffers in the order of the bindings; of the first two a record each is bound */
  bind(buffers: readonly GPUBuffer[], record: number): GPUBindGroup {
    return this.device.createBindGroup({
      layout: this.#bindings,
      entries: buffers.map((buffer, binding) => ({
        binding,
        resource: binding < 2 ? { buffer, size: record } : { buffer },
      })),
    });
  }

  /**
   * @param bytes rounded up to whole numbers, and to 16
   * @param what for the sentence where it is too large
   * @throws AkariError `out-of-memory` where the card takes none so large
   */
  buffer(bytes: number, usage: number, what: string): GPUBuffer {
    const size = Math.max(16, Math.ceil(bytes / 4) * 4);
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    const most = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    if (size > most) {
      throw new AkariError(
        "out-of-memory",
        `${what} would take ${inMegabytes(size)} in one piece, and this graphics card takes at most ${inMegabytes(most)}. ` +
          `Make the network or its batches smaller, or give the data in chunks. ${WAY_ON}`,
      );
    }
    return this.device.createBuffer({ size, usage });
  }

  /**
   * Does something that takes memory on the card.
   *
   * @returns what resolves when the card has it @throws there AkariError `out-of-memory` where it has no room
   */
  taking<Result>(
    what: string,
    work: () => Result,
  ): { readonly result: Result; readonly done: Promise<void> } {
    this.device.pushErrorScope("out-of-memory");
    let failure: Promise<GPUError | null>;
    let result: Result;
    try {
      result = work();
    } finally {
      failure = this.device.popErrorScope();
    }
    const done = failure.then(
      (error) => {
        if (error !== null) {
          throw new AkariError(
            "out-of-memory",
            `The graphics card has no room for ${what}. Make the network or its batches smaller, close what else uses the ` +
              `card, or give the data in chunks. ${WAY_ON}`,
          );
        }
      },
      (cause: unknown) => {
        throw this.failure(cause);
      },
    );
    // Whoever waits for a result is told.
    done.catch(() => {});
    return { result, done };
  }

  /** Reads a buffer that can be mapped, and lets go of it. @throws AkariError `unsupported` where the card was lost */
  async read(buffer: GPUBuffer): Promise<ArrayBuffer> {
    try {
      await buffer.mapAsync(MAP_MODE_READ);
      return buffer.getMappedRange().slice(0);
    } catch (cause) {
      // The device tells of its loss a little later than what fails by it.
      await Promise.race([this.device.lost, new Promise((resolve) => setTimeout(resolve, 100))]);
      throw this.failure(cause);
    } finally {
      buffer.destroy();
    }
  }

  /** What to throw for what the card has thrown. */
  failure(cause: unknown): unknown {
    if (this.#lost === undefined) return cause;
    return unsupported(
      `The graphics card was lost while it computed (${this.#lost}), and with it the network as it was there. Begin again, ` +
        `or go on from the last checkpoint, which another card can do. ${WAY_ON}`,
      cause,
    );
  }
}

/** The card that all networks share, and how many have it. */
let shared: { readonly card: Promise<Card>; borrowers: number } | undefined;

/** The card, for as long as somebody needs it; another one where the last was lost. */
export async function borrowCard(): Promise<Card> {
  shared ??= { card: Card.open(), borrowers: 0 };
  const borrowed = shared;
  borrowed.borrowers++;
  let card: Card | undefined;
  try {
    card = await borrowed.card;
    if (!card.isLost) return card;
  } catch (error) {
    if (shared === borrowed) shared = undefined;
    throw error;
  }
  if (shared === borrowed) shared = undefined;
  return borrowCard();
}

/** Whoever borrowed it has no use for it any more. Where nobody has, it is let go of, for Node does not end before. */
export function returnCard(card: Card): void {
  const borrowed = shared;
  void borrowed?.card.then((held) => {
    if (held !== card || --borrowed.borrowers > 0 || shared !== borrowed) return;
    shared = undefined;
    card.device.destroy();
  });
}

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString("en-US")} MB`;

const unsupported = (message: string, cause?: unknown): AkariError =>
  new AkariError("unsupported", message, { cause });
