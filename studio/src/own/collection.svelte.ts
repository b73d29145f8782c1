/**
 * @file The classes that somebody makes of their own images, and the network that learns to tell them apart. Lives as
 * long as the page, so that closing the dialog loses nothing.
 */

import { AkariError, type Model } from "akari";
import { fromPicture } from "akari/data";
import type { TrainingRecord } from "akari/formats";
import { type Failure, failureOf } from "../kit/failure";
import { WorkerLink, wasClosed } from "../kit/worker-link";
import { type ExampleClass, findLack, split } from "./examples";
import type { OwnTasks, Progress } from "./training";

/** Photographs are made smaller first: nothing finer survives in 28×28, and pixels take time. */
const LONGEST_SIDE = 512;

export type PictureProblem = "not-an-image" | "blank";

class PictureError extends Error {
  override readonly name = "PictureError";
  readonly problem: PictureProblem;

  constructor(problem: PictureProblem, options?: { cause: unknown }) {
    super(problem, options);
    this.problem = problem;
  }
}

/**
 * @returns `[784]`, 0 ground to 255 ink
 * @throws PictureError where the file is no image, or nothing stands out in it
 */
async function readPicture(file: Blob): Promise<Uint8Array> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new PictureError("not-an-image", { cause });
  });
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (context === null) throw new PictureError("not-an-image");
    context.drawImage(bitmap, 0, 0, width, height);
    return fromPicture(context.getImageData(0, 0, width, height));
  } catch (error) {
    if (error instanceof AkariError) throw new PictureError("blank", { cause: error });
    throw error;
  } finally {
    bitmap.close();
  }
}

/** A class that can still be changed. */
export class OwnClass implements ExampleClass {
  name: string = $state("");
  examples: readonly Uint8Array[] = $state.raw([]);

  constructor(name: string) {
    this.name = name;
  }
}

export type Training =
  | { readonly state: "idle" }
  | { readonly state: "running"; readonly epoch: number; readonly epochs: number; readonly loss: number }
  | {
      readonly state: "done";
      readonly model: Model;
      readonly record: TrainingRecord;
      readonly right: number;
      readonly held: number;
    }
  | { readonly state: "failed"; readonly failure: Failure };

export class Collection {
  classes: OwnClass[] = $state([]);
  /** The class that drawings and files go to, by its place. */
  chosen: number = $state(0);
  training: Training = $state.raw({ state: "idle" });
  /** Whether the examples are others than those that the network learned from. */
  changed: boolean = $state(false);
  /** Files that were not added, and why. */
  refused: readonly { readonly name: string; readonly problem: PictureProblem }[] = $state.raw([]);
  readonly lack = $derived(findLack(this.classes));
  readonly #worker = new WorkerLink<OwnTasks, Progress>(
    () => new Worker(new URL("./train.worker.ts", import.meta.url), { type: "module" }),
    {
      onreport: (progress) => {
        this.training = { ...progress, state: "running" };
      },
    },
  );

  constructor(names: readonly string[]) {
    this.classes = names.map((name) => new OwnClass(name));
  }

  add(example: Uint8Array): void {
    const one = this.classes[this.chosen];
    one.examples = [...one.examples, example];
    this.touch();
  }

  /** Takes the example out of its class. */
  remove(one: OwnClass, index: number): void {
    one.examples = one.examples.filter((_, i) => i !== index);
    this.touch();
  }

  addClass(name: string): void {
    this.classes.push(new OwnClass(name));
    this.chosen = this.classes.length - 1;
    this.touch();
  }

  removeClass(index: number): void {
    this.classes.splice(index, 1);
    this.chosen = Math.min(this.chosen, this.classes.length - 1);
    this.touch();
  }

  /** Reads image files into the chosen class, one after the other. */
  async addFiles(files: readonly File[]): Promise<void> {
    const refused: { name: string; problem: PictureProblem }[] = [];
    for (const file of files) {
      try {
        this.add(await readPicture(file));
      } catch (error) {
        if (!(error instanceof PictureError)) throw error;
        refused.push({ name: file.name, problem: error.problem });
      }
    }
    this.refused = refused;
  }

  touch(): void {
    this.changed = true;
  }

  /** Learns from the examples as they are now, in place of what was learning. */
  async train(): Promise<void> {
    const parts = split(this.classes);
    const held = parts.test.features.rows;
    this.stop();
    this.changed = false;
    this.training = { state: "running", epoch: 0, epochs: 0, loss: Number.NaN };
    try {
      const { model, record, accuracy } = await this.#worker.ask("train", parts);
      this.stop();
      this.training = { state: "done", model, record, right: Math.round(accuracy * held), held };
    } catch (error) {
      if (wasClosed(error)) return;
      this.stop();
      this.training = { state: "failed", failure: failureOf(error) };
    }
  }

  stop(): void {
    this.#worker.close();
    this.training = { state: "idle" };
  }
}
