/**
 * @file How networks read the 10,000 test images: found out once for each, for all views that ask.
 */

import type { Model } from "akari";
import { WorkerLink } from "../kit/worker-link";
import type { Examination } from "./examination";
import type { ExaminationTasks } from "./examination.worker";
import { loadTestImages, loadTestLabels } from "./pieces";

const found = new WeakMap<Model, Promise<Examination>>();
const worker = new WorkerLink<ExaminationTasks>(
  () => new Worker(new URL("./examination.worker.ts", import.meta.url), { type: "module" }),
);
/** How many are under way: with the last of them the Worker ends. */
let underway = 0;

/**
 * How a network reads the test images. One that failed is tried anew.
 *
 * @throws PieceError where they could not be fetched; FailureError
 */
export function examinationOf(model: Model): Promise<Examination> {
  const known = found.get(model);
  if (known !== undefined) return known;
  const fresh = examineWith(model);
  found.set(model, fresh);
  fresh.catch(() => found.delete(model));
  return fresh;
}

async function examineWith(model: Model): Promise<Examination> {
  const [images, labels] = await Promise.all([loadTestImages(), loadTestLabels()]);
  underway++;
  try {
    return await worker.ask("examine", { model, images, labels }, [images.buffer]);
  } finally {
    if (--underway === 0) worker.close();
  }
}
