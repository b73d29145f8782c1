/**
 * @file The training loop: epochs of steps, told as events.
 */

import type { Dataset } from "../data/dataset.js";
import type { AttachedData, CompiledNetwork } from "../engine/engine.js";
import type { LayerParameters } from "../model/model.js";
import { Clock } from "./clock.js";
import { type Divergence, DivergenceGuard, describeDivergence } from "./divergence.js";
import {
  DivergedError,
  type EpochEvent,
  type ProgressEvent,
  type TrainingEvent,
  type TrainingResult,
} from "./events.js";
import type { TrainingPlan } from "./plan.js";
import type { TrainingEvents } from "./run.js";
import { score } from "./score.js";
import { Steps } from "./steps.js";
import { turn } from "./turn.js";

/** How long the steps between two turns of the event loop should take, in milliseconds: at least, and at most. */
const SPAN_TIME = [5, 15] as const;

/** Examples to validate on, in the network's engine. */
interface Validation {
  readonly data: Dataset;
  readonly attached: AttachedData;
  readonly rows: Uint32Array;
}

export class TrainingSession {
  readonly #network: CompiledNetwork;
  readonly #plan: TrainingPlan;
  readonly #stopped: () => boolean;
  readonly #steps: Steps;
  readonly #guard: DivergenceGuard;
  readonly #validation: Validation | undefined;
  readonly #clock = new Clock();
  readonly #history: EpochEvent[] = [];
  /** Steps done. */
  #done = 0;
  /** Steps to do before the next turn of the event loop. */
  #span = 1;

  /**
   * @param network with the weights to begin from
   * @param stopped asked before every span of steps: whether to end the run
   */
  constructor(network: CompiledNetwork, data: Dataset, plan: TrainingPlan, stopped: () => boolean) {
    const attached = network.attach(data);
    this.#network = network;
    this.#plan = plan;
    this.#stopped = stopped;
    this.#steps = new Steps(network, attached, plan);
    this.#guard = new DivergenceGuard(network, data, this.#steps);
    const { validationData, validationRows: rows } = plan;
    if (validationData !== undefined) {
      this.#validation = { data: validationData, attached: network.attach(validationData), rows };
    } else if (rows.length > 0) {
      this.#validation = { data, attached, rows };
    }
  }

  /** @throws DivergedError where a loss or a weight is no longer finite */
  async *run(): TrainingEvents {
    const { epochs, steps, stepsPerEpoch, trainingRows, validationRows } = this.#plan;
    const [trainingExamples, validationExamples] = [trainingRows.length, validationRows.length];
    yield { type: "start", trainingExamples, validationExamples, epochs, steps };
    for (let epoch = 1; epoch <= epochs && !this.#stopped(); epoch++) {
      yield* this.#epoch(epoch, Math.min(epoch * stepsPerEpoch, steps));
    }
    await this.#requireSoundEnd();
    return this.#result(this.#network.getParameters(), this.#done);
  }

  /** Steps on to `end`, or until the run is stopped. */
  async *#epoch(epoch: number, end: number): AsyncGenerator<TrainingEvent, void, void> {
    const before = this.#steps.examples(this.#done);
    let lossSum = 0;
    const progress = (): Pick<ProgressEvent, "epoch" | "step" | "loss" | "samplesPerSecond"> => {
      const examples = this.#steps.examples(this.#done);
      const loss = lossSum / (examples - before);
      return { epoch, step: this.#done, loss, samplesPerSecond: this.#clock.rate(examples) };
    };

    while (this.#done < end && !this.#stopped()) {
      lossSum += await this.#trainSpan(end);
      yield { type: "progress", ...progress(), steps: this.#plan.steps };
      await turn();
    }
    if (this.#done < end) return;

    const trained = progress();
    const validated = await this.#clock.leaveOut(() => this.#validate());
    const event: EpochEvent = { type: "epoch", ...trained, ...validated, seconds: this.#clock.seconds };
    this.#history.push(event);
    yield event;
  }

  /** Some steps, but not beyond `end`. @returns the sum of their examples' losses */
  async #trainSpan(end: number): Promise<number> {
    const steps = Math.min(this.#span, end - this.#done);
    const begun = performance.now();
    const { losses, diverged } = this.#steps.run(this.#done, steps);
    if (steps === this.#span) this.#span = nextSpan(steps, performance.now() - begun);
    if (diverged) {
      const step = this.#done + losses.length;
      throw this.#diverged(await this.#guard.explain(step, this.#steps.rows(step)));
    }
    let lossSum = 0;
    for (const loss of losses) {
      const examples = this.#steps.examples(this.#done + 1) - this.#steps.examples(this.#done);
      lossSum += loss * examples;
      this.#done++;
    }
    await this.#requireSoundWeights(this.#done === end);
    return lossSum;
  }

  async #validate(): Promise<Pick<EpochEvent, "validationLoss" | "validationAccuracy">> {
    if (this.#validation === undefined) return {};
    const { data, attached, rows } = this.#validation;
    const { loss, accuracy } = await score(this.#network, attached, data, rows);
    return { validationLoss: loss, ...(accuracy === undefined ? {} : { validationAccuracy: accuracy }) };
  }

  /** No step follows the last one that would notice what its weights are worth. */
  async #requireSoundEnd(): Promise<void> {
    if (this.#done === 0) return;
    await this.#requireSoundWeights(true);
    if (Number.isFinite(this.#steps.loss(this.#done))) return;
    throw this.#diverged(await this.#guard.explain(this.#done + 1, this.#steps.rows(this.#done)));
  }

  async #requireSoundWeights(always: boolean): Promise<void> {
    const divergence = await this.#guard.inspect(this.#done, always);
    if (divergence !== undefined) throw this.#diverged(divergence);
  }

  #diverged(divergence: Divergence): DivergedError {
    const sentence = describeDivergence(
      divergence,
      this.#network.definition,
      this.#plan.optimizer.learningRate,
    );
    const { layer, step, parameters, done } = divergence;
    return new DivergedError(sentence, layer, step, this.#result(parameters, done));
  }

  #result(parameters: readonly LayerParameters[], done: number): TrainingResult {
    return {
      model: { definition: this.#network.definition, parameters },
      history: this.#history.filter(({ step }) => step <= done),
      steps: done,
      seconds: this.#clock.seconds,
      samplesPerSecond: this.#clock.rate(this.#steps.examples(done)),
      stopped: done < this.#plan.steps ? "aborted" : "finished",
    };
  }
}

/** Steps to take at a time, from how long the last ones took. Doubling needs no precise clock, which pages lack. */
function nextSpan(steps: number, milliseconds: number): number {
  if (milliseconds < SPAN_TIME[0]) return steps * 2;
  if (milliseconds > SPAN_TIME[1]) return Math.max(1, Math.floor(steps / 2));
  return steps;
}
