/**
 * @file A run under way: its events, taken at the pace that somebody chose, what is kept of it to come back to, and what the curves
 * are to be told.
 *
 * A run computes only while its next event is waited for, so a pause is not to ask for it: nothing is stored and loaded
 * again, and the weights are those of a run without a stop, bit for bit.
 */

import {
  type Dataset,
  type FitOptions,
  fit,
  type ModelDefinition,
  type TrainingEvent,
  type TrainingRun,
} from "akari";
import { auto, type EngineName, wasm, webgpu } from "akari/engines";
import { initializeParameters } from "akari/model";
import type { EpochFigures, ProgressEvent, StartEvent } from "akari/training";
import { CHECKPOINT_STEPS, History } from "./history";
import type { CurvePoint, RunProgress, Weights } from "./messages";
import { type Pace, Pacer } from "./pacer";
import { definitionOf, optionsOf, type Recipe, type RecipeEngine } from "./recipe";
import type { Replayed, StepWeights } from "./replay";

/** What computes, by what a recipe calls it. */
export type Engines = Readonly<Record<RecipeEngine, NonNullable<FitOptions["engine"]>>>;

export const ENGINES: Engines = { auto, wasm, webgpu };

export class LiveRun implements Replayed {
  readonly recipe: Recipe;
  readonly definition: ModelDefinition;
  readonly data: Dataset;
  /** Once it has begun, with the engine that computes. */
  options: FitOptions;
  readonly history: History;
  readonly pacer: Pacer;
  /** Known once it has begun. */
  start!: Pick<StartEvent, "epochs" | "steps" | "trainingExamples" | "validationExamples" | "choice">;
  /** Whether it goes on by itself. */
  playing = false;
  over = false;
  /** Whether something was seen to be wrong with it. */
  noticed = false;
  /** What was asked of it, one after the other: only one at a time waits for its events. */
  work: Promise<void> = Promise.resolve();
  readonly #training: TrainingRun;
  readonly #events: AsyncIterator<TrainingEvent>;
  #last: ProgressEvent | undefined;
  /** Epochs whose figures are known, and those that nobody has been told. */
  #epochs = 0;
  #finished: EpochFigures[] = [];
  /** Points of the curves that nobody has been told. */
  #points: CurvePoint[] = [];
  #told = { at: performance.now(), step: 0 };
  /** Whether the next step is looked at by itself. */
  #single = false;
  #wake: () => void = () => {};

