/**
 * @file Has lessons train away from the page. With the last of what was asked the thread ends, and gives the images back.
 */

import { WorkerLink } from "../../../kit/worker-link";
import type { Training } from "../lesson";
import type { TrainToTasks } from "./train.worker";

const worker = new WorkerLink<TrainToTasks>(
  () => new Worker(new URL("./train.worker.ts", import.meta.url), { type: "module" }),
);
let underway = 0;

/** What learns from images fails with a FailureError where they could not be fetched. */
export const inWorker: Training = {
  trained: (recipe, steps) => counted(worker.ask("train", { base: document.baseURI, recipe, steps })),
  watched: (recipe, held) => counted(worker.ask("watch", { base: document.baseURI, recipe, held })),
  sounds: (set) => counted(worker.ask("sounds", set)),
};

async function counted<T>(answer: Promise<T>): Promise<T> {
  underway++;
  try {
    return await answer;
  } finally {
    if (--underway === 0) worker.close();
  }
}
