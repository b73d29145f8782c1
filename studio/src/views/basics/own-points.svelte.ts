/**
 * @file The table whose columns are points in Basics, as it is read and as its columns are chosen.
 */

import { type Failure, failureOf } from "../../kit/failure";
import { WorkerLink, wasClosed } from "../../kit/worker-link";
import type { TablePoints } from "../../own/table/points";
import type { TableTasks } from "../../own/table/training";
import { stateOf } from "../../visit/states.svelte";
import { firstChoice, type PointChoice } from "./own-points";

export class OwnPointsState {
  /** What is open; it stays where another file cannot be read. */
  table: TablePoints | undefined = $state.raw();
  choice: PointChoice | undefined = $state.raw();
  reading: string | undefined = $state();
  failure: Failure | undefined = $state.raw();
  readonly #worker = new WorkerLink<TableTasks>(
    () => new Worker(new URL("../../own/table/table.worker.ts", import.meta.url), { type: "module" }),
  );

  async open(file: File): Promise<void> {
    this.#worker.close();
    this.reading = file.name;
    this.failure = undefined;
    try {
      this.table = await this.#worker.ask("points", file);
      this.choice = firstChoice(this.table);
    } catch (error) {
      if (wasClosed(error)) return;
      this.failure = failureOf(error);
    }
    this.reading = undefined;
    this.#worker.close();
  }

  change(part: Partial<PointChoice>): void {
    if (this.choice !== undefined) this.choice = { ...this.choice, ...part };
  }
}

const KEY = Symbol("own points");

export const useOwnPoints = (): OwnPointsState => stateOf(KEY, () => new OwnPointsState());
