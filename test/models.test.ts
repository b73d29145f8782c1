/**
 * @file The models of `models/` are what their recipes make: `npm run train:models` compares both of them, this the one
 * that takes seconds.
 */

import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { MODELS, modelFile, trainModel } from "../scripts/train-models.mjs";
import { makeFolder } from "./cli/harness.js";

const folder = makeFolder();
afterAll(folder.remove);

test("the lamps come out of their recipe byte for byte", { timeout: 300_000 }, () => {
  trainModel("lamps", folder.path("."));
  const made = readFileSync(modelFile(folder.path("."), "lamps"));
  expect(made.equals(readFileSync(modelFile(MODELS, "lamps")))).toBe(true);
});
