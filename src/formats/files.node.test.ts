import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defineModel, initializeParameters } from "../model/model.js";
import { save } from "./codecs.packages.js";
import { loadModel, loadParameters } from "./files.node.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akari-model-"));
});
afterAll(() => rm(folder, { recursive: true }));

const definition = defineModel({ inputs: 3, layers: [{ units: 2, activation: "softmax" }] });
const model = { definition, parameters: initializeParameters(definition, 1) };
const names = [{ weight: "out.weight", bias: "out.bias" }];

const refusal = (code: string, text: string) =>
  expect.objectContaining({ name: "AkariError", code, message: expect.stringContaining(text) });

test("a saved model is loaded, with its names", async () => {
  const path = join(folder, "net.safetensors");
  await save(model, path, { names });
  expect(await loadModel(path)).toEqual({ model, verified: true });
  expect(await loadParameters(path)).toEqual({ ...model, names });
});

test("a model that cannot be saved leaves no file", async () => {
  const before = await readdir(folder);
  const path = join(folder, "broken.safetensors");
  await expect(save({ definition, parameters: [] }, path)).rejects.toThrow(
    refusal("invalid-model", "layers"),
  );
  expect(await readdir(folder)).toEqual(before);
});

test.each([["loadModel", loadModel] as const, ["loadParameters", loadParameters] as const])(
  "%s says what is wrong with a path",
  async (_what, load) => {
    const missing = join(folder, "none.safetensors");
    await expect(load(missing)).rejects.toThrow(refusal("not-found", `There is no file ${missing}`));
    await expect(load(folder)).rejects.toThrow(refusal("invalid-file", "is a folder"));
    await expect(load(join(folder, "a\0b"))).rejects.toThrow(refusal("invalid-file", "cannot be read"));
    const empty = join(folder, "empty.safetensors");
    await writeFile(empty, "");
    await expect(load(empty)).rejects.toThrow(refusal("invalid-file", `${empty} is empty: it has 0 bytes`));
  },
);
