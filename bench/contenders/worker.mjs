// @ts-check
/**
 * @file Runs one contender in a process of its own: `node worker.mjs NAME THREADS DEVICE` takes requests as lines of JSON
 * from its standard input and answers each with a line. `pytorch.py` speaks the same.
 *
 * A process each, so that one's garbage collector, threads and memory are no other's burden.
 */

import { createInterface } from "node:readline";

/**
 * What was done, and the time it took.
 *
 * @typedef {{ samples: number, seconds: number }} Spent
 */

/**
 * A network in training, from the task's first weights on. Batches are the data's rows in their order, over and over.
 *
 * @typedef {object} Trainer
 * @property {() => Promise<{ loss: number }>} check takes the network's checked steps, then gives its mean loss on
 * the first batch
 * @property {(argument: { seconds: number }) => Promise<Spent>} train goes on for this time, at least one step
 * @property {() => Promise<void>} release
 */

/**
 * A network with the task's first weights, to be asked.
 *
 * @typedef {object} Predictor
 * @property {() => Promise<{ outputs: number[] }>} check the outputs for the first batch
 * @property {(argument: { seconds: number }) => Promise<Spent>} batches asks for a batch at a time
 * @property {(argument: { seconds: number }) => Promise<Spent>} singles asks for an example at a time
 * @property {() => Promise<void>} release
 */

/**
 * What computes: the processor or the graphics card.
 *
 * @typedef {"processor" | "card"} Device
 */

/**
 * @typedef {object} Contender
 * @property {string} version
 * @property {(task: import("../data.mjs").Task) => Promise<Trainer>} [trainer]
 * @property {(task: import("../data.mjs").Task) => Promise<Predictor>} [predictor]
 */

const [name, threads, device] = process.argv.slice(2);
// Standard output is for answers only, whatever a library likes to say.
console.log = console.error;

try {
  /** @type {{ start(threads: number, device: Device): Promise<Contender> }} */
  const { start } = await import(`./${name}.mjs`);
  const contender = await start(Number(threads), /** @type {Device} */ (device));
  const { version, ...beginnings } = contender;
  answer({ version });
  await serve(/** @type {Parameters<typeof serve>[0]} */ (/** @type {unknown} */ (beginnings)));
} catch (error) {
  answer({ error: String(error) });
}
process.exit();

/**
 * @typedef {Record<string, (argument: unknown) => Promise<object | undefined>>} Work
 */

/** @param {Record<string, (task: unknown) => Promise<Work>>} contender */
async function serve(contender) {
  /** @type {Work} */
  let work = {};
  for await (const line of createInterface({ input: process.stdin })) {
    const { method, argument } = JSON.parse(line);
    try {
      if (method in contender) {
        work = await contender[method](argument);
        answer({});
      } else {
        answer((await work[method](argument)) ?? {});
      }
    } catch (error) {
      answer({ error: String(error) });
    }
  }
}

/** @param {object} message */
function answer(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
