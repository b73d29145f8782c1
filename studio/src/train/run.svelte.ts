/**
 * @file The run of training as the page sees it: the recipe, where it stands, the moments one can go back to, and what
 * is shown of them. The Worker computes; this asks it and keeps what it tells.
 */

import { type CompiledModel, compile, initializeParameters, type Model, type Trace } from "akari";
import { getContext, setContext } from "svelte";
import { Curve, type Point } from "./curve";
import type { Command, Exam, Report, Snapshot, Standing, StepInsight } from "./protocol";
import { DEFAULT_RECIPE, definitionOf, problemOf, type Recipe, sameRecipe } from "./recipe";
import { Timeline } from "./timeline";

/** `idle`: not begun; `preparing`: the images are on their way; `over`: it has come to its end, or diverged. */
export type State = "idle" | "preparing" | "playing" | "paused" | "over";

/** Between two pictures of the network while it trains, in milliseconds. */
const FRAME_MS = 150;
/** Between two exams of a network that goes on learning. */
const EXAM_MS = 2500;
/** The 7 that MNIST's test part begins with. */
const FIRST_IMAGE = 0;
const TEST_IMAGES = 10_000;

type Wish = "play" | "step";

const newCurves = () => ({
  losses: new Curve(),
  validationLosses: new Curve(),
  trainingAccuracies: new Curve(),
  accuracies: new Curve(),
});

export class TrainingView {
  recipe: Recipe = $state.raw(DEFAULT_RECIPE);
  state: State = $state("idle");
  loading: { readonly loaded: number; readonly total: number } | undefined = $state.raw();
  standing: Standing | undefined = $state.raw();
  steps = $state(0);
  moments: readonly Snapshot[] = $state.raw([]);
  /** Which moment is shown; `undefined` for the newest. */
  chosen: number | undefined = $state();
  insight: StepInsight | undefined = $state.raw();
  exam: Exam | undefined = $state.raw();
  diverged: { readonly step: number; readonly layer: number } | undefined = $state.raw();
  failure: string | undefined = $state();
  picture: Extract<Report, { type: "picture" }> | undefined = $state.raw();
  losses: readonly Point[] = $state.raw([]);
  validationLosses: readonly Point[] = $state.raw([]);
  /** Of training images (a sample) and of those held out. */
  trainingAccuracies: readonly Point[] = $state.raw([]);
  accuracies: readonly Point[] = $state.raw([]);

  readonly problem = $derived(problemOf(this.recipe));
  readonly moment = $derived(this.moments[this.chosen ?? this.moments.length - 1]);
  readonly model: Model | undefined = $derived.by(() => {
    const { moment, problem } = this;
    if (problem !== undefined || moment === undefined) return undefined;
    return { definition: definitionOf(this.recipe), parameters: moment.parameters };
  });
  /** What the shown weights make of the test image. */
  readonly trace: Trace | undefined = $derived.by(() => {
    const { model, picture } = this;
    const compiled = this.#compiled;
    if (model === undefined || picture === undefined || compiled?.recipe !== this.recipe) return undefined;
    compiled.model.setParameters(model.parameters);
    return compiled.model.trace(picture.pixels);
  });
  /** The step that the shown weights come right after, where it was looked at closely. */
  readonly shownInsight = $derived(this.insight?.step === this.moment?.step ? this.insight : undefined);

