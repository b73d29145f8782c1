/**
 * @file The run of training behind the page's Worker. It knows neither Worker nor page: commands go in, reports come out, so
 * that it is tested in Node.
 *
 * A run computes only while its next event is waited for, so a pause is not to ask for it: nothing is stored and loaded
 * again, and the weights are those of a run without a stop, bit for bit.
 */

import {
  type Dataset,
  DivergedError,
  type FitOptions,
  fit,
  type TrainingEvent,
  type TrainingRun,
} from "akari";
import { hashParameters } from "akari/formats";
import type { ProgressEvent } from "akari/training";
import { Evaluator } from "./evaluator";
import { insightInto, rowsOf } from "./insight";
import { buffersOf, type Command, type CurvePoint, type Report, type Snapshot } from "./messages";
import { definitionOf, optionsOf, type Recipe } from "./recipe";

/** Where images come from. Either may fail, and be asked again. */
export interface Images {
  training(examples: number): Promise<Dataset>;
  test(): Promise<Dataset>;
}

/** Between two trials of the training images, in milliseconds: a small part of what an epoch of them takes. */
const TRIAL_MS = 250;

/** A run under way. */
interface Run {
  readonly recipe: Recipe;
  readonly data: Dataset;
  readonly options: FitOptions;
  readonly training: TrainingRun;
  readonly events: AsyncIterator<TrainingEvent>;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly trainingExamples: number;
  /** Whether it goes on by itself. */
  playing: boolean;
  over: boolean;
  /** What was asked of it, one after the other: only one at a time waits for its events. */
  work: Promise<void>;
  last: ProgressEvent | undefined;
  /** Epochs whose figures are known. */
  epochs: number;
  /** When the training images were last tried. */
  triedAt: number;
  /** Points of the curves that the page has not been sent. */
  points: CurvePoint[];
}

export class Trainer {
  readonly #images: Images;
  readonly #report: (report: Report, transfer?: ArrayBuffer[]) => void;
  readonly #evaluator: Evaluator;
  #run: Run | undefined;
  #frameWanted = false;
  /** How many runs were asked for: a newer one takes the place of one that is still being made. */
  #asked = 0;

  constructor(images: Images, report: (report: Report, transfer?: ArrayBuffer[]) => void) {
    this.#images = images;
    this.#report = report;
    this.#evaluator = new Evaluator(() => images.test());
  }

