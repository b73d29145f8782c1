/**
 * @file The training loop: epochs of steps, told as events.
 */

import type { ChunkedDataset, Dataset } from "../data/dataset.js";
import type { EngineNetwork, TrainedSpan } from "../engine/engine.js";
import { nextSpan, yieldToEventLoop } from "../engine/event-loop.js";
import type { LayerParameters } from "../model/model.js";
import type { Checkpoint, CheckpointInterval } from "./checkpoint.js";
import { DivergenceGuard } from "./divergence.js";
import { score } from "./evaluate.js";
import { Clock, type EpochFigures, isBetter } from "./figures.js";
import { inModelUnits } from "./model-units.js";
import type { StepOrder } from "./order.js";
import type { TrainingPlan } from "./plan.js";
import {
  type CheckpointOptions,
  DivergedError,
  type EpochEvent,
  type FitOptions,
  type ProgressEvent,
  type TrainingEvent,
  type TrainingEvents,
  type TrainingResult,
} from "./run.js";
import type { RememberedData } from "./same-run.js";
import type { Divergence } from "./snapshot.js";
import { AttachedChunks, Steps } from "./steps.js";

/** Examples to validate on, in the network's engine. */
interface Validation {
  readonly data: AttachedChunks;
  /** All where absent. */
  readonly rows?: Uint32Array;
}

/** How a run is led from outside. */
export interface SessionOptions extends Pick<FitOptions, "checkpoint" | "resume" | "stepsPerEvent"> {
  /** Asked before every span of steps: whether to end the run. */
  readonly stopped: () => boolean;
  readonly order: StepOrder;
  /** Gives data the weights that their rows have in this run; absent where all rows count alike. */
  readonly weighted: ((data: Dataset) => Dataset) | undefined;
  /** Which engine computes, where that was chosen. */
  readonly chosen: Pick<TrainingResult, "choice"> | undefined;
}

export class TrainingSession {
  readonly #network: EngineNetwork;
  readonly #plan: TrainingPlan;
  readonly #options: SessionOptions;
  readonly #steps: Steps;
  readonly #guard: DivergenceGuard;
  readonly #data: Dataset | ChunkedDataset;
  /** What a checkpoint remembers of the data; found when the first one wants it. */
  #remembered: RememberedData | undefined;
  readonly #validation: Validation | undefined;
  readonly #clock: Clock;
  readonly #history: EpochFigures[];
  /** Steps from one checkpoint to the next; infinite where none is wanted. */
  readonly #interval: number;
  /** Steps done. */
  #done: number;
  /** The running epoch's losses so far, summed over its examples in the order of the steps. */
  #lossSum: number;
  #best: Checkpoint["best"];
  /** Set when the network says that further steps would gain nothing. */
  #ended: TrainedSpan["ended"];
  /** Steps done when the last checkpoint was made. */
  #savedAt = -1;
  /** Steps to do before the next turn of the event loop. */
  #span = 1;

  /** @param network with the weights, and the optimizer's state, to begin with */
  constructor(
    network: EngineNetwork,
    data: Dataset | ChunkedDataset,
    plan: TrainingPlan,
    options: SessionOptions,
  ) {
    const { checkpoint, resume, weighted } = options;
    const learned = new AttachedChunks(network, data, weighted);
    this.#network = network;
    this.#plan = plan;
    this.#options = options;
    this.#steps = new Steps(network, learned, plan, options.order);
    this.#data = data;
    this.#clock = new Clock(resume?.seconds, resume?.trainingSeconds);
    this.#history = [...(resume?.history ?? [])];
    this.#interval = checkpoint === undefined ? Number.POSITIVE_INFINITY : interval(checkpoint.every, plan);
    this.#done = resume?.step ?? 0;
    this.#lossSum = resume?.lossSum ?? 0;
    this.#best = resume?.best;
    this.#guard = new DivergenceGuard(network, this.#steps);
    const { validationData, validationRows: rows } = plan;
    if (validationData !== undefined) {
      const held = inModelUnits(validationData, network.definition);
      this.#validation = { data: new AttachedChunks(network, held, weighted) };
    } else if (rows.length > 0) {
      this.#validation = { data: learned, rows };
    }
  }

