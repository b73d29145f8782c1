/**
 * @file A network that learns from somebody's own data in a Worker, as the page sees it.
 */

import type { Model } from "akari";
import type { TrainingRecord } from "akari/formats";
import { type Failure, failureOf } from "../kit/failure";
import { type Tasks, WorkerLink, wasClosed } from "../kit/worker-link";
import type { Progress } from "./training";

/** What it has come to; the result has more to say of how well it went. */
export type Training<Result extends { readonly model: Model; readonly record: TrainingRecord }> =
  | { readonly state: "idle" }
  | ({ readonly state: "running" } & Progress)
  | ({ readonly state: "done" } & Result)
  | { readonly state: "failed"; readonly failure: Failure };

export class Learner<
  T extends Tasks<T>,
  Result extends { readonly model: Model; readonly record: TrainingRecord },
> {
  training: Training<Result> = $state.raw({ state: "idle" });
  /** Whether the data, or what is to be learned, are others than those that the network learned from. */
  changed: boolean = $state(false);
  protected readonly worker: WorkerLink<T, Progress>;

  constructor(start: () => Worker) {
    this.worker = new WorkerLink(start, {
      onreport: (progress) => {
        this.training = { ...progress, state: "running" };
      },
    });
  }

  /** Learns, in place of what was learning. */
  protected async learn(ask: () => Promise<Result>): Promise<void> {
    if (this.training.state === "running") this.stop();
    this.changed = false;
    this.training = { state: "running", epoch: 0, epochs: 0, loss: Number.NaN };
    try {
      this.training = { ...(await ask()), state: "done" };
    } catch (error) {
      if (!wasClosed(error)) this.training = { state: "failed", failure: failureOf(error) };
    }
  }

  stop(): void {
    this.worker.close();
    this.training = { state: "idle" };
  }
}
