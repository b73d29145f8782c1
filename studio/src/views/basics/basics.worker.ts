/**
 * @file The thread in which the simple problems are trained.
 */

import { type Order, Trainer } from "./trainer";

const trainer = new Trainer((report) => postMessage(report));

addEventListener("message", ({ data }: MessageEvent<Order>) => trainer.receive(data));
