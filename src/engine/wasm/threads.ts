/**
 * @file Whether other threads can be had here, and how many.
 */

/** The parts of Node's modules that are used here; Bun and Deno have them as well. */
interface NodeModules {
  getBuiltinModule?(name: "node:worker_threads"): {
    readonly Worker: new (code: string, options: object) => NodeWorker;
  };
  getBuiltinModule?(name: "node:os"): { availableParallelism(): number };
}
interface NodeWorker {
  once(event: "message" | "error", listener: (value: unknown) => void): void;
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

/** How many threads the machine runs at a time. */
export function availableThreads(): number {
  return node?.getBuiltinModule?.("node:os").availableParallelism() ?? navigator.hardwareConcurrency;
}
