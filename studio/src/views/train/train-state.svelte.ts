/**
 * @file The run of training as the page sees it: the recipe, where it stands, the moment that is looked at, and what is known
 * of it. The Worker computes; this asks it and keeps what it tells. All that is shown of a run belongs to one moment.
 */

import { type CompiledModel, compile, type Model, type Trace } from "akari";
import type { TrainingRecord } from "akari/formats";
import { initializeParameters } from "akari/model";
import type { EpochFigures } from "akari/training";
import { type Failure, failureOf } from "../../kit/failure";
import { WorkerLink } from "../../kit/worker-link";
import { TEST_IMAGES } from "../../mnist/digits";
import type { Backward } from "../../network/light";
import { stateOf } from "../../visit/states.svelte";
import { type CurvePoints, RunCurves } from "./curves.svelte";
import type { Trouble } from "./health";
import { keepRun } from "./kept-run.svelte";
import type { Begun, Command, Moment, Report, RunProgress, Scores, TrainTasks } from "./messages";
import type { Pace } from "./pacer";
import {
  changed,
  DEFAULT_RECIPE,
  definitionOf,
  MOST_SEED,
  type Problem,
  problemOf,
  type Recipe,
  recordOf,
  sameRecipe,
} from "./recipe";
import type { Remedy } from "./remedies";
import { BACKWARD, FORWARD, StepPlayback, UPDATE } from "./step-playback.svelte";

/** `idle`: not begun; `preparing`: the images are on their way; `over`: it has come to its end, or diverged. */
export type State = "idle" | "preparing" | "playing" | "paused" | "over";

/** What is wrong with a run, and what came of trying to help. */
export interface Notice {
  readonly trouble: Trouble;
  /** `undefined` while it is being tried, `null` where nothing that was tried helped. */
  readonly remedy: Remedy | null | undefined;
}

/** A run that stays for comparison when the next one begins. */
export interface KeptRun {
  readonly recipe: Recipe;
  readonly curves: CurvePoints;
  /** Where it stood. */
  readonly moment: Moment;
}

/** Between two pictures of the network while it trains, in milliseconds; and how many times as long as one takes to draw, for large ones. */
const FRAME_MS = 100;
const REST = 3;
/** A hidden page draws nothing: what it seemed to take is not waited for. */
const LONGEST_MS = 2000;
/** Moments whose scores are remembered. */
const REMEMBERED = 64;
/** The 7 that MNIST's test part begins with. */
const FIRST_IMAGE = 0;

type Action = "play" | "step";

export class TrainState {
  /** As it stands in the sentence; a run that there is goes on by the recipe that it began with. */
  recipe: Recipe = $state.raw(DEFAULT_RECIPE);
  /** What is shown trains by this one. */
  trained: Recipe = $state.raw(DEFAULT_RECIPE);
  state: State = $state("idle");
  loading: { readonly loaded: number; readonly total: number } | undefined = $state.raw();
  progress: RunProgress | undefined = $state.raw();
  pace: Pace = $state("ease");
  failure: Failure | undefined = $state.raw();
  notice: Notice | undefined = $state.raw();
  /** The step to which the run went back when the GPU that computed it was gone. */
  lost: number | undefined = $state();
  picture: Extract<Report, { type: "picture" }> | undefined = $state.raw();
  kept: KeptRun | undefined = $state.raw();
  /** Where the run has come to. */
  newest: Moment = $state.raw({ step: 0, parameters: [] });
  /** The step that somebody wants to see; `undefined` for the newest. */
  wanted: number | undefined = $state();
  readonly curves = new RunCurves();
  readonly playback = new StepPlayback();
  /** What the Worker said of the run when it began; what it still tells of one that was given up is not heard. */
  #begun: Begun | undefined = $state.raw();
  /** The earlier moment that is looked at, until the one that is wanted has come. */
  #visited: Moment | undefined = $state.raw();
  #scores = new Map<number, Scores>();
  /** The epochs that the run has behind it. */
  #epochs: readonly EpochFigures[] = $state.raw([]);