  /** @throws DivergedError where a loss or a weight is no longer finite */
  async *run(): TrainingEvents {
    const { epochs, steps, stepsPerEpoch, trainingExamples, validationExamples } = this.#plan;
    await this.#guard.begin(this.#done);
    const over = this.#history.map((figures) => this.#event(figures));
    yield {
      type: "start",
      trainingExamples,
      validationExamples,
      epochs,
      steps,
      step: this.#done,
      ...(over.length === 0 ? {} : { history: over }),
      ...this.#options.chosen,
    };
    for (
      let epoch = this.#history.length + 1;
      epoch <= epochs && !this.#isOver() && !this.#outOfPatience();
      epoch++
    ) {
      yield* this.#epoch(epoch, Math.min(epoch * stepsPerEpoch, steps));
    }
    await this.#requireSoundEnd();
    await this.#saveCheckpoint();
    const remark = this.#network.warning?.();
    const result = this.#result(await this.#network.getParameters(), this.#done);
    return remark === undefined ? result : { ...result, remark };
  }

  #event(figures: EpochFigures): EpochEvent {
    return { type: "epoch", ...figures, ...this.#rate(figures.step) };
  }

  /** The learning rate of a step, where it changes. */
  #rate(step: number): Pick<EpochEvent, "learningRate"> {
    const learningRate = this.#steps.rate(step);
    return learningRate === undefined ? {} : { learningRate };
  }

  /** Whether too many epochs have gone by since the best one: a function of the history, so a resumed run knows it too. */
  #outOfPatience(): boolean {
    const { patience = Number.POSITIVE_INFINITY } = this.#plan.configuration.earlyStopping ?? {};
    return this.#history.length - (this.#best?.epoch ?? 0) >= patience;
  }

  /** Steps on to `end`, or until the run is stopped. */
  async *#epoch(epoch: number, end: number): AsyncGenerator<TrainingEvent, void, void> {
    const { stepsPerEpoch, steps } = this.#plan;
    const before = this.#steps.examples((epoch - 1) * stepsPerEpoch);
    const isWhole = end === epoch * stepsPerEpoch;
    const progress = (): Pick<ProgressEvent, "epoch" | "step" | "loss" | "samplesPerSecond"> => {
      const examples = this.#steps.examples(this.#done);
      const loss = this.#lossSum / (examples - before);
      return { epoch, step: this.#done, loss, samplesPerSecond: this.#clock.rate(examples) };
    };

    while (this.#done < end && !this.#isOver()) {
      const losses = await this.#trainSpan(end);
      if (losses.length === 0) break;
      if (this.#done < end && this.#done % this.#interval === 0) await this.#saveCheckpoint();
      yield { type: "progress", ...progress(), ...this.#rate(this.#done), steps, losses };
      await yieldToEventLoop();
    }
    if (this.#done < end) return;
    // From a checkpoint in the midst of an epoch the run may go on further, and then the epoch does not end here.
    if (!isWhole) await this.#saveCheckpoint();

    const trained = progress();
    const validated = await this.#clock.leaveOut(() => this.#validate());
    const figures: EpochFigures = { ...trained, ...validated, seconds: this.#clock.seconds };
    const { earlyStopping } = this.#plan.configuration;
    const best = this.#history[(this.#best?.epoch ?? 0) - 1];
    const keeps = this.#plan.keepBest || earlyStopping !== undefined;
    if (keeps && isBetter(figures, best, earlyStopping?.monitor === "loss")) {
      this.#best = { epoch, parameters: await this.#network.getParameters() };
    }
    this.#history.push(figures);
    this.#lossSum = 0;
    yield this.#event(figures);
    if (this.#done % this.#interval === 0) await this.#saveCheckpoint();
  }

  #isOver(): boolean {
    return this.#ended !== undefined || this.#options.stopped();
  }

  /** Some steps, but neither beyond `end` nor beyond the next checkpoint. @returns their losses */
  async #trainSpan(end: number): Promise<readonly number[]> {
    const toCheckpoint = this.#interval - (this.#done % this.#interval);
    const steps = Math.min(this.#span, this.#mostSteps(), end - this.#done, toCheckpoint);
    const begun = performance.now();
    const { losses, diverged, ended } = await this.#steps.run(this.#done, steps, this.#options.stopped);
    this.#ended = ended;
    if (steps === this.#span) this.#span = nextSpan(steps, performance.now() - begun);
    if (diverged) {
      const step = this.#done + losses.length;
      throw await this.#diverged(await this.#guard.explain(step, await this.#steps.rows(step)));
    }
    for (const loss of losses) {
      const examples = this.#steps.examples(this.#done + 1) - this.#steps.examples(this.#done);
      // Added one by one: how many steps are taken at a time depends on the clock, and this sum must not.
      this.#lossSum += loss * examples;
      this.#done++;
    }
    await this.#requireSoundWeights(this.#done === end);
    return losses;
  }

  /** To the next event. */
  #mostSteps(): number {
    const { stepsPerEvent = Number.POSITIVE_INFINITY } = this.#options;
    return typeof stepsPerEvent === "function" ? Math.max(1, Math.floor(stepsPerEvent())) : stepsPerEvent;
  }

  async #saveCheckpoint(): Promise<void> {
    const { checkpoint } = this.#options;
    if (checkpoint === undefined || this.#savedAt === this.#done) return;
    await this.#requireSoundWeights(true);
    await this.#clock.leaveOut(async () => checkpoint.save(await this.#checkpoint(checkpoint)));
    this.#savedAt = this.#done;
  }

  async #checkpoint({ every }: CheckpointOptions): Promise<Checkpoint> {
    const { epochs, steps, trainingExamples } = this.#plan;
    if (this.#remembered === undefined) {
      const { rememberData } = await import("./same-run.js");
      this.#remembered = rememberData(this.#data, this.#plan, this.#options.resume);
    }
    const batchNorm = await this.#network.getBatchNorm();
    const { seconds, trainingSeconds } = this.#clock;
    return {
      model: { definition: this.#network.definition, parameters: await this.#network.getParameters() },
      optimizerState: await this.#network.getOptimizerState(),
      ...(batchNorm.length === 0 ? {} : { batchNorm }),
      ...this.#remembered,
      every,
      step: this.#done,
      planned: { epochs, steps, trainingExamples },
      lossSum: this.#lossSum,
      history: [...this.#history],
      ...(this.#best === undefined ? {} : { best: this.#best }),
      seconds,
      trainingSeconds,
    };
  }

  async #validate(): Promise<Pick<EpochEvent, "validationLoss" | "validationAccuracy">> {
    if (this.#validation === undefined) return {};
    const { data, rows } = this.#validation;
    const evaluation = await score(this.#network, data, rows);
    return {
      validationLoss: evaluation.loss,
      ...(evaluation.task === "classes" ? { validationAccuracy: evaluation.accuracy } : {}),
    };
  }

  /** No step follows the last one that would notice what its weights are worth. */
  async #requireSoundEnd(): Promise<void> {
    if (this.#done === 0) return;
    await this.#requireSoundWeights(true);
    if (Number.isFinite(await this.#steps.loss(this.#done))) return;
    throw await this.#diverged(await this.#guard.explain(this.#done + 1, await this.#steps.rows(this.#done)));
  }

  async #requireSoundWeights(always: boolean): Promise<void> {
    const divergence = await this.#guard.inspect(this.#done, always);
    if (divergence !== undefined) throw await this.#diverged(divergence);
  }

  async #diverged(divergence: Divergence): Promise<DivergedError> {
    const { describeDivergence } = await import("./explain-divergence.js");
    const sentence = describeDivergence(divergence, this.#network.definition, this.#plan.optimizer);
    const { layer, step, parameters, done } = divergence;
    return new DivergedError(sentence, layer, step, this.#result(parameters, done));
  }

  /** @param done the steps that made these weights, of which the best epoch's take the place where they are kept */
  #result(parameters: readonly LayerParameters[], done: number): TrainingResult {
    const kept = this.#best;
    const last = Math.max(done, kept === undefined ? 0 : this.#history[kept.epoch - 1].step);
    const history = this.#history.filter(({ step }) => step <= last).map((figures) => this.#event(figures));
    return {
      model: { definition: this.#network.definition, parameters: kept?.parameters ?? parameters },
      history,
      ...(kept === undefined ? {} : { best: history[kept.epoch - 1] }),
      steps: done,
      seconds: this.#clock.seconds,
      samplesPerSecond: this.#clock.rate(this.#steps.examples(done)),
      stopped:
        this.#ended ?? (done === this.#plan.steps ? "finished" : this.#outOfPatience() ? "early" : "aborted"),
      ...this.#options.chosen,
    };
  }
}

/** In steps. */
function interval(every: CheckpointInterval, { stepsPerEpoch }: TrainingPlan): number {
  return "steps" in every ? every.steps : every.epochs * stepsPerEpoch;
}
