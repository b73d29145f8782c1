/**
 * @file Pictures, recordings and long JSON bodies become inputs in threads of their own, for large ones take seconds, in which
 * nobody else would be answered. Small ones take about as long as the way to a thread and back, and stay.
 */

import type { EventEmitter } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { AkariError } from "../../error.js";
import { RETRY_AFTER } from "../admission.js";
import type { Ending } from "../http-exchange.js";
import { Problem } from "../problem.js";
import { type BodyInputs, type BodyTask, isSmall, readTask } from "./body-tasks.js";
import type { FromBodyWorker } from "./body-worker.js";

/**
 * So many pictures and recordings wait for each thread; more would have to wait longer than a request may take. A JSON body takes
 * no longer than it would without threads, and may wait as long as its request.
 */
const MOST_WAITING = 8;
/** Threads take cores from the one that answers, and a large picture takes 300 MB in each. */
const MOST_THREADS = 4;

/** Half as many as the machine has cores. */
const defaultThreads = (): number =>
  Math.max(1, Math.min(MOST_THREADS, Math.floor(availableParallelism() / 2)));

const PROGRAM = new URL("./body-worker.js", import.meta.url);

interface Job {
  readonly task: BodyTask;
  readonly answer: (read: BodyInputs) => void;
  readonly fail: (reason: unknown) => void;
}

/** What a thread is to those who use it. */
type Thread = EventEmitter & Pick<Worker, "postMessage" | "terminate" | "unref">;

export class BodyThreads {
  readonly #most: number;
  readonly #queue: Job[] = [];
  readonly #idle: Thread[] = [];
  readonly #busy = new Map<Thread, Job>();
  readonly #start: () => Thread;

  /**
   * @param most threads that there may be; each begins when it is needed
   * @param start begins one
   */
  constructor(most = defaultThreads(), start = (): Thread => new Worker(PROGRAM)) {
    this.#most = most;
    this.#start = start;
  }

  /** Pictures and recordings that wait for a thread. */
  get waiting(): number {
    return this.#queue.filter(({ task }) => task.kind !== "json").length;
  }

  /**
   * @param ending ends the wait, with its reason thrown, and the thread where that has begun
   * @throws Problem 503 where too many wait; whatever {@link readTask} throws
   */
  async read(task: BodyTask, ending: Ending): Promise<BodyInputs> {
    if (isSmall(task)) return readTask(task);
    if (task.kind !== "json" && this.waiting >= MOST_WAITING * this.#most) {
      const detail = `${this.waiting} pictures and recordings are waiting already. Come again in a moment.`;
      throw new Problem(503, detail, { headers: RETRY_AFTER });
    }
    return new Promise((resolve, reject) => {
      const job: Job = {
        task,
        answer: (read) => {
          ending.leave();
          resolve(read);
        },
        fail: (reason) => {
          ending.leave();
          reject(reason);
        },
      };
      ending.enter((reason) => {
        this.#giveUp(job);
        reject(reason);
      });
      this.#queue.push(job);
      this.#next();
    });
  }

  #next(): void {
    if (this.#queue.length === 0 || (this.#idle.length === 0 && this.#busy.size >= this.#most)) return;
    const job = this.#queue.shift() as Job;
    const worker = this.#idle.pop() ?? this.#begin();
    this.#busy.set(worker, job);
    worker.postMessage(job.task);
  }

  #begin(): Thread {
    const worker = this.#start();
    // Whoever waits for it has a connection, which keeps the process from ending.
    worker.unref();
    worker.on("message", (message: FromBodyWorker) => {
      const job = this.#busy.get(worker);
      // Its last words before it was ended.
      if (job === undefined) return;
      this.#busy.delete(worker);
      this.#idle.push(worker);
      settle(job, message);
      this.#next();
    });
    let why = "it ended";
    worker.on("error", ({ message }) => {
      why = message;
    });
    worker.once("exit", () => {
      if (this.#idle.includes(worker)) this.#idle.splice(this.#idle.indexOf(worker), 1);
      this.#busy.get(worker)?.fail(new Error(`The thread that read the body was lost: ${why}.`));
      this.#busy.delete(worker);
      this.#next();
    });
    return worker;
  }

  /** Reading cannot be interrupted, so that its thread ends; the next body begins another one. */
  #giveUp(job: Job): void {
    const at = this.#queue.indexOf(job);
    if (at >= 0) this.#queue.splice(at, 1);
    for (const [worker, own] of this.#busy) {
      if (own !== job) continue;
      this.#busy.delete(worker);
      void worker.terminate();
      // Node has the process wait for a thread that is asked to end.
      worker.unref();
    }
    this.#next();
  }
}

function settle(job: Job, message: FromBodyWorker): void {
  if ("inputs" in message) job.answer(message);
  else if ("status" in message) job.fail(new Problem(message.status, message.message, message));
  else if (message.code !== undefined) job.fail(new AkariError(message.code, message.problem));
  else job.fail(Object.assign(new Error(message.problem), { stack: message.stack }));
}
