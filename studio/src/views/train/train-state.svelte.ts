/**
 * @file The run of training as the page sees it: the recipe, where it stands, the moments one can go back to, and what
 * is shown of them. The Worker computes; this asks it and keeps what it tells.
 */

import { type CompiledModel, compile, type Model, type Trace } from "akari";
import type { TrainingRecord } from "akari/formats";
import { initializeParameters } from "akari/model";
import { type Failure, failureOf } from "../../kit/failure";
import { WorkerLink } from "../../kit/worker-link";
import { TEST_IMAGES } from "../../mnist/digits";
import { stateOf } from "../../visit/states.svelte";
import { RunCurves } from "./curves.svelte";
import type { Begun, Command, Report, RunProgress, Scores, TrainTasks } from "./messages";
import { DEFAULT_RECIPE, definitionOf, problemOf, type Recipe, recordOf, sameRecipe } from "./recipe";
import { PHASES, StepPlayback } from "./step-playback.svelte";
import { Moments } from "./timeline.svelte";

/** `idle`: not begun; `preparing`: the images are on their way; `over`: it has come to its end, or diverged. */
export type State = "idle" | "preparing" | "playing" | "paused" | "over";

/** Between two pictures of the network while it trains, in milliseconds. */
const FRAME_MS = 150;
/** Between two scorings of a network that goes on learning. */
const SCORES_MS = 2500;
/** The 7 that MNIST's test part begins with. */
const FIRST_IMAGE = 0;

type Action = "play" | "step";

export class TrainState {
  /** As it stands in the form; a run that there is goes on by the recipe that it began with. */
  recipe: Recipe = $state.raw(DEFAULT_RECIPE);
  /** What is shown trains by this one. */
  trained: Recipe = $state.raw(DEFAULT_RECIPE);
  state: State = $state("idle");
  loading: { readonly loaded: number; readonly total: number } | undefined = $state.raw();
  progress: RunProgress | undefined = $state.raw();
  scores: Scores | undefined = $state.raw();
  diverged: { readonly step: number; readonly layer: number } | undefined = $state.raw();
  failure: Failure | undefined = $state.raw();
  picture: Extract<Report, { type: "picture" }> | undefined = $state.raw();
  readonly moments = new Moments();
  readonly curves = new RunCurves();
  readonly playback = new StepPlayback();
  /** What the Worker said of the run when it began; what it still tells of one that was given up is not heard. */
  #begun: Begun | undefined = $state.raw();

  readonly problem = $derived(problemOf(this.recipe));
  /** Whether the form has another recipe than the run: that one is for the next run. */
  readonly changed = $derived(!sameRecipe(this.recipe, this.trained));
  readonly running = $derived(this.#begun !== undefined || this.state === "preparing");
  /** The weights that are shown: while a step is shown phase by phase, those from before it. */
  readonly moment = $derived(
    (this.moments.chosen === undefined ? this.playback.weights : undefined) ?? this.moments.current,
  );
  readonly model: Model | undefined = $derived.by(() => {
    const { moment, trained } = this;
    return moment && { definition: definitionOf(trained), parameters: moment.parameters };
  });
  /** What the shown weights make of the test image. */
  readonly trace: Trace | undefined = $derived.by(() => {
    const { model, picture } = this;
    const compiled = this.#compiled;
    if (model === undefined || picture === undefined || compiled?.recipe !== this.trained) return undefined;
    compiled.model.setParameters(model.parameters);
    return compiled.model.trace(picture.pixels);
  });
  /** How the shown weights came to be; `undefined` before there is a run. */
  readonly record: TrainingRecord | undefined = $derived.by(() => {
    const { moment, scores, trained } = this;
    if (this.#begun === undefined || moment === undefined) return undefined;
    return recordOf(trained, this.#begun, moment.step, scores?.step === moment.step ? scores : undefined);
  });
  /** The step that the shown weights come right before or after, where it was looked at closely. */
  readonly shownInsight = $derived(
    this.moment === this.playback.weights || this.playback.insight?.step === this.moment?.step
      ? this.playback.insight
      : undefined,
  );

  readonly #worker = new WorkerLink<TrainTasks, Report>(
    () => new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" }),
    {
      onreport: (report) => this.#receive(report),
      onstart: () => {
        this.#worker.ask("open", document.baseURI).catch(this.#fail);
      },
      onbreak: () => {
        this.state = "idle";
        this.#begun = undefined;
      },
    },
  );
  #compiled: { readonly recipe: Recipe; readonly model: CompiledModel } | undefined = $state.raw();
  #action: Action | undefined;
  #frameTimer: ReturnType<typeof setTimeout> | undefined;
  #scored = { at: 0, asked: false };
  /** How many were begun anew, for scores can come after their run was given up. */
  #run = 0;

  constructor() {
    this.#renew();
  }

  /** Asks for the picture that lights the network; nothing is fetched before the view is opened. */
  open(): void {
    if (this.picture === undefined) this.light(FIRST_IMAGE);
  }

  /** Trains once more from the same initial weights. */
  startAgain(): void {
    this.reset();
    this.start();
  }

  /** Changes the recipe: for this run where it has not begun, else for the next. */
  change(part: Partial<Recipe>): void {
    this.recipe = { ...this.recipe, ...part };
    if (!this.running && this.problem === undefined) this.#renew();
  }

  /** Takes back what was changed since the run began. */
  keepRecipe(): void {
    this.recipe = this.trained;
  }

  /** Back to the recipe's initial weights. */
  reset(): void {
    if (this.problem === undefined) this.#renew();
  }

  /** To other initial weights. */
  resetAnew(): void {
    this.recipe = { ...this.recipe, seed: this.recipe.seed + 1 };
    this.reset();
  }

  start(): void {
    this.#perform("play");
  }

  step(): void {
    this.#perform("step");
  }

  /** Stops after the steps under way, or gives up waiting for the images. */
  pause(): void {
    if (this.state === "preparing") {
      this.#send({ type: "stop" });
      this.#action = undefined;
      this.loading = undefined;
      this.state = "idle";
      return;
    }
    this.#send({ type: "pause" });
    if (this.state === "playing") this.state = "paused";
  }

  /** Shows a moment. */
  choose(index: number | undefined): void {
    this.moments.choose(index);
    this.#askScores();
  }

  /** Lights the network with a test image. */
  light(index: number): void {
    this.#send({ type: "picture", index: ((index % TEST_IMAGES) + TEST_IMAGES) % TEST_IMAGES });
  }

  #perform(action: Action): void {
    if (this.state === "over" || (!this.running && this.problem !== undefined)) return;
    this.failure = undefined;
    this.moments.choose(undefined);
    this.playback.pauseAt(PHASES.length - 1);
    if (this.#begun !== undefined) {
      this.state = action === "play" ? "playing" : "paused";
      this.#send({ type: action });
      if (action === "play") this.#askForFrame();
      return;
    }
    this.#action = action;
    this.state = "preparing";
    this.#send({ type: "begin", recipe: this.trained });
  }

  /** Gives the run up and shows the recipe's network as it is before it has learned anything. */
  #renew(): void {
    if (this.running) this.#send({ type: "stop" });
    clearTimeout(this.#frameTimer);
    this.#begun = undefined;
    this.#action = undefined;
    this.state = "idle";
    this.progress = undefined;
    this.playback.clear();
    this.scores = undefined;
    this.#run++;
    this.#scored = { at: 0, asked: false };
    this.diverged = undefined;
    this.failure = undefined;
    this.curves.clear();
    const { recipe } = this;
    this.trained = recipe;
    const definition = definitionOf(recipe);
    const parameters = initializeParameters(definition, recipe.seed);
    this.moments.begin({ step: 0, parameters });
    void compile({ definition, parameters }).then((model) => {
      if (recipe !== this.trained) {
        model.dispose();
        return;
      }
      this.#compiled?.model.dispose();
      this.#compiled = { recipe, model };
    });
  }

  #send(command: Command): void {
    this.#worker.ask("command", command).catch(this.#fail);
  }

