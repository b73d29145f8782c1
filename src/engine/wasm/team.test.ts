import threads from "node:worker_threads";
import { afterEach, expect, test, vi } from "vitest";
import { Kernels } from "./module.js";
import { ThreadPool } from "./team.js";

type Thread = InstanceType<typeof threads.Worker>;

afterEach(() => void vi.restoreAllMocks());

/** Longer than a busy machine takes to end a thread. */
const PATIENCE = { timeout: 30_000 };

/**
 * Has threads started in another way.
 *
 * @param start is given how many there were before; may throw, and may change what a thread runs
 * @returns those that were started, and how many of them are there no more
 */
function watchThreads(start: (before: number, code: string) => string = (_, code) => code) {
  const { Worker } = threads;
  const seen = { started: [] as Thread[], ended: 0 };
  function watched(code: string, options: ConstructorParameters<typeof Worker>[1]): Thread {
    const thread = new Worker(start(seen.started.length, code), options);
    seen.started.push(thread);
    thread.on("exit", () => {
      seen.ended++;
    });
    return thread;
  }
  vi.spyOn(threads, "Worker").mockImplementation(watched as unknown as typeof Worker);
  return seen;
}

const createKernels = () => Kernels.create(true);

test("for a network that is gone no thread is started", async () => {
  const seen = watchThreads();
  const gone = await createKernels();
  gone.release();
  expect(() => new ThreadPool(gone, 2)).toThrow("disposed");
  expect(seen.started).toHaveLength(0);
});

test("where a thread is refused, those before it end, and the pool tells when", async () => {
  const seen = watchThreads((before, code) => {
    if (before === 2) throw new Error("There are no more threads.");
    return code;
  });
  const kernels = await createKernels();
  const pool = new ThreadPool(kernels, 3);
  expect(pool.isReady).toBe(false);
  await pool.untilReady();
  expect(pool.stop()).toBeDefined();
  await pool.stop();
  expect(seen.ended).toBe(2);
  kernels.release();
});

test("a pool that stops before its threads begin tells when they are gone", async () => {
  const seen = watchThreads();
  const kernels = await createKernels();
  const pool = new ThreadPool(kernels, 2);
  const waiting = pool.untilReady();
  const gone = pool.stop();
  await waiting;
  expect(pool.isReady).toBe(false);
  await gone;
  expect(seen.ended).toBe(2);
  expect(pool.stop()).toBe(gone);
  kernels.release();
});

test("threads that are ready end at once, and their memory is free", async () => {
  const seen = watchThreads();
  const kernels = await createKernels();
  const pool = new ThreadPool(kernels, 2);
  await pool.untilReady();
  expect(seen.started).toHaveLength(2);
  expect(pool.stop()).toBeUndefined();
  await vi.waitFor(() => expect(seen.ended).toBe(2), PATIENCE);
  kernels.release();
});

test("a memory is used again only when no thread can begin in it", async () => {
  const kernels = await createKernels();
  const { memory } = kernels;
  let end: (() => void) | undefined;
  const idle = new Promise<void>((resolve) => {
    end = resolve;
  });
  kernels.release(idle);
  expect((await createKernels()).memory).not.toBe(memory);
  end?.();
  await idle;
  expect((await createKernels()).memory).toBe(memory);
});

test("a pool that has lost a thread is not called any more", async () => {
  const { started } = watchThreads();
  const kernels = await createKernels();
  const pool = new ThreadPool(kernels, 2);
  await pool.untilReady();
  expect(pool.isReady).toBe(true);
  await started[1].terminate();
  expect(pool.isReady).toBe(false);
  kernels.release(pool.stop());
});

test("threads that break before they are ready leave the work to the calling one", async () => {
  const seen = watchThreads(() => "throw new Error('it breaks')");
  const kernels = await createKernels();
  const pool = new ThreadPool(kernels, 2);
  await pool.untilReady();
  expect(pool.isReady).toBe(false);
  await pool.stop();
  expect(seen.ended).toBe(2);
  kernels.release();
});
