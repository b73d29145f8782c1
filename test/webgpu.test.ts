/**
 * @file The WebGPU engine against the reference. `npm test` takes a part of the configurations, which SwiftShader computes in some
 * seconds; `npm run test:webgpu` takes all.
 */

import { describe, expect, test } from "vitest";
import { webgpu } from "../src/engine/webgpu/engine.js";
import { CONFORMANCE, compare, named } from "./support/conformance.js";
import { missingCard } from "./support/graphics-card.js";

const missing = await missingCard();
if (missing !== undefined) console.log(`Skipped: ${missing}`);
const all = process.env.AKARI_WEBGPU === "all";

describe.skipIf(missing !== undefined)("webgpu and reference agree on losses, outputs, traces and gradients", () => {
  describe.each(CONFORMANCE)("%s", (_, configurations) => {
    const taken = configurations.filter((_, i) => all || i % 5 === 0);
    test.each(taken.map(named))("%s", async (_, configuration) => compare(webgpu, configuration));
  });
});
