/**
 * @file Which of two engines trains a network faster, found out before its run begins: by counting its arithmetic, and where
 * that is much, by having both take some steps over the run's own batches. They do so on networks of their own, at a learning
 * rate of 0, so that the run's weights, its order and its chances are what they would be without it.
 */

import { type ChunkedDataset, type Dataset, isChunked } from "../data/dataset.js";
import { subset } from "../data/rows.js";
import { AkariError } from "../error.js";
import { type LayerParameters, layerInputs, type ModelDefinition } from "../model/model.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import { compileNetwork } from "./compile-network.js";
import type { AttachedData, CompileOptions, Engine, EngineName, EngineNetwork } from "./engine.js";
import { nextSpan, yieldToEventLoop } from "./event-loop.js";

/** Engines of which a training run takes the fastest: `auto` of `akari/engines`. */
export interface EngineChooser {
  readonly name: "auto";
  /** One of them; the first where it has none of that name. */
  named(name?: EngineName): Engine;
  /** Whatever goes wrong on the way is a reason to take the first; it fails only where its own code cannot be loaded. */
  choose(task: EngineTask): Promise<EngineChoice>;
}

/** A training run that has no engine yet. */
export interface EngineTask {
  readonly definition: ModelDefinition;
  readonly parameters: readonly LayerParameters[];
  /** What the network is compiled with, in whichever engine; and how many steps the whole run has. */
  readonly compiling: CompileOptions<OptimizerDefinition> & {
    readonly batch: number;
    readonly steps: number;
  };
  readonly data: Dataset | ChunkedDataset;
  /** Gives rows the weights that they have in the run; absent where all count alike. */
  readonly weighted: ((data: Dataset) => Dataset) | undefined;
  /** What a step learns from: rows of this chunk, in this order from there on. */
  readonly rows: {
    place(done: number): { readonly chunk: number; readonly order: Uint32Array; readonly from: number };
  };
}

/** Which engine was taken of several. */
export interface EngineChoice {
  readonly engine: EngineName;
  /** Why: there is too little to compute, another cannot, or both were measured. */
  readonly because: "small" | "unavailable" | "measured";
  /** The same as a sentence. */
  readonly reason: string;
  /** What each learned from in a second, in examples, where both were measured. */
  readonly samplesPerSecond?: Readonly<Partial<Record<EngineName, number>>>;
}

/** Below so many operations a step of `wasm` takes about a third of a millisecond, and to start a card's shaders takes as long. */
const LEAST_STEP = 2e7;
/** A run of fewer operations is over in a few seconds: the trial would take longer than it can gain. */
const LEAST_RUN = 1e11;
/** Batches of the run that are tried. */
const BATCHES = 8;
/** How long both are measured each time, in milliseconds, how often, and how long all of that may take together. */
const TURN = 80;
const TURNS = 3;
const BUDGET = 2000;
/** How long the other engine may take to get ready, or for a turn. */
const PATIENCE = 10_000;
/** Who is so many times slower is not measured again. */
const HOPELESS = 2;

/**
 * Finds the engine of a run.
 *
 * @param now a clock, in milliseconds
 */
export async function chooseEngine(
  task: EngineTask,
  first: Engine,
  other: Engine,
  now: () => number = () => performance.now(),
): Promise<EngineChoice> {
  return tooSmall(task, first) ?? measured(task, first, other, now);
}

/** Floating-point operations of a step: two for each weight and example in each product, of which the first layer has two and others three. */
function stepOperations(definition: ModelDefinition, batch: number): number {
  const weights = definition.layers.map(({ units }, l) => units * layerInputs(definition, l));
  return batch * (6 * weights.reduce((sum, count) => sum + count, 0) - 2 * weights[0]);
}

function tooSmall({ definition, compiling }: EngineTask, { name }: Engine): EngineChoice | undefined {
  const { batch, steps } = compiling;
  const step = stepOperations(definition, batch);
  const small = (reason: string): EngineChoice => ({ engine: name, because: "small", reason });
  if (step < LEAST_STEP) {
    return small(
      `A step of this network takes ${told(step)} operations; below ${told(LEAST_STEP)} a graphics card gains nothing.`,
    );
  }
  if (step * steps < LEAST_RUN) {
    return small(`These ${steps} steps are over before a graphics card would have been tried.`);
  }
  return undefined;
}

