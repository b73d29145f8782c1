/**
 * @file The table that somebody opened, what it holds, and the network that learns from it. Lives as long as the page, so
 * that closing the dialog loses nothing, and so that rows can be sent through the network in See.
 */

import type { Model } from "akari";
import { type Failure, failureOf } from "../../kit/failure";
import { wasClosed } from "../../kit/worker-link";
import { stateOf } from "../../visit/states.svelte";
import { Learner } from "../learner.svelte";
import type { HeldRow, TableLook, TableTasks, TrainedTable } from "./training";

/** How many hidden neurons are offered; none is linear or logistic regression. */
export const HIDDEN = [0, 4, 8, 16] as const;

export class OwnTable extends Learner<TableTasks, TrainedTable> {
  /** What is open; what was open before stays where another file cannot be read. */
  look: TableLook | undefined = $state.raw();
  /** The name of the file that is being read. */
  reading: string | undefined = $state();
  /** Why the last file, or the last choice, could not be read. */
  failure: Failure | undefined = $state.raw();
  hidden: number = $state(8);
  #file: File | undefined;
  /** Whether the Worker has the table that `look` tells of. */
  #held = false;
  /** Tells the reading that was begun last from those that it took the place of. */
  #readings = 0;
  readonly #rows = new WeakMap<Model, readonly HeldRow[]>();

  constructor() {
    super(() => new Worker(new URL("./table.worker.ts", import.meta.url), { type: "module" }));
  }

  /** Reads a file in place of what was open. */
  open(file: File): Promise<void> {
    return this.#read(file, undefined);
  }

  /** Reads it once more, with another column to learn. */
  async choose(target: string): Promise<void> {
    if (this.#file !== undefined) await this.#read(this.#file, target);
  }

  setHidden(units: number): void {
    this.hidden = units;
    this.changed = true;
  }

  /** Learns from the table as it is now, in place of what was learning. */
  async train(): Promise<void> {
    const file = this.#file;
    const { look } = this;
    if (file === undefined || look === undefined) return;
    await this.learn(async () => {
      if (!this.#held) await this.#ask(file, look.target);
      const trained = await this.worker.ask("train", { hidden: this.hidden });
      this.#rows.set(trained.model, trained.rows);
      return trained;
    });
  }

  override stop(): void {
    super.stop();
    this.#held = false;
  }

  /** The rows that were held out when a network was trained here. */
  rowsOf = (model: Model): readonly HeldRow[] => this.#rows.get(model) ?? [];

  async #read(file: File, target: string | undefined): Promise<void> {
    if (this.training.state === "running") this.stop();
    const reading = ++this.#readings;
    this.reading = file.name;
    this.failure = undefined;
    try {
      const look = await this.#ask(file, target);
      if (reading !== this.#readings) return;
      this.look = look;
      this.#file = file;
      this.changed = true;
    } catch (error) {
      // What was open stays, and the Worker still has it.
      if (!wasClosed(error) && reading === this.#readings) this.failure = failureOf(error);
    } finally {
      if (reading === this.#readings) this.reading = undefined;
    }
  }

  async #ask(file: File, target: string | undefined): Promise<TableLook> {
    const look = await this.worker.ask("open", { file, target });
    this.#held = true;
    return look;
  }
}

const KEY = Symbol("table");

export const useOwnTable = (): OwnTable => stateOf(KEY, () => new OwnTable());