  constructor(recipe: Recipe, data: Dataset, pace: Pace, engines = ENGINES) {
    this.recipe = recipe;
    this.data = data;
    this.definition = definitionOf(recipe);
    this.options = { ...optionsOf(recipe), engine: engines[recipe.engine] };
    this.pacer = new Pacer(pace);
    this.history = new History({ step: 0, parameters: initializeParameters(this.definition, recipe.seed) });
    this.#training = fit(this.definition, data, {
      ...this.options,
      threads: threadsToUse(),
      stepsPerEvent: () => this.#span(),
      checkpoint: {
        every: { steps: CHECKPOINT_STEPS },
        save: (checkpoint) => this.history.save(checkpoint),
      },
    });
    this.#events = this.#training[Symbol.asyncIterator]();
  }

  get stepsPerEpoch(): number {
    return this.start.steps / this.start.epochs;
  }

  /** Steps done. */
  get step(): number {
    return this.#last?.step ?? 0;
  }

  get engine(): EngineName {
    const { engine = wasm } = this.options;
    return engine.name === "auto" ? engine.named().name : engine.name;
  }

  /** The weights as they are; `undefined` where the run is over. */
  async weights(): Promise<Weights | undefined> {
    const { step } = this;
    const model = await this.#training.snapshot();
    return model && { step, parameters: model.parameters };
  }

  /** Whether one step is being taken by itself. */
  get looking(): boolean {
    return this.#single;
  }

  /** Makes ready. @returns whether it can go */
  async begin(): Promise<boolean> {
    const { value } = await this.#events.next();
    if (value?.type !== "start") return false;
    this.start = value;
    const { engine } = this.options;
    if (engine?.name === "auto")
      this.options = { ...this.options, engine: engine.named(value.choice?.engine) };
    return true;
  }

  /** Ends it before its end. */
  async leave(): Promise<void> {
    this.pause();
    await this.#events.return?.();
  }

  pause(): void {
    this.playing = false;
    this.#wake();
  }

  setPace(pace: Pace): void {
    this.pacer.set(pace);
    this.#wake();
  }

  /** Waits until the next step is due, or until something else is wanted. */
  async rest(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.pacer.wait());
      this.#wake = resolve;
    });
    clearTimeout(timer);
  }

  /** The next event. @returns `undefined` at the end */
  async next(): Promise<TrainingEvent | undefined> {
    const { done, value } = await this.#events.next();
    if (done) {
      this.over = true;
      return undefined;
    }
    await this.#note(value);
    return value;
  }

  /** One step, with the weights on both sides of it. */
  async look(next: () => Promise<void>): Promise<StepWeights | undefined> {
    this.#single = true;
    const before = await this.weights();
    const step = this.step + 1;
    while (!this.over && this.step !== step) await next();
    this.#single = false;
    const after = await this.weights();
    return before && after && { before, after };
  }

  /** After an epoch's last step come its figures, and after the run's last one its end: nobody should wait for them. */
  async settle(next: () => Promise<void>): Promise<void> {
    const { step } = this;
    while (!this.over && (this.#epochs + 1) * this.stepsPerEpoch <= step) await next();
    if (step === this.start.steps) while (!this.over) await next();
  }

  /** How it ended. @throws DivergedError */
  end(): PromiseLike<Weights> {
    return this.#training.then(({ model, steps }) => ({ step: steps, parameters: model.parameters }));
  }

  /**
   * Where it stands, and what the curves and the record have not been told.
   *
   * @param step at which it is shown; before the last one where what computed it is gone, and then what came after is forgotten
   */
  tell(step = this.step): { progress: RunProgress; points: CurvePoint[]; epochs: EpochFigures[] } {
    const isThere = (told: { readonly step: number }): boolean => told.step <= step;
    const points = this.#points.filter(isThere);
    const epochs = this.#finished.filter(isThere);
    this.#points = [];
    this.#finished = [];
    const now = performance.now();
    const seconds = (now - this.#told.at) / 1000;
    const images = Math.max(0, step - this.#told.step) * this.recipe.batch;
    const samplesPerSecond = seconds > 0 ? images / seconds : 0;
    this.#told = { at: now, step };
    return {
      progress: { step, samplesPerSecond, pace: this.pacer.rate },
      points,
      epochs,
    };
  }

  /** Steps until the next event. */
  #span(): number {
    if (this.#single || !this.playing || this.history.keeps(this.step)) return 1;
    return Math.max(1, this.pacer.due());
  }

  async #note(event: TrainingEvent): Promise<void> {
    if (event.type === "progress") {
      const steps = event.step - this.step;
      this.#points.push({ step: event.step, loss: { mean: this.#recentLoss(event), steps } });
      this.#last = event;
      this.pacer.did(steps);
      if (this.history.keeps(event.step - 1)) {
        const weights = await this.weights();
        if (weights !== undefined) this.history.note(weights);
      }
    } else if (event.type === "epoch") {
      const { type: _, ...figures } = event;
      const { step, epoch, validationLoss, validationAccuracy } = figures;
      this.#epochs = epoch;
      this.#finished.push(figures);
      this.#points.push({ step, validationLoss, validationAccuracy });
    }
  }

  /** Mean loss of the steps since the last event. */
  #recentLoss({ step, epoch, loss }: ProgressEvent): number {
    const { stepsPerEpoch } = this;
    const examples = (at: number): number =>
      Math.min((at - (epoch - 1) * stepsPerEpoch) * this.recipe.batch, this.start.trainingExamples);
    const last = this.#last;
    const before =
      last?.epoch === epoch ? { examples: examples(last.step), loss: last.loss } : { examples: 0, loss: 0 };
    return (loss * examples(step) - before.loss * before.examples) / (examples(step) - before.examples);
  }
}

/** On two cores the page keeps one to itself. */
const threadsToUse = (): 1 | "auto" => ((globalThis.navigator?.hardwareConcurrency ?? 1) > 2 ? "auto" : 1);
