/**
 * @file Has lessons train away from the page. With the last of what was asked the thread ends, and gives the images back.
 */

import { WorkerLink } from "../../../kit/worker-link";
import type { Recipe } from "../../train/recipe";
import type { TrainToTasks } from "./train.worker";
import type { Trained } from "./train-to";

const worker = new WorkerLink<TrainToTasks>(
  () => new Worker(new URL("./train.worker.ts", import.meta.url), { type: "module" }),
);
let underway = 0;

/** @throws FailureError where the images could not be fetched */
export async function trainInWorker(recipe: Recipe, steps: number): Promise<Trained> {
  underway++;
  try {
    return await worker.ask("train", { base: document.baseURI, recipe, steps });
  } finally {
    if (--underway === 0) worker.close();
  }
}
