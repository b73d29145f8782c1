/**
 * @file The state of the view of simple problems: what is on the basics, whether it trains, and what people do to it.
 */

import type { Model } from "akari";
import type { LayerParameters } from "akari/model";
import { type Failure, failureOf } from "../../kit/failure";
import { WorkerLink, wasClosed } from "../../kit/worker-link";
import { activationsOver, placesFor, type Quality, qualityOf } from "../../plot/forward";
import type { Axes } from "../../plot/landscape";
import { placesOf } from "../../plot/network";
import type { PlotTool } from "../../plot/Plot.svelte";
import type { Sample } from "../../plot/points";
import { stateOf } from "../../visit/states.svelte";
import {
  advanced,
  atInitialWeights,
  backToStart,
  beginProblem,
  type Experiment,
  movedTo,
  redrawn,
  withHeldOut,
  withoutTrails,
  withRecipe,
  withSamples,
} from "./experiment";
import { keepBasics } from "./kept-basics.svelte";
import type { BasicsTasks } from "./messages";
import { PROBLEMS, type Problem, type Recipe } from "./problems";
import type { Remedy } from "./remedy";
import { SizesState } from "./sizes-state.svelte";
import { Suggesting } from "./suggesting.svelte";
import type { Order, Report } from "./trainer";
import { Trials } from "./trials.svelte";

/** Why training stands still, where it was not stopped by hand. */
export type StopReason =
  | { readonly kind: "diverged"; readonly step: number; readonly learningRate: number }
  | { readonly kind: "noPoints" }
  | { readonly kind: "rested" }
  | { readonly kind: "failed"; readonly cause: Failure };

export class BasicsState {
  experiment: Experiment = $state.raw(beginProblem(PROBLEMS[0]));
  running = $state(false);
  stopped: StopReason | undefined = $state.raw();
  /** What a tap on the plot does. */
  tool: PlotTool = $state.raw({ kind: "add", target: 0 });
  /** Which two numbers of a single layer the landscape is over, as places in the list of them. */
  axes: readonly [number, number] = $state.raw([0, 1]);
  /** Points of somebody's own, once they are there. */
  own: Problem | undefined = $state.raw();
  /** Whether columns for them are being chosen. */
  choosingOwn = $state(false);
  /** Whether the comparison of networks of several sizes is shown in place of a problem. */
  sizesShown = $state(false);

  readonly problem: Problem = $derived(this.experiment.problem);
  /** Its own, so that what depends on the weights alone is left as it is when points move. */
  readonly model: Model = $derived(this.experiment.model);
  readonly quality: Quality | undefined = $derived(
    qualityOf(this.experiment.model, this.experiment.problem, this.experiment.samples),
  );
  readonly heldOutQuality: Quality | undefined = $derived(
    qualityOf(this.experiment.model, this.experiment.problem, this.experiment.heldOut),
  );

  /** The kept trails but that of the optimizer that is under way, which would only hide it. */
  readonly earlierTrails = $derived(
    this.experiment.trails.filter(
      ({ optimizer }) => this.experiment.path.length < 2 || optimizer !== this.experiment.recipe.optimizer,
    ),
  );

  /** Every neuron over the whole plane: for each layer `[units, places]`. */
  readonly pictures: readonly Float64Array[] = $derived(
    activationsOver(this.model, placesFor(this.problem.kind)),
  );

  /** What is tried in another Worker: remedies, and the optimizers side by side. */
  readonly trials = new Trials(this);
  /** The experiment that is suggested, and what came of it. */
  readonly suggesting = new Suggesting(this);

  readonly sizes = new SizesState();

