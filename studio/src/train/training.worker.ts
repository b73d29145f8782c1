/**
 * @file The Worker that trains. It hands messages to the trainer and back; what it does is in `trainer.ts`.
 */

import { FetchError, fetchedImages } from "./images";
import type { Command, Opening, Report } from "./protocol";
import { Trainer } from "./trainer";

const report = (message: Report, transfer: ArrayBuffer[] = []): void => postMessage(message, { transfer });

function open({ base }: Opening): Trainer {
  return new Trainer(
    fetchedImages(base, (loaded, total) => report({ type: "loading", loaded, total })),
    report,
  );
}

let trainer: Trainer | undefined;

addEventListener("message", async ({ data }: MessageEvent<Opening | Command>) => {
  if ("base" in data) {
    trainer = open(data);
    return;
  }
  try {
    await trainer?.handle(data);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    report({ type: "failed", cause: "data", sentence: error.message });
  }
});
