/**
 * @file Whether other threads can be had here, and how many.
 */

/** The parts of Node's modules that are used here; Bun and Deno have them as well. */
interface NodeModules {
  getBuiltinModule?(name: "node:worker_threads"): {
    readonly Worker: NodeWorkerClass;
  };
  getBuiltinModule?(name: "node:os"): { availableParallelism(): number };
}
export type NodeWorkerClass = new (code: string, options: object) => NodeWorker;
interface NodeWorker {
  on(event: "error" | "exit", listener: () => void): void;
  once(event: "message", listener: () => void): void;
  postMessage(message: unknown): void;
  terminate(): unknown;
  unref(): void;
}
export const node = (globalThis as { process?: NodeModules }).process;

/** Whether memory can be shared with other threads and waited on here: not on a page's main thread. */
export function canUseThreads(): boolean {
  if (typeof SharedArrayBuffer === "undefined") return false;
  if (node?.getBuiltinModule !== undefined) return true;
  return (
    typeof Worker !== "undefined" &&
    typeof document === "undefined" &&
    globalThis.crossOriginIsolated === true
  );
}

/** How many threads may come to work on a network: a number as it is, `auto` as many as the machine runs at a time. */
export function largestTeam(threads: number | "auto"): number {
  if (threads === 1 || !canUseThreads()) return 1;
  return threads === "auto" ? availableThreads() : threads;
}

/** How many threads the machine runs at a time. */
function availableThreads(): number {
  return node?.getBuiltinModule?.("node:os").availableParallelism() ?? navigator.hardwareConcurrency;
}
