/**
 * @file `akari train --wide`: V8's experimental option that joins pairs of WebAssembly's 128-bit vectors to 256 bits, where
 * the processor has them. Lanes stay what they were, so the bits do; but the compiler is experimental, and has ended the
 * process in some versions. So it is tried in another process first, on small networks whose weights are known.
 */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { DEFAULT_AUGMENTATION } from "../../data/augmentation.js";
import type { Dataset } from "../../data/dataset.js";
import type { EngineChooser } from "../../engine/choose-engine.js";
import type { Engine } from "../../engine/engine.js";
import { hashParameters } from "../../formats/bytes/hashes.js";
import { defineModel, type LayerParameters, type ModelOptions } from "../../model/model.js";
import { fit } from "../../training/fit.js";
import type { FitOptions } from "../../training/run.js";

/**
 * With the second, V8 compiles every kernel well after its first call and not by what it measured until then: what was
 * tried is, instruction by instruction, what trains.
 */
export const FLAGS = ["--experimental-wasm-revectorize", "--no-wasm-dynamic-tiering"];
/** For the trial: compile well before going on, and print in which functions vectors are joined. */
const TRIAL_FLAGS = ["--wasm-sync-tier-up", "--trace-wasm-revectorize"];
const PAIRED = /Decided? to vectorize/;

/** Engines that have no kernels in WebAssembly. */
const ELSEWHERE: readonly string[] = ["reference", "webgpu"];

/** How long the trial may take, in milliseconds: it takes about a third of a second. */
const PATIENCE = 60_000;

/** SHA-256 of what {@link tryOut} trains, on every machine. */
export const EXPECTED = "971a3fc6e4f456a416776cd8588844ef868fde8f5a4d1f4eee6a1e1abae26bdd";

/** A network to try, and how it is trained. */
interface Trial {
  readonly columns: number;
  /** Bytes, of which one in so many is not zero; numbers where it is left out. */
  readonly bytes?: number;
  readonly layers: ModelOptions["layers"];
  readonly options: FitOptions;
}

/** Between them they have every kind of kernel: wide and narrow layers, dense and sparse inputs, batches and single rows. */
const TRIALS: readonly Trial[] = [
  {
    columns: 61,
    layers: [
      { units: 40, activation: "relu" },
      { units: 24, activation: "tanh" },
      { units: 10, activation: "softmax" },
    ],
    options: { optimizer: "adam", batchSize: 30, dropout: 0.1, labelSmoothing: 0.1, weightDecay: 0.01 },
  },
  {
    columns: 784,
    bytes: 5,
    layers: [
      { units: 48, activation: "relu" },
      { units: 10, activation: "softmax" },
    ],
    options: { optimizer: "momentum", batchSize: 32, l1: 0.001, augmentation: DEFAULT_AUGMENTATION },
  },
  {
    columns: 784,
    bytes: 5,
    layers: [
      { units: 17, activation: "sigmoid" },
      { units: 10, activation: "softmax" },
    ],
    options: { optimizer: "sgd", batchSize: 17, batchNorm: true, clip: 0.5 },
  },
  {
    columns: 49,
    bytes: 1,
    layers: [
      { units: 9, activation: "silu" },
      { units: 10, activation: "sigmoid" },
    ],
    options: { optimizer: "adamw", batchSize: 8 },
  },
  {
    columns: 13,
    layers: [
      { units: 9, activation: "gelu" },
      { units: 10, activation: "softmax" },
    ],
    options: { optimizer: "rmsprop", batchSize: 1 },
  },
];

const ROWS = 64;

/** Data made of integers by a formula. */
function trialData({ columns, bytes }: Trial): Dataset {
  let state = columns;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 16;
  };
  const length = ROWS * columns;
  const data = bytes
    ? Uint8Array.from({ length }, () => (next() % bytes === 0 ? next() : 0))
    : Float32Array.from({ length }, () => next() / 2 ** 15 - 1);
  return {
    name: "the trial's data",
    features: { data, rows: ROWS, columns },
    targets: {
      kind: "classes",
      classes: Uint32Array.from({ length: ROWS }, () => next() % 10),
      names: Array.from("0123456789"),
    },
    preprocessing: { divideBy: bytes ? 255 : 1 },
  };
}

/** Trains the small networks. @returns the hash of all their weights */
export async function tryOut(): Promise<string> {
  const learned: LayerParameters[] = [];
  for (const trial of TRIALS) {
    const definition = defineModel({ inputs: trial.columns, layers: trial.layers });
    const { model } = await fit(definition, trialData(trial), { ...trial.options, epochs: 2, threads: 1 });
    learned.push(...model.parameters);
  }
  return hashParameters(learned);
}

/** The other process's program. Where V8 does not know an option it says so on standard error, and goes on. */
export async function runTrial(): Promise<void> {
  [...FLAGS, ...TRIAL_FLAGS].forEach(setFlagsFromString);
  console.log(`\n${await tryOut()}`);
}

/**
 * Has V8 join vectors in all kernels that are compiled from now on, if a trial with them ends well.
 *
 * @param engine that will train
 * @returns else, why it does not, in sentences
 */
export async function widen({
  name: engine,
}: Pick<Engine | EngineChooser, "name">): Promise<string | undefined> {
  const problem = ELSEWHERE.includes(engine)
    ? `it is for the wasm engine, and ${engine} trains here`
    : await problemOfTrial();
  if (problem !== undefined)
    return `--wide is left out: ${problem}. Training goes on without it, to the same bits.`;
  FLAGS.forEach(setFlagsFromString);
  return undefined;
}

/** What speaks against it; nothing where all is well. */
async function problemOfTrial(): Promise<string | undefined> {
  // A process that a compiler ends may leave a file behind.
  const folder = await mkdtemp(join(tmpdir(), "akari-wide-"));
  try {
    return problemIn(await runProgram(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How a trial ended. */
interface Ended {
  /** By which signal or code, where not by itself. */
  readonly failure?: string;
  readonly stdout: string;
}

export function problemIn({ failure, stdout }: Ended): string | undefined {
  const runtime = `Node ${process.versions.node}`;
  if (failure !== undefined) return `its trial in ${runtime} ended with ${failure}`;
  if (stdout.trim().split("\n").at(-1) !== EXPECTED) return `its trial in ${runtime} gave other bits`;
  if (PAIRED.test(stdout)) return undefined;
  return `${runtime} joined no vectors in its trial; it takes Node 24 or later and a processor with AVX2`;
}

function runProgram(folder: string): Promise<Ended> {
  const program = `const { runTrial } = await import(${JSON.stringify(import.meta.url)}); await runTrial();`;
  const options = { cwd: folder, timeout: PATIENCE, killSignal: "SIGKILL", maxBuffer: 2 ** 25 } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, ["--input-type=module", "--eval", program], options, (error, stdout) => {
      const failure = error?.signal ?? (error === null ? undefined : `code ${error.code}`);
      resolve({ stdout, ...(failure === undefined ? {} : { failure }) });
    });
  });
}
