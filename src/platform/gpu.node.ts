/** @file Deno and newer runtimes have WebGPU themselves; in Node the package `webgpu` has it, which is Dawn, Chromium's own. */

import type { FindGpu } from "./platform.js";

/** Not written where it is imported, so that a bundler does not take an optional package for a needed one. */
const PACKAGE = "webgpu";

export const findGpu: FindGpu = async () => {
  const own = (globalThis as { navigator?: { gpu?: GPU } }).navigator?.gpu;
  if (own !== undefined) return own;
  try {
    const dawn = (await import(PACKAGE)) as { create(flags: readonly string[]): GPU };
    return dawn.create([]);
  } catch (error) {
    return (error as { code?: string }).code === "ERR_MODULE_NOT_FOUND"
      ? "in Node WebGPU comes with the package webgpu: npm install webgpu; an older Deno needs --unstable-webgpu"
      : `the package webgpu does not start (${error instanceof Error ? error.message : String(error)})`;
  }
};
