/**
 * @file The Worker that trains. It hands messages to the trainer and back; what it does is in `trainer.ts`.
 */

import { fetchedImages } from "./images";
import type { Command, Opening, Report } from "./messages";
import { Trainer } from "./trainer";

const report = (message: Report, transfer: ArrayBuffer[] = []): void => postMessage(message, { transfer });

function open({ base }: Opening): Trainer {
  return new Trainer(
    fetchedImages(base, (loaded, total) => report({ type: "loading", loaded, total })),
    report,
  );
}

let trainer: Trainer | undefined;

addEventListener("message", ({ data }: MessageEvent<Opening | Command>) => {
  if ("base" in data) trainer = open(data);
  else void trainer?.handle(data);
});
