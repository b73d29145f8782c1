/**
 * @file The WebAssembly engine against the reference: see support/conformance.ts.
 */

import { describe, expect, test } from "vitest";
import { wasm } from "../src/engine/wasm/engine.js";
import { BY_SIZE, CONFORMANCE, compare, HIDDEN, named, SINGLE_LAYER, SIZES } from "./support/conformance.js";

describe("wasm and reference agree on losses, outputs, traces and gradients", () => {
  describe.each(CONFORMANCE)("%s", (_, configurations) => {
    test.each(configurations.map(named))("%s", async (_, configuration) => compare(wasm, configuration));
  });
});

test("the configurations meet every size in every place", () => {
  for (const size of SIZES) {
    expect(BY_SIZE.some(({ inputs }) => inputs === size)).toBe(true);
    expect([...BY_SIZE, ...SINGLE_LAYER].some(({ outputs }) => outputs === size)).toBe(true);
  }
  for (const activation of HIDDEN) {
    expect(BY_SIZE.filter(({ hidden }) => hidden[0].activation === activation).length).toBeGreaterThan(2);
  }
});