async function measured(
  task: EngineTask,
  first: Engine,
  other: Engine,
  now: () => number,
): Promise<EngineChoice> {
  const tried: Trial[] = [];
  const unavailable = (reason: string): EngineChoice => ({
    engine: first.name,
    because: "unavailable",
    reason,
  });
  try {
    const rates = [0, 0];
    const batches = await batchesOf(task);
    // First the one that may not be there: then there is nothing to measure.
    const challenger = await inTime(Trial.begin(other, task, batches, now), (late) => late.dispose());
    tried.push(challenger);
    const warning = challenger.network.warning?.();
    if (warning !== undefined) return unavailable(warning);
    await inTime(challenger.turn());
    const champion = await Trial.begin(first, task, batches, now);
    tried.push(champion);
    await champion.turn();
    const begun = now();
    for (let turn = 0; turn < TURNS && now() - begun < BUDGET; turn++) {
      rates[0] = Math.max(rates[0], await champion.turn());
      rates[1] = Math.max(rates[1], await inTime(challenger.turn()));
      // Threads of wasm may join only after the first.
      if (turn > 0 && Math.max(...rates) > HOPELESS * Math.min(...rates)) break;
    }
    const [ofFirst, ofOther] = rates.map((rate) => rate * task.compiling.batch);
    return {
      engine: (ofOther > ofFirst ? other : first).name,
      because: "measured",
      reason: `Tried on the first batches, ${first.name} learns from ${told(ofFirst)} examples a second and ${other.name} from ${told(ofOther)}.`,
      samplesPerSecond: { [first.name]: ofFirst, [other.name]: ofOther },
    };
  } catch (error) {
    return unavailable(error instanceof Error ? error.message : String(error));
  } finally {
    for (const trial of tried) trial.dispose();
  }
}

const told = (count: number): string => Math.round(count).toLocaleString("en-US");

/** The rows of the run's first steps, as a data set of their own. */
async function batchesOf({ data, weighted, rows, compiling }: EngineTask): Promise<Dataset> {
  const { chunk, order, from } = rows.place(0);
  const part = isChunked(data) ? await data.load(chunk) : data;
  return subset(weighted?.(part) ?? part, order.subarray(from, from + BATCHES * compiling.batch));
}

/** A network in one of the engines that takes steps for nothing but the time that they take. */
class Trial {
  readonly network: EngineNetwork;
  readonly #data: AttachedData;
  readonly #batch: number;
  readonly #now: () => number;
  #span = 1;
  #step = 1;

  private constructor(network: EngineNetwork, data: AttachedData, batch: number, now: () => number) {
    this.network = network;
    this.#data = data;
    this.#batch = batch;
    this.#now = now;
  }

  static async begin(
    engine: Engine,
    { definition, compiling, parameters }: EngineTask,
    batches: Dataset,
    now: () => number,
  ): Promise<Trial> {
    const network = await compileNetwork(engine, definition, compiling);
    try {
      network.setParameters(parameters);
      return new Trial(network, network.attach(batches), compiling.batch, now);
    } catch (error) {
      network.dispose();
      throw error;
    }
  }

  /** Steps for a while, in spans as a run takes them. @returns steps in a second; the first turn of a network is slower */
  async turn(): Promise<number> {
    const begun = this.#now();
    let steps = 0;
    for (;;) {
      const before = this.#now();
      const taken = await this.#train(this.#span);
      // As a run does, which lets threads of wasm join too.
      await yieldToEventLoop();
      const after = this.#now();
      if (taken === this.#span) this.#span = nextSpan(taken, after - before);
      steps += taken;
      if (after - begun >= TURN) return (steps * 1000) / (after - begun);
    }
  }

  async #train(steps: number): Promise<number> {
    const { rows } = this.#data;
    const batch = this.#batch;
    // The batches over and over.
    const order = Uint32Array.from({ length: steps * batch }, (_, i) => i % rows);
    const rates = new Float64Array(steps);
    const span = { order, epoch: 1, from: 0, batch, step: this.#step, steps, rates };
    const { losses } = await this.network.train(this.#data, span);
    this.#step += steps;
    return losses.length;
  }

  dispose(): void {
    this.network.dispose();
  }
}

/**
 * What is waited for, unless it takes too long.
 *
 * @param late takes what comes after all
 * @throws AkariError `unsupported` where it takes too long
 */
async function inTime<Result>(
  work: Promise<Result>,
  late: (result: Result) => void = () => {},
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const out = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      work.then(late, () => {});
      reject(
        new AkariError("unsupported", `The graphics card was not ready within ${PATIENCE / 1000} seconds.`),
      );
    }, PATIENCE);
  });
  try {
    return await Promise.race([work, out]);
  } finally {
    clearTimeout(timer);
  }
}