  /** Whether the sentence has another recipe than the run: that one is for the next run. */
  readonly changed = $derived(!sameRecipe(this.recipe, this.trained));
  readonly running = $derived(this.#begun !== undefined || this.state === "preparing");
  /** What computes, and why; `undefined` before there is a run. */
  readonly computing: Pick<Begun, "engine" | "choice"> | undefined = $derived(this.#begun);
  readonly #at: Moment = $derived(this.wanted === undefined ? this.newest : (this.#visited ?? this.newest));
  /** Whether what is wanted is what is looked at. */
  readonly arrived = $derived(this.wanted === undefined || this.#at.step === this.wanted);
  /** The step that led to what is looked at, where it was looked at closely. */
  readonly insight = $derived(this.#at.insight);
  /** What all of the page shows: while a step is shown phase by phase, the network from before it. */
  readonly moment: Moment = $derived.by(() => {
    const { insight } = this;
    if (insight === undefined || this.playback.phase >= UPDATE) return this.#at;
    const { before } = insight;
    return before.scores === undefined ? { ...before, scores: this.#scores.get(before.step) } : before;
  });
  /** How far the light has come: it goes through the network in the first phase. */
  readonly light: number = $derived.by(() => {
    const { phase, part } = this.playback;
    const going = this.insight !== undefined && phase === FORWARD && part < 1;
    return going ? part * 2 * this.#layers : Number.POSITIVE_INFINITY;
  });
  /** What comes back through the network in the third phase. */
  readonly backward: Backward | undefined = $derived.by(() => {
    const { insight } = this;
    const { phase, part } = this.playback;
    if (insight === undefined || phase !== BACKWARD) return undefined;
    return { gradients: insight.gradients, reached: part * this.#layers };
  });
  readonly model: Model = $derived({
    definition: definitionOf(this.trained),
    parameters: this.moment.parameters,
  });
  /** What the shown weights make of the test image. */
  readonly trace: Trace | undefined = $derived.by(() => {
    const { model, picture } = this;
    const compiled = this.#compiled;
    if (picture === undefined || compiled?.recipe !== this.trained) return undefined;
    compiled.model.setParameters(model.parameters);
    return compiled.model.trace(picture.pixels);
  });
  /** How the shown weights came to be; `undefined` before there is a run. */
  readonly record: TrainingRecord | undefined = $derived.by(() => {
    const { moment, trained } = this;
    return this.#begun && recordOf(trained, this.#begun, moment, this.#epochs);
  });

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
  /** How long the last picture took to draw, in milliseconds. */
  #drawing = 0;
  #frameTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#renew();
  }

  get #layers(): number {
    return this.trained.hidden.length + 1;
  }

  /** Asks for the picture that lights the network; nothing is fetched before the view is opened. */
  open(): void {
    if (this.picture === undefined) this.lightWith(FIRST_IMAGE);
  }

  /** Gives the run up for good, and with it the Worker. */
  close(): void {
    clearTimeout(this.#frameTimer);
    this.#worker.close();
  }

  /** Changes the recipe: for this run where it has not begun, else for the next. @returns why it cannot be so, and is not */
  change(part: Partial<Recipe>): Problem | undefined {
    const recipe = changed(this.recipe, part);
    const problem = problemOf(recipe);
    if (problem !== undefined) return problem;
    this.recipe = recipe;
    if (!this.running) this.#renew();
    return undefined;
  }

  /** Takes back what was changed since the run began. */
  keepRecipe(): void {
    this.recipe = this.trained;
  }

  /** Back to the recipe's initial weights. */
  reset(): void {
    this.#renew();
  }

  /** To other initial weights. */
  resetAnew(): void {
    this.recipe = { ...this.recipe, seed: (this.recipe.seed + 1) % (MOST_SEED + 1) };
    this.#renew();
  }

  /** Trains by the recipe from its initial weights. */
  startAgain(): void {
    this.#renew();
    this.start();
  }

  /** Trains again with the change that was seen to help. */
  takeRemedy({ change }: Remedy): void {
    this.recipe = { ...this.trained, ...change };
    this.startAgain();
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

  setPace(pace: Pace): void {
    this.pace = pace;
    if (this.#begun !== undefined) this.#send({ type: "pace", pace });
  }

  /** Shows the run after a step that it has behind it; without one, as it is. */
  visit(step: number | undefined): void {
    const newest = this.newest.step;
    this.wanted = step === undefined || step >= newest ? undefined : Math.max(0, Math.round(step));
    this.playback.hold(UPDATE);
    if (this.wanted === undefined) this.#lookClosely();
    else if (this.#visited?.step !== this.wanted) this.#send({ type: "visit", step: this.wanted });
  }

  /** Lights the network with a test image. */
  lightWith(index: number): void {
    this.#send({ type: "picture", index: ((index % TEST_IMAGES) + TEST_IMAGES) % TEST_IMAGES });
  }

  /** Keeps the run as it is now, to lay it over the next ones. */
  keep(): void {
    this.kept = { recipe: this.trained, curves: this.curves.points, moment: this.newest };
  }

  drop(): void {
    this.kept = undefined;
  }

  #perform(action: Action): void {
    if (this.state === "over") return;
    this.failure = undefined;
    this.wanted = undefined;
    this.playback.hold(UPDATE);
    if (this.#begun !== undefined) {
      this.state = action === "play" ? "playing" : "paused";
      this.#send({ type: action });
      if (action === "play") this.#askForFrame();
      return;
    }
    this.#action = action;
    this.state = "preparing";
    this.#send({ type: "begin", recipe: this.trained, pace: this.pace });
  }

  /** Gives the run up and shows the recipe's network as it is before it has learned anything. */
  #renew(): void {
    if (this.running) this.#send({ type: "stop" });
    clearTimeout(this.#frameTimer);
    this.#begun = undefined;
    this.#action = undefined;
    this.state = "idle";
    this.progress = undefined;
    this.playback.hold(UPDATE);
    this.wanted = undefined;
    this.#visited = undefined;
    this.#scores.clear();
    this.#epochs = [];
    this.notice = undefined;
    this.lost = undefined;
    this.failure = undefined;
    this.curves.clear();
    const { recipe } = this;
    this.trained = recipe;
    const definition = definitionOf(recipe);
    const parameters = initializeParameters(definition, recipe.seed);
    this.newest = { step: 0, parameters };
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
    if (this.state === "preparing") this.state = "idle";
  };

  #receive(report: Report): void {
    if (report.type === "loading") {
      this.loading = this.state === "preparing" && report.loaded < report.total ? report : undefined;
    } else if (report.type === "picture") {
      this.picture = report;
    } else if (report.type === "begun") {
      const action = this.#action;
      if (action === undefined) return;
      this.#action = undefined;
      this.#begun = report;
      this.loading = undefined;
      this.#perform(action);
    } else if (this.#begun !== undefined) {
      this.#hear(report);
    }
  }

  /** What the Worker tells of the run that there is. */
  #hear(report: Exclude<Report, { type: "loading" | "picture" | "begun" }>): void {
    switch (report.type) {
      case "frame":
        this.#show(report);
        return;
      case "visited":
        this.#remember(report.moment.scores);
        if (report.moment.step === this.newest.step) this.newest = report.moment;
        else this.#visited = report.moment;
        return;
      case "noticed":
        this.notice = { trouble: report.trouble, remedy: undefined };
        return;
      case "tried":
        if (this.notice !== undefined) this.notice = { ...this.notice, remedy: report.remedy ?? null };
        return;
      case "lost":
        this.lost = report.step;
        this.curves.cut(report.step);
        this.state = "over";
        return;
      case "finished":
      case "diverged":
        this.state = "over";
        this.#lookClosely();
    }
  }

  #show({ progress, moment, points, epochs }: Extract<Report, { type: "frame" }>): void {
    this.progress = progress;
    this.newest = moment;
    this.#remember(moment.scores);
    this.curves.add(points, moment.scores);
    if (epochs.length > 0) this.#epochs = [...this.#epochs, ...epochs];
    const playing = this.state === "playing";
    if (this.wanted === undefined) {
      if (moment.insight === undefined) this.playback.hold(UPDATE);
      else {
        this.#remember(moment.insight.before.scores);
        // While it goes, a step is over before the next one comes.
        this.playback.play(playing ? 220 / progress.pace : undefined);
      }
    }
    clearTimeout(this.#frameTimer);
    if (playing) {
      this.#measureDrawing();
      const rest = Math.min(LONGEST_MS, Math.max(FRAME_MS, REST * this.#drawing));
      this.#frameTimer = setTimeout(() => this.#askForFrame(), rest);
    } else this.#lookClosely();
  }

  /** From a new moment until it is on the screen. */
  #measureDrawing(): void {
    const begun = performance.now();
    requestAnimationFrame(() => {
      setTimeout(() => {
        this.#drawing = performance.now() - begun;
      });
    });
  }

  #remember(scores: Scores | undefined): void {
    if (scores === undefined) return;
    this.#scores.set(scores.step, scores);
    if (this.#scores.size > REMEMBERED) this.#scores.delete(this.#scores.keys().next().value!);
  }

  #askForFrame(): void {
    if (this.state === "playing") this.#send({ type: "frame" });
  }

  /** Has the step looked at that led to where the run stands. */
  #lookClosely(): void {
    const { newest, state } = this;
    if (this.#begun === undefined || state === "playing" || this.wanted !== undefined) return;
    if (newest.scores === undefined || (newest.insight === undefined && newest.step > 0)) {
      this.#send({ type: "visit", step: newest.step });
    }
  }
}

const KEY = Symbol("training");

export const useTrainState = (): TrainState => stateOf(KEY, () => keepRun(new TrainState()));