  #worker: Worker | undefined;
  #compiled: { readonly recipe: Recipe; readonly model: CompiledModel } | undefined = $state.raw();
  #timeline = new Timeline(1);
  #curves = newCurves();
  #wish: Wish | undefined;
  #frameTimer: ReturnType<typeof setTimeout> | undefined;
  #examined = { at: 0, asked: false };
  /** Whether there is a run: what the Worker still tells of one that was given up is not heard. */
  #begun = false;
  /** How many were begun anew, for exams can come after their run was given up. */
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
    this.#renew();
    this.start();
  }

  /** Changes the recipe, and so begins anew. */
  change(part: Partial<Recipe>): void {
    const recipe = { ...this.recipe, ...part };
    if (sameRecipe(recipe, this.recipe)) return;
    this.recipe = recipe;
    this.#renew();
  }

  /** Back to the same initial weights. */
  reset(): void {
    this.#renew();
  }

  start(): void {
    this.#wishFor("play");
  }

  step(): void {
    this.#wishFor("step");
  }

  /** Stops after the steps under way, or gives up waiting for the images. */
  pause(): void {
    if (this.state === "preparing") {
      this.#send({ type: "stop" });
      this.#wish = undefined;
      this.loading = undefined;
      this.state = "idle";
      return;
    }
    this.#send({ type: "pause" });
    if (this.state === "playing") this.state = "paused";
  }

  /** Shows a moment. */
  choose(index: number | undefined): void {
    this.chosen = index === this.moments.length - 1 ? undefined : index;
    this.#examine();
  }

  /** Lights the network with a test image. */
  light(index: number): void {
    this.#send({ type: "picture", index: ((index % TEST_IMAGES) + TEST_IMAGES) % TEST_IMAGES });
  }

  #wishFor(wish: Wish): void {
    if (this.problem !== undefined || this.state === "over") return;
    this.failure = undefined;
    this.chosen = undefined;
    if (this.#begun) {
      this.state = wish === "play" ? "playing" : "paused";
      this.#send({ type: wish });
      if (wish === "play") this.#askForFrame();
      return;
    }
    this.#wish = wish;
    this.state = "preparing";
    this.#send({ type: "begin", recipe: $state.snapshot(this.recipe) });
  }

  /** Gives the run up and shows the recipe's network as it is before it has learned anything. */
  #renew(): void {
    if (this.#begun || this.state === "preparing") this.#send({ type: "stop" });
    clearTimeout(this.#frameTimer);
    this.#begun = false;
    this.#wish = undefined;
    this.state = "idle";
    this.standing = undefined;
    this.chosen = undefined;
    this.insight = undefined;
    this.exam = undefined;
    this.#run++;
    this.#examined = { at: 0, asked: false };
    this.diverged = undefined;
    this.failure = undefined;
    this.steps = 0;
    this.#curves = newCurves();
    this.#showCurves();
    if (this.problem !== undefined) return;
    const { recipe } = this;
    const definition = definitionOf(recipe);
    const parameters = initializeParameters(definition, recipe.seed);
    this.#timeline = new Timeline(parameters.reduce((sum, { weight }) => sum + weight.byteLength, 0));
    this.#keep({ step: 0, parameters });
    void compile({ definition, parameters }).then((model) => {
      if (recipe !== this.recipe) return;
      this.#compiled?.model.dispose();
      this.#compiled = { recipe, model };
    });
  }

  #keep(moment: Snapshot): void {
    const { chosen, moments } = this;
    const shown = chosen === undefined ? undefined : moments[chosen];
    this.#timeline.add(moment);
    this.moments = this.#timeline.moments;
    // Who looks at an earlier moment goes on looking at it, where it is still kept.
    if (shown !== undefined) {
      const place = this.moments.findIndex(({ step }) => step >= shown.step);
      this.chosen = place === this.moments.length - 1 ? undefined : place;
    }
  }

  #hear(report: Report): void {
    switch (report.type) {
      case "loading":
        this.loading = this.state === "preparing" && report.loaded < report.total ? report : undefined;
        return;
      case "begun": {
        const wish = this.#wish;
        if (wish === undefined) return;
        this.#wish = undefined;
        this.#begun = true;
        this.loading = undefined;
        this.steps = report.steps;
        this.#wishFor(wish);
        return;
      }
      case "frame":
        if (this.#begun) this.#hearFrame(report);
        return;
      case "stepped":
        if (this.#begun) this.insight = report.step;
        return;
      case "finished":
      case "diverged":
        if (!this.#begun) return;
        this.state = "over";
        if (report.type === "diverged") this.diverged = report;
        this.#examine();
        return;
      case "examined":
        if (report.run === this.#run) this.#hearExam(report.exam);
        return;
      case "picture":
        this.picture = report;
        return;
      case "failed":
        this.failure = report.sentence;
        this.loading = undefined;
        this.#examined = { at: performance.now(), asked: false };
        if (this.state === "preparing") this.state = "idle";
    }
  }

  #hearFrame({ standing, snapshot, points }: Extract<Report, { type: "frame" }>): void {
    this.standing = standing;
    this.#keep(snapshot);
    const { accuracies, trainingAccuracies } = this.#curves;
    for (const { step, loss, validationLoss, validationAccuracy, trainingAccuracy } of points) {
      if (loss !== undefined) this.#curves.losses.add(step, loss.mean, loss.steps);
      if (validationLoss !== undefined) this.#curves.validationLosses.add(step, validationLoss);
      if (validationAccuracy !== undefined) addNewer(accuracies, step, validationAccuracy);
      if (trainingAccuracy !== undefined) addNewer(trainingAccuracies, step, trainingAccuracy);
    }
    this.#showCurves();
    if (this.state === "playing") {
      this.#frameTimer = setTimeout(() => this.#askForFrame(), FRAME_MS);
      if (performance.now() - this.#examined.at > EXAM_MS) this.#examine();
    } else {
      this.#examine();
    }
  }

  #hearExam(exam: Exam): void {
    this.#examined = { at: performance.now(), asked: false };
    const { step, trainingAccuracy, validationAccuracy } = exam;
    const { trainingAccuracies, accuracies } = this.#curves;
    if (trainingAccuracy !== undefined) addNewer(trainingAccuracies, step, trainingAccuracy);
    if (validationAccuracy !== undefined) addNewer(accuracies, step, validationAccuracy);
    this.#showCurves();
    if (step === this.moment?.step || this.chosen === undefined) this.exam = exam;
    if (step !== this.moment?.step && this.state !== "playing") this.#examine();
  }

  #showCurves(): void {
    this.losses = [...this.#curves.losses.points];
    this.validationLosses = [...this.#curves.validationLosses.points];
    this.trainingAccuracies = [...this.#curves.trainingAccuracies.points];
    this.accuracies = [...this.#curves.accuracies.points];
  }

  #askForFrame(): void {
    if (this.state === "playing") this.#send({ type: "frame" });
  }

  /** Has the shown weights examined, one exam at a time. */
  #examine(): void {
    const { moment } = this;
    if (!this.#begun || moment === undefined || this.#examined.asked || this.exam?.step === moment.step)
      return;
    this.#examined.asked = true;
    const { step, parameters } = moment;
    this.#send({
      type: "examine",
      recipe: $state.snapshot(this.recipe),
      snapshot: { step, parameters },
      run: this.#run,
    });
  }

  #send(command: Command): void {
    if (this.#worker === undefined) {
      const worker = new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<Report>) => this.#hear(data));
      worker.addEventListener("error", ({ message }) => {
        this.failure = message;
        this.state = "idle";
        this.#begun = false;
        this.#examined.asked = false;
        worker.terminate();
        this.#worker = undefined;
      });
      worker.postMessage({ base: document.baseURI });
      this.#worker = worker;
    }
    this.#worker.postMessage(command);
  }
}

/** A curve only grows: moments that are gone back to are on it already. */
function addNewer(curve: Curve, x: number, y: number): void {
  if (x > (curve.points.at(-1)?.x ?? -1)) curve.add(x, y);
}

const KEY = Symbol("training");

export const provideTraining = (): TrainingView => setContext(KEY, new TrainingView());

export const useTraining = (): TrainingView => getContext<TrainingView>(KEY);
