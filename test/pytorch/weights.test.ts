/**
 * @file Weights that PyTorch's users saved answer as they do in PyTorch. The files come from make_weights.py.
 */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reference } from "../../src/engine/reference/engine.js";
import { load } from "../../src/formats/codecs.packages.js";
import type { ActivationName } from "../../src/model/activations.js";

interface Case {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly activations?: readonly ActivationName[];
}

const FOLDER = new URL("weights/", import.meta.url);
const { torch: _version, ...cases }: Record<string, Case> = JSON.parse(
  readFileSync(new URL("expected.json", FOLDER), "utf8"),
);

test.each(Object.entries(cases))("%s", async (name, { inputs, outputs, activations }) => {
  using model = await load(new URL(`${name}.safetensors`, FOLDER), { engine: reference, activations });
  const answers = model.predict(inputs);
  expect(answers).toHaveLength(outputs.length);
  for (const [i, value] of outputs.entries()) expect(Math.abs(answers[i] - value)).toBeLessThan(1e-6);
});