  /**
   * Does what the page asks; resolves when that is done.
   *
   * @throws AkariError where the library refuses; PieceError where images cannot be had
   */
  async handle(command: Command): Promise<void> {
    switch (command.type) {
      case "begin":
        return this.#begin(command.recipe);
      case "play":
        return this.#then((run) => this.#play(run));
      case "pause":
        if (this.#run !== undefined) this.#run.playing = false;
        return;
      case "step":
        return this.#then((run) => this.#step(run));
      case "stop":
        return this.#stop();
      case "frame":
        this.#frameWanted = true;
        return;
      case "score":
        this.#report({
          type: "scored",
          scores: await this.#evaluator.score(command.recipe, command.snapshot),
          run: command.run,
        });
        return;
      case "picture": {
        const { features, targets } = await this.#images.test();
        const pixels = rowsOf(features, [command.index]);
        const label = targets.kind === "classes" ? targets.classes[command.index] : 0;
        this.#report({ type: "picture", index: command.index, label, pixels });
      }
    }
  }

  async #begin(recipe: Recipe): Promise<void> {
    await this.#stop();
    const asked = this.#asked;
    const data = await this.#images.training(recipe.examples);
    if (asked !== this.#asked) return;
    const options: FitOptions = { ...optionsOf(recipe), threads: threadsToUse() };
    let run: Run | undefined;
    const stepsPerEvent = (): number => (run?.playing ? Number.MAX_SAFE_INTEGER : 1);
    const training = fit(definitionOf(recipe), data, { ...options, stepsPerEvent });
    const events = training[Symbol.asyncIterator]();
    const { value: start } = await events.next();
    if (start?.type !== "start" || asked !== this.#asked) {
      await events.return?.();
      return;
    }
    const { epochs, steps, trainingExamples, validationExamples } = start;
    const stepsPerEpoch = steps / epochs;
    run = {
      ...{ recipe, data, options, training, events, steps, stepsPerEpoch, trainingExamples },
      ...{
        playing: false,
        over: false,
        work: Promise.resolve(),
        last: undefined,
        epochs: 0,
        triedAt: 0,
        points: [],
      },
    };
    this.#run = run;
    this.#evaluator.setTraining(data, options);
    this.#report({ type: "begun", steps, epochs, stepsPerEpoch, trainingExamples, validationExamples });
  }

  async #stop(): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    this.#asked++;
    if (run === undefined) return;
    run.playing = false;
    await run.events.return?.();
  }

  /** Does something with the run after what was asked of it before. */
  #then(work: (run: Run) => Promise<void>): Promise<void> {
    const run = this.#run;
    if (run === undefined) return Promise.resolve();
    run.work = run.work.then(() => (run === this.#run && !run.over ? work(run) : undefined));
    return run.work;
  }

  async #play(run: Run): Promise<void> {
    run.playing = true;
    while (run.playing && !run.over) await this.#pull(run);
    await this.#settle(run);
    this.#sendFrame(run);
  }

  /** One batch, with what it did to every parameter. */
  async #step(run: Run): Promise<void> {
    run.playing = false;
    const before = run.training.model();
    const step = (run.last?.step ?? 0) + 1;
    while (!run.over && run.last?.step !== step) await this.#pull(run);
    const after = run.training.model();
    if (before === undefined || after === undefined || run !== this.#run) return;
    const insight = insightInto(run.data, run.options, step, before, after);
    await this.#settle(run);
    // First the step itself: the page shows it phase by phase, and the weights that follow at its end.
    this.#report({ type: "stepped", step: insight });
    this.#sendFrame(run);
  }

  /** After an epoch's last step come its figures, and after the run's last one its end: nobody should wait for them. */
  async #settle(run: Run): Promise<void> {
    const step = run.last?.step ?? 0;
    while (!run.over && (run.epochs + 1) * run.stepsPerEpoch <= step) await this.#pull(run);
    if (step === run.steps) while (!run.over) await this.#pull(run);
  }

  /** Waits for the run's next event, and tells what is to be told. */
  async #pull(run: Run): Promise<void> {
    try {
      const { done, value } = await run.events.next();
      if (run !== this.#run) run.over = true;
      else if (done) await this.#finish(run);
      else await this.#note(run, value);
    } catch (error) {
      run.over = true;
      if (run !== this.#run) return;
      if (!(error instanceof DivergedError)) throw error;
      const { model, steps } = error.result;
      this.#sendFrame(run, { step: steps, parameters: model.parameters });
      this.#report({ type: "diverged", step: error.step, layer: error.layer });
    }
  }

  async #finish(run: Run): Promise<void> {
    run.over = true;
    const { model, steps } = await run.training;
    const hash = await hashParameters(model.parameters);
    this.#sendFrame(run, { step: steps, parameters: model.parameters });
    this.#report({ type: "finished", hash });
  }

  async #note(run: Run, event: TrainingEvent): Promise<void> {
    if (event.type === "progress") {
      const mean = recentLoss({ ...run, batch: run.recipe.batch }, event);
      const loss = { mean, steps: event.step - (run.last?.step ?? 0) };
      run.points.push({ step: event.step, loss });
      run.last = event;
      if (this.#frameWanted) this.#sendFrame(run);
    } else if (event.type === "epoch") {
      const { step, epoch, validationLoss, validationAccuracy } = event;
      run.epochs = epoch;
      const trainingAccuracy = await this.#trainingAccuracy(run);
      run.points.push({ step, validationLoss, validationAccuracy, trainingAccuracy });
    }
  }

  /** How much is read rightly of what was learned from; not after every epoch where they are short. */
  async #trainingAccuracy(run: Run): Promise<number | undefined> {
    const model = run.training.model();
    const now = performance.now();
    if (model === undefined || now - run.triedAt < TRIAL_MS) return undefined;
    run.triedAt = now;
    return this.#evaluator.trainingAccuracy(model);
  }

  /** The weights as they are, or the ones given, once the run has none any more. */
  #sendFrame(run: Run, given?: Snapshot): void {
    const parameters = given?.parameters ?? run.training.model()?.parameters;
    if (parameters === undefined || run !== this.#run) return;
    const step = given?.step ?? run.last?.step ?? 0;
    const { epoch = 0, samplesPerSecond = 0 } = run.last ?? {};
    const points = run.points;
    run.points = [];
    this.#frameWanted = false;
    const progress = { step, epoch, samplesPerSecond };
    this.#report({ type: "frame", progress, snapshot: { step, parameters }, points }, buffersOf(parameters));
  }
}

/** On two cores the page keeps one to itself. */
const threadsToUse = (): 1 | "auto" => ((globalThis.navigator?.hardwareConcurrency ?? 1) > 2 ? "auto" : 1);

/** What is known of the run. */
export interface RunContext {
  /** The event before. */
  readonly last: ProgressEvent | undefined;
  readonly stepsPerEpoch: number;
  readonly trainingExamples: number;
  /** Examples in a step. */
  readonly batch: number;
}

/** Mean loss of the steps since the last event. */
function recentLoss(
  { last, stepsPerEpoch, trainingExamples, batch }: RunContext,
  { step, epoch, loss }: ProgressEvent,
): number {
  const examples = (at: number): number =>
    Math.min((at - (epoch - 1) * stepsPerEpoch) * batch, trainingExamples);
  const before =
    last?.epoch === epoch ? { examples: examples(last.step), loss: last.loss } : { examples: 0, loss: 0 };
  return (loss * examples(step) - before.loss * before.examples) / (examples(step) - before.examples);
}