  /** What the other problems were left as. */
  readonly #left = new Map<Problem["name"], Experiment>();
  readonly #worker = new WorkerLink<BasicsTasks, Report>(
    () => new Worker(new URL("./basics.worker.ts", import.meta.url), { type: "module" }),
    {
      onreport: (report) => this.#receive(report),
      onstart: () => this.#begin(),
      onbreak: (failure) => this.#fail(failure),
    },
  );
  /** Tells answers about this network from those about one that has been replaced. */
  #run = 0;
  /** Weights that have come since the last frame was drawn: only the newest are shown, however slow the screen is. */
  #newest: TrainedReport | undefined;
  #due = 0;

  choose(problem: Problem): void {
    this.sizesShown = false;
    if (problem === this.problem) return;
    this.pause();
    this.#left.set(this.experiment.problem.name, this.experiment);
    this.axes = [0, 1];
    this.tool = { kind: "add", target: problem.kind === "surface" ? 0.8 : 0 };
    this.suggesting.forget();
    const left = this.#left.get(problem.name);
    this.#replace(left?.problem === problem ? left : beginProblem(problem));
  }

  /** Shows rows of a table as points. */
  chooseOwn(problem: Problem): void {
    this.own = problem;
    this.choosingOwn = false;
    this.choose(problem);
  }

  showSizes(): void {
    this.pause();
    this.sizesShown = true;
  }

  start(): void {
    if (!this.#hasPoints()) return;
    this.stopped = undefined;
    this.running = true;
    this.trials.stopRace();
    this.#send({ type: "go" });
  }

  pause(): void {
    this.running = false;
    if (this.#worker.running) this.#send({ type: "stop" });
  }

  stepOnce(): void {
    if (!this.#hasPoints()) return;
    this.pause();
    this.stopped = undefined;
    this.trials.stopRace();
    this.#send({ type: "step" });
  }

  /** Back to the initial weights: those that it had, or others. */
  reset(weights: "same" | "new"): void {
    this.pause();
    const { seed } = this.experiment;
    this.#change(atInitialWeights({ ...this.experiment, seed: weights === "same" ? seed : seed + 1 }));
  }

  setRecipe(change: Partial<Recipe>): void {
    this.#change(withRecipe(this.experiment, { ...this.experiment.recipe, ...change }));
  }

  /** Trains from where the run began, with what was tried and seen to help. */
  take({ recipe, seed }: Remedy): void {
    this.pause();
    const before = this.experiment;
    this.#change(
      seed === before.seed
        ? withRecipe(backToStart(before), recipe)
        : atInitialWeights({ ...before, recipe, seed }),
    );
    this.start();
  }

  /** Puts another experiment in place of this one, such as one that is suggested. */
  put(experiment: Experiment): void {
    this.pause();
    this.#swap(experiment);
  }

  setTrails(trails: Experiment["trails"]): void {
    this.experiment = { ...this.experiment, trails };
  }

  /** Takes all trails away; the run goes on from where it is, on a trail of its own. */
  clearTrails(): void {
    this.trials.stopRace();
    this.experiment = withoutTrails(this.experiment);
  }

  setSamples(samples: readonly Sample[]): void {
    this.#changePoints(withSamples(this.experiment, samples));
  }

  /** The problem's own points in place of those that there are: others, or as far blown about as this. */
  redraw(drawn: Partial<Experiment["drawn"]>): void {
    this.#changePoints(redrawn(this.experiment, { ...this.experiment.drawn, ...drawn }));
  }

  holdOut(wanted: boolean): void {
    this.experiment = withHeldOut(this.experiment, wanted);
  }

  /** Sets a single layer's numbers by hand. */
  moveTo(layer: LayerParameters): void {
    this.#change(movedTo(this.experiment, layer));
  }

  /** What the landscape is over. Only for a single layer. */
  get places(): Axes {
    const places = placesOf(this.experiment.model.definition);
    return [places[this.axes[0]], places[this.axes[1]]];
  }

  /** Ends the Workers; the next order begins others. */
  close(): void {
    this.running = false;
    this.#worker.close();
    this.trials.close();
    this.sizes.cancel();
    cancelAnimationFrame(this.#due);
    this.#due = 0;
    this.#newest = undefined;
  }

  #changePoints(experiment: Experiment): void {
    this.experiment = experiment;
    this.trials.forget();
    this.suggesting.interrupt();
    const { samples } = experiment;
    if (samples.length > 0 && this.stopped?.kind === "noPoints") this.stopped = undefined;
    if (samples.length === 0 && this.running) {
      this.pause();
      this.stopped = { kind: "noPoints" };
    }
    if (this.#worker.running) this.#send({ type: "points", samples });
  }

  #hasPoints(): boolean {
    if (this.experiment.samples.length > 0) return true;
    this.stopped = { kind: "noPoints" };
    return false;
  }

  #change(experiment: Experiment): void {
    this.suggesting.interrupt();
    this.#swap(experiment);
  }

  #swap(experiment: Experiment): void {
    const before = this.experiment.model.definition;
    this.#replace(experiment);
    if (before.layers.length !== experiment.model.definition.layers.length) this.axes = [0, 1];
  }

  /** Another network, or weights that training did not make: the Worker goes on from them. */
  #replace(experiment: Experiment): void {
    this.experiment = experiment;
    this.stopped = undefined;
    this.trials.forget();
    this.#run++;
    if (this.#worker.running) this.#begin();
  }

  #begin(): void {
    const { problem, model, samples, recipe, seed, step } = this.experiment;
    this.#send({
      type: "begin",
      run: this.#run,
      problem: problem.reference,
      model,
      samples,
      recipe,
      seed,
      step,
    });
  }

  #send(order: Order): void {
    this.#worker.ask("order", order).catch((error: unknown) => {
      if (!wasClosed(error)) this.#fail(failureOf(error));
    });
  }

  #fail(failure: Failure): void {
    this.close();
    this.stopped = { kind: "failed", cause: failure };
  }

  #showNewest(): void {
    const report = this.#newest;
    this.#due = 0;
    this.#newest = undefined;
    if (report?.run !== this.#run) return;
    this.experiment = advanced(this.experiment, report.step, report.parameters);
    this.suggesting.look();
    if (!this.suggesting.underWay) this.trials.look();
  }

  #receive(report: Report): void {
    if (report.run !== this.#run) return;
    switch (report.type) {
      case "trained":
        this.#newest = report;
        this.#due ||= requestAnimationFrame(() => this.#showNewest());
        return;
      case "diverged": {
        this.#newest = undefined;
        const { learningRate } = this.experiment.recipe;
        this.experiment = advanced(this.experiment, report.step, report.parameters);
        this.stopped = { kind: "diverged", step: report.step, learningRate };
        this.suggesting.look(true);
        this.trials.seekRemedy({ kind: "diverged" });
        break;
      }
      case "rested":
        this.stopped = { kind: "rested" };
        break;
      case "failed":
        this.stopped = { kind: "failed", cause: report.cause };
        break;
    }
    this.running = false;
  }
}

type TrainedReport = Extract<Report, { type: "trained" }>;

const KEY = Symbol("basics");

export const useBasicsState = (): BasicsState => stateOf(KEY, () => keepBasics(new BasicsState()));
