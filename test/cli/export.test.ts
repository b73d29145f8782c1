import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { save } from "../../src/formats/codecs.packages.js";
import { loadModel } from "../../src/formats/files.node.js";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { defineModel, initializeParameters } from "../../src/model/model.js";
import type { Preprocessing } from "../../src/model/preprocessing.js";
import { akari, makeFolder, writeIdxFolder, writePng } from "./harness.js";

const folder = makeFolder();
const data = folder.path("data");
const model = folder.path("digits.safetensors");
const onnx = folder.path("digits.onnx");
const png = folder.path("one.png");

beforeAll(async () => {
  writeIdxFolder(data);
  writePng(png, true);
  const trained = await akari(["train", data, "--epochs", "2", "--lr", "0.01", "--out", model]);
  expect(trained.code).toBe(0);
  const exported = await akari(["export", model, "--to", "onnx"]);
  expect(exported).toEqual({
    code: 0,
    stdout: `${onnx}\n`,
    stderr: "It takes in pixels: uint8 [N, 28, 28]\nIt gives probabilities: float32 [N, 4]\n",
  });
});
afterAll(folder.remove);

async function saveUntrained(name: string, preprocessing: Preprocessing): Promise<string> {
  const definition = defineModel({ inputs: 4, layers: [{ units: 1, activation: "linear" }], preprocessing });
  await save({ definition, parameters: initializeParameters(definition, 1) }, folder.path(name));
  return folder.path(name);
}

test("an exported model is the model, with the record of its training", async () => {
  const stored = await loadModel(model);
  expect(stored.record).toBeDefined();
  expect(await loadModel(onnx)).toEqual(stored);
  expect(decodeOnnx(readFileSync(onnx), "digits.onnx")).toEqual(stored);
});

test.each([
  ["predict", [png]],
  ["trace", [png]],
  ["evaluate", [data]],
  ["summary", []],
])("akari %s opens it as it opens the model", async (command, operands) => {
  const [ofOnnx, ofModel] = [
    await akari([command, onnx, ...operands]),
    await akari([command, model, ...operands]),
  ];
  expect(ofModel.code).toBe(0);
  const named = ofModel.stdout.replaceAll("digits.safetensors", "digits.onnx");
  expect(ofOnnx.stdout).toBe(named);
});

test("a run starts from its weights", async () => {
  const out = folder.path("further.safetensors");
  const { code } = await akari(["train", data, "--init", onnx, "--epochs", "1", "--out", out]);
  expect(code).toBe(0);
  const [from, to] = [await loadModel(onnx), await loadModel(out)];
  expect(to.model.definition.layers).toEqual(from.model.definition.layers);
});

test("the layers alone", async () => {
  const out = folder.path("layers.onnx");
  const { stdout, stderr } = await akari([
    ...["export", model, "--to", "onnx", "--with-preprocessing", "false"],
    ...["--out", out, "--json"],
  ]);
  expect(JSON.parse(stdout)).toEqual({ to: "onnx", files: [out] });
  expect(stderr).toBe("It takes in input: float32 [N, 784]\nIt gives output: float32 [N, 4]\n");
});

test("of a model of sounds the layers alone, which is said, or refused where more is asked for", async () => {
  const scaling = [{ shift: 0, scale: 1 }];
  const sound = { form: "waveform", rate: 8000, samples: 4, scaling } as const;
  const heard = await saveUntrained("heard.safetensors", { divideBy: 1, sound });
  const { code, stderr } = await akari(["export", heard, "--to", "onnx"]);
  expect(code).toBe(0);
  expect(stderr).toContain("stays out of the file");
  const refused = await akari(["export", heard, "--to", "onnx", "--with-preprocessing", "true"]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("This model hears recordings");
});

test.each([
  [["export", model], "Say what to export to: --to onnx"],
  [
    ["export", model, "--to", "typescript", "--with-preprocessing", "true"],
    "would be ignored with --to typescript",
  ],
  [["predict", onnx, png, "--divide-by", "255"], "says what its inputs are divided by itself"],
  [["export", model, "--to", "tflite"], "It can be onnx,"],
  [["export", onnx, "--to", "onnx"], "would be overwritten"],
  [["export", model, "--to", "onnx", "--out", folder.path("none/net.onnx")], "There is no folder"],
  [["export", folder.path("none.safetensors"), "--to", "onnx"], "There is no file"],
])("%j is refused", async (args, sentence) => {
  const { code, stderr } = await akari(args);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});