  #fail = (error: unknown): void => {
    this.failure = failureOf(error);
    this.loading = undefined;
    this.#scored = { at: performance.now(), asked: false };
    if (this.state === "preparing") this.state = "idle";
  };

  #receive(report: Report): void {
    switch (report.type) {
      case "loading":
        this.loading = this.state === "preparing" && report.loaded < report.total ? report : undefined;
        return;
      case "begun": {
        const action = this.#action;
        if (action === undefined) return;
        this.#action = undefined;
        this.#begun = report;
        this.loading = undefined;
        this.#perform(action);
        return;
      }
      case "frame":
        if (this.#begun !== undefined) this.#receiveFrame(report);
        return;
      case "stepped":
        if (this.#begun !== undefined) this.playback.play(report.step, this.moments.all.at(-1));
        return;
      case "finished":
      case "diverged":
        if (this.#begun === undefined) return;
        this.state = "over";
        if (report.type === "diverged") this.diverged = report;
        this.#askScores();
        return;
      case "scored":
        if (report.run === this.#run) this.#receiveScores(report.scores);
        return;
      case "picture":
        this.picture = report;
    }
  }

  #receiveFrame({ progress, snapshot, points }: Extract<Report, { type: "frame" }>): void {
    this.progress = progress;
    this.moments.add(snapshot);
    this.curves.add(points);
    if (this.state === "playing") {
      this.#frameTimer = setTimeout(() => this.#askForFrame(), FRAME_MS);
      if (performance.now() - this.#scored.at > SCORES_MS) this.#askScores();
    } else {
      this.#askScores();
    }
  }

  #receiveScores(scores: Scores): void {
    this.#scored = { at: performance.now(), asked: false };
    this.curves.addScores(scores);
    const { step } = scores;
    if (step === this.moments.current?.step || this.moments.chosen === undefined) this.scores = scores;
    if (step !== this.moments.current?.step && this.state !== "playing") this.#askScores();
  }

  #askForFrame(): void {
    if (this.state === "playing") this.#send({ type: "frame" });
  }

  /** Has the shown weights scored, one at a time. */
  #askScores(): void {
    const moment = this.moments.current;
    const { asked } = this.#scored;
    if (this.#begun === undefined || moment === undefined || asked || this.scores?.step === moment.step)
      return;
    this.#scored.asked = true;
    const { step, parameters } = moment;
    this.#send({
      type: "score",
      recipe: this.trained,
      snapshot: { step, parameters },
      run: this.#run,
    });
  }
}

const KEY = Symbol("training");

export const useTrainState = (): TrainState => stateOf(KEY, () => new TrainState());
