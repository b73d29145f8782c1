import { AkariError } from "akari";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failureOf } from "./failure";
import { serveTasks, WorkerLink, wasClosed } from "./worker-link";

interface CountingTasks {
  count(to: number): Promise<string>;
  refuse(sentence: string): never;
}

/** Workers that were started; each runs on the page's own thread. */
let started: FakeWorker[] = [];

/** What `serveTasks` finds in a Worker: the way out and the way in. */
class FakeWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  ended = false;
  #hear: (event: { data: unknown }) => void = () => {};

  constructor() {
    started.push(this);
    vi.stubGlobal("postMessage", (data: unknown) =>
      queueMicrotask(() => this.onmessage?.({ data: structuredClone(data) })),
    );
    vi.stubGlobal("addEventListener", (_: string, hear: (event: { data: unknown }) => void) => {
      this.#hear = hear;
    });
    serveTasks<CountingTasks, number>((report) => ({
      async count(to) {
        for (let n = 1; n < to; n++) report(n);
        return `counted to ${to}`;
      },
      refuse(sentence) {
        throw new AkariError("invalid-argument", sentence);
      },
    }));
  }

  postMessage(data: unknown): void {
    this.#hear({ data: structuredClone(data) });
  }

  terminate(): void {
    this.ended = true;
  }
}

beforeEach(() => {
  started = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const link = (events = {}) =>
  new WorkerLink<CountingTasks, number>(() => new FakeWorker() as unknown as Worker, events);

test("a task is answered, with reports before it, and the Worker starts with the first question", async () => {
  const reports: number[] = [];
  const starts: string[] = [];
  const counting = link({
    onreport: (n: number) => reports.push(n),
    onstart: () => starts.push("started"),
  });
  expect(counting.running).toBe(false);
  expect(await counting.ask("count", 3)).toBe("counted to 3");
  expect(reports).toEqual([1, 2]);
  expect(await Promise.all([counting.ask("count", 1), counting.ask("count", 2)])).toEqual([
    "counted to 1",
    "counted to 2",
  ]);
  expect(starts).toEqual(["started"]);
  expect(started).toHaveLength(1);
});

test("what goes wrong in a task comes back as what it was", async () => {
  const error = await link()
    .ask("refuse", "A batch has an example.")
    .catch((thrown: unknown) => thrown);
  expect(failureOf(error)).toEqual({ kind: "invalid-argument", sentence: "A batch has an example." });
});

test("closing ends the Worker and all that it was asked; the next question starts another", async () => {
  const counting = link();
  const left = counting.ask("count", 5).catch((thrown: unknown) => thrown);
  counting.close();
  expect(wasClosed(await left)).toBe(true);
  expect(started[0].ended).toBe(true);
  expect(counting.running).toBe(false);
  expect(await counting.ask("count", 1)).toBe("counted to 1");
  expect(started).toHaveLength(2);
});

test("a Worker that breaks down is told of, and answers nothing any more", async () => {
  const broken: unknown[] = [];
  const counting = link({ onbreak: (failure: unknown) => broken.push(failure) });
  const left = counting.ask("count", 5).catch((thrown: unknown) => thrown);
  started[0].onerror?.({ message: "out of memory" });
  expect(failureOf(await left)).toEqual({ kind: "unexpected", sentence: "out of memory" });
  expect(broken).toEqual([{ kind: "unexpected", sentence: "out of memory" }]);
  expect(wasClosed(await left)).toBe(false);
});
