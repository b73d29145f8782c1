/** @file Browsers have WebGPU themselves, or have it not. */

import type { FindGpu } from "./platform.js";

export const findGpu: FindGpu = async () =>
  globalThis.navigator?.gpu ?? "this browser, or this page, has no WebGPU: it takes https or localhost";
