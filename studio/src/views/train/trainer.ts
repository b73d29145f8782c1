/**
 * @file The runs of training behind the page's Worker. It knows neither Worker nor page: commands go in, reports come out, so
 * that it is tested in Node.
 */

import { AkariError, type Dataset, DivergedError } from "akari";
import { hashParameters } from "akari/formats";
import { Evaluator } from "./evaluator";
import { EXAMINED, examine, isLook, type Trouble, troubleOf } from "./health";
import { insightInto, rowsOf } from "./insight";
import { ENGINES, type Engines, LiveRun } from "./live-run";
import { buffersOf, type Command, type Moment, type Report, type Scores, type Weights } from "./messages";
import type { Pace } from "./pacer";
import type { Recipe } from "./recipe";
import { findRemedy } from "./remedies";
import { replayTo, type StepWeights } from "./replay";

/** Where images come from. Either may fail, and be asked again. */
export interface Images {
  training(examples: number): Promise<Dataset>;
  test(): Promise<Dataset>;
}

/** While a run goes, scoring may take so much of its time. */
const SCORING_SHARE = 0.25;

export class Trainer {
  readonly #images: Images;
  readonly #report: (report: Report, transfer?: ArrayBuffer[]) => void;
  readonly #evaluator: Evaluator;
  readonly #engines: Engines;
  #run: LiveRun | undefined;
  #frameWanted = false;
  /** How many runs were asked for: a newer one takes the place of one that is still being made. */
  #asked = 0;
  /** Ends what is gone through again, and what is tried. */
  #visit = new AbortController();
  #trial = new AbortController();
  /** When the last scoring ended, and how long it took, in milliseconds. */
  #scoring = { ended: 0, took: 0 };

