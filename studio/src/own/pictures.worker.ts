/**
 * @file Reads images that somebody chose, away from the page: a photograph takes a moment.
 */

import { AkariError } from "akari";
import { fromPicture, toPicture } from "akari/data";
import { serveTasks } from "../kit/worker-link";
import type { FromFile } from "./collection.svelte";

export type PictureProblem = "not-an-image" | "blank";

export interface PictureTasks {
  /** Its image in the form of MNIST's digits: `[784]`, 0 ground to 255 ink. */
  read(file: File): Promise<FromFile<Uint8Array, PictureProblem>>;
}

serveTasks<PictureTasks>(() => ({
  async read(file) {
    try {
      return { example: fromPicture(await toPicture(file)) };
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
      return { problem: error.code === "invalid-data" ? "blank" : "not-an-image" };
    }
  },
}));
