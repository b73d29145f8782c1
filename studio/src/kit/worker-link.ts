/**
 * @file The line between the page and a Worker. A Worker has tasks, each asked by its name and answered once, and may
 * report on the way. A Worker computes without a pause, so what stops it is its end.
 */

import { type Failure, FailureError, failureOf } from "./failure";

/** What a Worker can be asked: by name, a function from what is handed over to the answer. */
export type Tasks<T> = { readonly [Name in keyof T]: (data: never) => unknown };

/** What a task is handed. */
type DataOf<Task> = Task extends (data: infer Data) => unknown ? Data : never;

/** What a task answers. */
type AnswerOf<Task> = Task extends (data: never) => infer Answer ? Awaited<Answer> : never;

/** From the page. */
interface Question {
  readonly id: number;
  readonly task: PropertyKey;
  readonly data: unknown;
}

/** From the Worker. */
type Message =
  | { readonly type: "report"; readonly report: unknown }
  | { readonly type: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly type: "failure"; readonly id: number; readonly failure: Failure };

/** Who waits for an answer. */
interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: Error) => void;
}

export interface WorkerEvents<Report> {
  /** What the Worker tells between its answers. */
  readonly onreport?: (report: Report) => void;
  /** Right after a Worker was started, before it is asked anything: what it has to know first. */
  readonly onstart?: () => void;
  /** It broke down: its program could not be loaded, or it ran out of memory. The next question starts another. */
  readonly onbreak?: (failure: Failure) => void;
}

/** The page's end. The Worker is started with the first thing asked of it. */
export class WorkerLink<T extends Tasks<T>, Report = never> {
  readonly #start: () => Worker;
  readonly #events: WorkerEvents<Report>;
  readonly #asked = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #questions = 0;

  constructor(start: () => Worker, events: WorkerEvents<Report> = {}) {
    this.#start = start;
    this.#events = events;
  }

  /** Whether a Worker has been started and not ended. */
  get running(): boolean {
    return this.#worker !== undefined;
  }

  /**
   * Asks for a task.
   *
   * @param transfer what changes hands instead of being copied
   * @returns the answer
   * @throws FailureError what went wrong in the Worker; AbortError where it was closed before it had answered
   */
  ask<Name extends keyof T>(
    task: Name,
    data: DataOf<T[Name]>,
    transfer: Transferable[] = [],
  ): Promise<AnswerOf<T[Name]>> {
    const worker = this.#worker ?? this.#open();
    const id = this.#questions++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve: resolve as Waiting["resolve"], reject });
      worker.postMessage({ id, task, data } satisfies Question, transfer);
    });
  }

  /** Ends the Worker, and with it all that it was asked. */
  close(): void {
    this.#end(new DOMException("The Worker was ended.", "AbortError"));
  }

  #open(): Worker {
    const worker = this.#start();
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Message>) => this.#receive(data);
    worker.onerror = (event) => {
      // Where its program could not be loaded, there is no message.
      const sentence: string | undefined = event.message;
      const failure: Failure = { kind: "unexpected", sentence: sentence ?? "a Worker could not be started." };
      this.#end(new FailureError(failure));
      this.#events.onbreak?.(failure);
    };
    this.#events.onstart?.();
    return worker;
  }

  #receive(message: Message): void {
    if (message.type === "report") {
      this.#events.onreport?.(message.report as Report);
      return;
    }
    const asked = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    if (message.type === "answer") asked?.resolve(message.answer);
    else asked?.reject(new FailureError(message.failure));
  }

  #end(reason: Error): void {
    if (this.#worker !== undefined) {
      // What it has said and has not been heard yet is not heard any more.
      this.#worker.onmessage = this.#worker.onerror = null;
      this.#worker.terminate();
      this.#worker = undefined;
    }
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { reject } of asked) reject(reason);
  }
}

/** Whether an answer is missing because its Worker was closed: nobody waits for it any more. */
export const wasClosed = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "AbortError";

/**
 * The Worker's end: answers what it is asked.
 *
 * @param open makes the tasks, given the way to report
 */
export function serveTasks<T extends Tasks<T>, Report = never>(
  open: (report: (report: Report, transfer?: Transferable[]) => void) => T,
): void {
  const tell = (message: Message, transfer: Transferable[] = []): void => postMessage(message, { transfer });
  const tasks = open((report, transfer) => tell({ type: "report", report }, transfer));
  addEventListener("message", async ({ data: { id, task, data } }: MessageEvent<Question>) => {
    try {
      tell({ type: "answer", id, answer: await tasks[task as keyof T](data as never) });
    } catch (error) {
      tell({ type: "failure", id, failure: failureOf(error) });
    }
  });
}