  constructor(
    images: Images,
    report: (report: Report, transfer?: ArrayBuffer[]) => void,
    engines: Engines = ENGINES,
  ) {
    this.#engines = engines;
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
        return this.#begin(command.recipe, command.pace);
      case "play":
        return this.#then((run) => this.#play(run));
      case "pause":
        this.#run?.pause();
        return;
      case "pace":
        this.#run?.setPace(command.pace);
        return;
      case "step":
        this.#run?.pause();
        return this.#then((run) => this.#step(run));
      case "stop":
        return this.#stop();
      case "frame":
        this.#frameWanted = true;
        return;
      case "visit":
        return this.#goTo(command.step);
      case "picture": {
        const { features, targets } = await this.#images.test();
        const pixels = rowsOf(features, [command.index]);
        const label = targets.kind === "classes" ? targets.classes[command.index] : 0;
        this.#report({ type: "picture", index: command.index, label, pixels });
      }
    }
  }

  async #begin(recipe: Recipe, pace: Pace): Promise<void> {
    await this.#stop();
    const asked = this.#asked;
    const data = await this.#images.training(recipe.examples);
    if (asked !== this.#asked) return;
    const run = new LiveRun(recipe, data, pace, this.#engines);
    const ready = await run.begin();
    if (!ready || asked !== this.#asked) {
      await run.leave();
      return;
    }
    this.#run = run;
    this.#evaluator.setTraining(data, run.options);
    const { steps, epochs, trainingExamples, validationExamples, choice } = run.start;
    const { stepsPerEpoch, engine } = run;
    const sizes = { steps, epochs, stepsPerEpoch, trainingExamples, validationExamples };
    this.#report({ type: "begun", ...sizes, engine, choice });
  }

  async #stop(): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    this.#asked++;
    this.#visit.abort();
    this.#trial.abort();
    await run?.leave();
  }

  /** Does something with the run after what was asked of it before. */
  #then(work: (run: LiveRun) => Promise<void>): Promise<void> {
    const run = this.#run;
    if (run === undefined) return Promise.resolve();
    run.work = run.work.then(() => (run === this.#run && !run.over ? work(run) : undefined));
    return run.work;
  }

  async #play(run: LiveRun): Promise<void> {
    run.playing = true;
    run.pacer.start();
    while (run.playing && !run.over) {
      if (run.pacer.due() === 0) await run.rest();
      else if (run.pacer.watched) await this.#watch(run);
      else await this.#advance(run);
    }
    if (!run.over) {
      await run.settle(() => this.#advance(run));
      await this.#sendFrame(run, await run.weights(), true);
    }
  }

  /** One batch, with what it did to every parameter. */
  async #step(run: LiveRun): Promise<void> {
    run.playing = false;
    await this.#watch(run);
    await run.settle(() => this.#advance(run));
  }

  async #watch(run: LiveRun): Promise<void> {
    const looked = await run.look(() => this.#advance(run));
    if (looked === undefined || run !== this.#run) return;
    await this.#sendFrame(run, looked.after, true, looked);
  }

  /** Waits for the run's next event, and tells what is to be told. */
  async #advance(run: LiveRun): Promise<void> {
    try {
      const event = await run.next();
      if (run !== this.#run) run.over = true;
      else if (event === undefined) await this.#finish(run);
      else if (event.type === "progress") {
        if (this.#frameWanted && !run.looking)
          await this.#sendFrame(run, await run.weights(), !run.playing || this.#mayScore());
        if (isLook(event.step, run.recipe.batch)) await this.#examine(run);
      }
    } catch (error) {
      run.over = true;
      if (run !== this.#run) return;
      if (run.engine === "webgpu" && error instanceof AkariError && error.code === "unsupported") {
        const { last } = run.history;
        await this.#sendFrame(run, last, true);
        this.#report({ type: "lost", step: last.step });
        return;
      }
      if (!(error instanceof DivergedError)) throw error;
      const { model, steps } = error.result;
      const { step, layer } = error;
      await this.#sendFrame(run, { step: steps, parameters: model.parameters }, true);
      this.#report({ type: "diverged", step, layer });
      this.#noticeTrouble(run, { kind: "diverged", step, layer });
    }
  }

  async #finish(run: LiveRun): Promise<void> {
    const weights = await run.end();
    const hash = await hashParameters(weights.parameters);
    await this.#sendFrame(run, weights, true);
    this.#report({ type: "finished", hash });
  }

  /** Whether there is time for scoring once more. */
  #mayScore(): boolean {
    const { ended, took } = this.#scoring;
    return (performance.now() - ended) * SCORING_SHARE >= took;
  }

  async #score(run: LiveRun, weights: Weights): Promise<Scores> {
    const begun = performance.now();
    const scores = await this.#evaluator.score(run.recipe, weights);
    const ended = performance.now();
    this.#scoring = { ended, took: ended - begun };
    return scores;
  }

  /** @param scored whether it is worth the time to score it */
  async #sendFrame(
    run: LiveRun,
    weights: Weights | undefined,
    scored: boolean,
    looked?: StepWeights,
  ): Promise<void> {
    if (weights === undefined || run !== this.#run) return;
    this.#frameWanted = false;
    const scores = scored ? await this.#score(run, weights) : undefined;
    const before = looked?.before;
    // While the run goes, those of the step before were told with that step.
    const unknown = before !== undefined && (!run.playing || before.step === 0);
    const insight =
      before &&
      insightInto(run, { ...before, scores: unknown ? await this.#score(run, before) : undefined }, weights);
    if (run !== this.#run) return;
    const moment: Moment = { ...weights, scores, insight };
    this.#report({ type: "frame", moment, ...run.tell(weights.step) }, transferable(run, moment));
  }

  async #goTo(step: number): Promise<void> {
    const run = this.#run;
    this.#visit.abort();
    if (run === undefined || step > run.step) return;
    const visit = new AbortController();
    this.#visit = visit;
    const weights = await replayTo(run, step, visit.signal);
    if (weights === undefined || visit.signal.aborted) return;
    const { before, after } = weights;
    const scores = await this.#score(run, after);
    if (visit.signal.aborted) return;
    const insight = before && insightInto(run, { ...before, scores: await this.#score(run, before) }, after);
    if (visit.signal.aborted) return;
    const moment: Moment = { ...after, scores, insight };
    this.#report({ type: "visited", moment }, transferable(run, moment));
  }

  async #examine(run: LiveRun): Promise<void> {
    const images = this.#evaluator.validation(EXAMINED);
    const weights = images && (await run.weights());
    if (images === undefined || weights === undefined) return;
    const health = await examine({ definition: run.definition, parameters: weights.parameters }, images);
    if (run !== this.#run) return;
    const trouble = troubleOf(health, weights.step);
    if (trouble !== undefined) this.#noticeTrouble(run, trouble);
  }

  /** Tells of it, and tries meanwhile what helps; of a run's troubles the first stands, unless it diverges after all. */
  #noticeTrouble(run: LiveRun, trouble: Trouble): void {
    if (run.noticed && trouble.kind !== "diverged") return;
    run.noticed = true;
    this.#trial.abort();
    const trial = new AbortController();
    this.#trial = trial;
    this.#report({ type: "noticed", trouble });
    const { data, recipe } = run;
    const validation = (most: number) => this.#evaluator.validation(most);
    void findRemedy(trouble, recipe, { data, validation, signal: trial.signal }).then((remedy) => {
      if (!trial.signal.aborted) this.#report({ type: "tried", remedy });
    });
  }
}

/** The arrays of a moment that may change hands; not those that the run keeps. */
function transferable(run: LiveRun, { parameters, step, insight }: Moment): ArrayBuffer[] {
  const kept = [run.history.weights(step), run.history.last].some((one) => one?.parameters === parameters);
  return [
    ...(kept ? [] : buffersOf(parameters)),
    ...(insight === undefined ? [] : buffersOf([...insight.gradients, ...insight.moves])),
  ];
}
