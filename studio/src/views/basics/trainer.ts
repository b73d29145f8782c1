/**
 * @file Trains the simple problems' networks at a pace that eyes can follow. Knows no Worker, so that it can be tested without:
 * orders come in, reports go out.
 */

import { type Dataset, DivergedError, fit, type Model, type TrainingResult } from "akari";
import type { LayerParameters } from "akari/model";
import type { Checkpoint } from "akari/training";
import { type Failure, failureOf } from "../../kit/failure";
import { type Sample, toDataset } from "../../plot/points";
import { fitOptions } from "../../plot/training";
import { type Problem, type ProblemReference, problemNamed, type Recipe } from "./problems";

/** From the page. */
export type Order =
  /** Train this network on these points from now on. `run` tells its answers from those of an earlier one. */
  | {
      readonly type: "begin";
      readonly run: number;
      readonly problem: ProblemReference;
      readonly model: Model;
      readonly samples: readonly Sample[];
      readonly recipe: Recipe;
      readonly seed: number;
      readonly step: number;
    }
  /** The points are these now. The weights stay as they are. */
  | { readonly type: "points"; readonly samples: readonly Sample[] }
  | { readonly type: "go" }
  | { readonly type: "stop" }
  /** Train one step. */
  | { readonly type: "step" };

/** From the Worker. */
export type Report =
  | {
      readonly type: "trained";
      readonly run: number;
      readonly step: number;
      readonly parameters: readonly LayerParameters[];
    }
  /** Numbers became NaN or infinite; these are the last good weights, and the steps that made them. */
  | {
      readonly type: "diverged";
      readonly run: number;
      readonly step: number;
      readonly parameters: readonly LayerParameters[];
    }
  /** It has trained for so long that it waits to be told to go on. */
  | { readonly type: "rested"; readonly run: number }
  /** Something else went wrong. */
  | { readonly type: "failed"; readonly run: number; readonly cause: Failure };

/** Pictures a second: more often than this nothing is reported. */
const FRAMES = 30;
/** A run keeps a line about every epoch, so that an endless one would fill the memory: after so many steps it rests. */
const MOST_STEPS = 50_000;

/** One network in training. Another object for every network; its parts change. */
interface Task {
  readonly run: number;
  readonly problem: Problem;
  readonly recipe: Recipe;
  readonly seed: number;
  data: Dataset;
  model: Model;
  step: number;
  /** Where to go on with the optimizer's state; absent where the points have changed since. */
  checkpoint: Checkpoint | undefined;
}

export class Trainer {
  readonly #report: (report: Report) => void;
  #task: Task | undefined;
  #going = false;
  #singleSteps = 0;
  #busy = false;
  /** Ends the run of steps that is under way. */
  #halt = new AbortController();
  #wake: () => void = () => {};

  constructor(report: (report: Report) => void) {
    this.#report = report;
  }

  receive(order: Order): void {
    switch (order.type) {
      case "begin": {
        const problem = problemNamed(order.problem);
        const { run, recipe, seed, model, step, samples } = order;
        const data = toDataset(problem, samples);
        this.#task = { run, problem, recipe, seed, data, model, step, checkpoint: undefined };
        break;
      }
      case "points":
        if (this.#task === undefined) return;
        this.#task.data = toDataset(this.#task.problem, order.samples);
        this.#task.checkpoint = undefined;
        break;
      case "go":
        this.#going = true;
        break;
      case "stop":
        this.#going = false;
        break;
      case "step":
        this.#singleSteps++;
        break;
    }
    this.#halt.abort();
    this.#wake();
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#task !== undefined && (this.#going || this.#singleSteps > 0)) {
      const single = this.#singleSteps > 0;
      if (single) this.#singleSteps--;
      this.#halt = new AbortController();
      const task = this.#task;
      // Without points nothing can be learned; the page says so.
      if (task.data.features.rows === 0) break;
      await this.#train(task, single ? 1 : MOST_STEPS, this.#halt.signal).catch((error) =>
        this.#fail(task, error),
      );
    }
    this.#busy = false;
  }

  /** Trains until the signal, or for so many steps of one checkpoint. */
  async #train(task: Task, steps: number, signal: AbortSignal): Promise<void> {
    const { data, recipe, seed, checkpoint } = task;
    const every = steps === 1 ? 1 : Math.max(1, Math.round(recipe.pace / FRAMES));
    const before = checkpoint?.step ?? 0;
    if (steps > 1 && before >= MOST_STEPS) {
      task.checkpoint = undefined;
      this.#rest(task);
      return;
    }
    let seen = before;
    const run = fit(checkpoint?.model.definition ?? task.model, data, {
      ...fitOptions(recipe, seed, data),
      steps: steps === 1 ? before + 1 : MOST_STEPS,
      signal,
      ...(checkpoint === undefined ? {} : { resume: checkpoint }),
      checkpoint: {
        every: { steps: every },
        save: async (saved) => {
          // Weights that were set meanwhile are not to be overwritten by older ones.
          if (this.#task !== task) return;
          const done = saved.step - seen;
          seen = saved.step;
          task.step += done;
          task.model = saved.model;
          task.checkpoint = task.data === data ? saved : undefined;
          this.#report({
            type: "trained",
            run: task.run,
            step: task.step,
            parameters: saved.model.parameters,
          });
          if (steps > 1 && !signal.aborted) await this.#pause((1000 * done) / recipe.pace, signal);
        },
      },
    });
    try {
      await run;
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error;
      this.#diverged(task, error.result, seen);
      return;
    }
    if (steps > 1 && !signal.aborted) this.#rest(task);
  }

  #rest(task: Task): void {
    this.#going = false;
    this.#report({ type: "rested", run: task.run });
  }

  #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(1000, milliseconds));
      this.#wake = () => {
        if (!signal.aborted) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** @param seen steps of this run that were told: the last good weights may be older than those, or newer */
  #diverged(task: Task, { model, steps }: TrainingResult, seen: number): void {
    if (this.#task !== task) return;
    this.#going = false;
    this.#singleSteps = 0;
    task.step += steps - seen;
    task.model = model;
    task.checkpoint = undefined;
    this.#report({ type: "diverged", run: task.run, step: task.step, parameters: model.parameters });
  }

  #fail(task: Task, error: unknown): void {
    if (this.#task !== task) return;
    this.#going = false;
    this.#singleSteps = 0;
    this.#report({ type: "failed", run: task.run, cause: failureOf(error) });
  }
}
