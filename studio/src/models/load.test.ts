import { compile, defineModel } from "akari";
import { decodeModel, encodeModel, encodeSafetensors, type TrainingRecord } from "akari/formats";
import { initializeParameters } from "akari/model";
import { expect, test, vi } from "vitest";
import { models } from "../i18n/see";
import { figuresOf, forPad, loadModel, type PadModel, readModel } from "./load";

const definition = defineModel({ inputs: 4, layers: [{ units: 3, activation: "softmax" }] });
const model = { definition, parameters: initializeParameters(definition, 1) };

function serve(response: Response): void {
  vi.stubGlobal("document", { baseURI: "http://localhost/studio/" });
  vi.stubGlobal("fetch", async (url: URL) => {
    expect(url.href).toBe("http://localhost/studio/models/lamps.safetensors");
    return response.clone();
  });
}

test("a bundled model is fetched from beside the page, with the figures of its own file", async () => {
  serve(new Response((await encodeModel(model)).bytes));
  const stored = await loadModel("lamps");
  expect(stored.model.parameters).toEqual(model.parameters);
  expect(figuresOf(stored)).toEqual({ sizes: [4, 3], parameters: 15 });
});

test("a model that is not there gets a sentence", async () => {
  serve(new Response("", { status: 404 }));
  await expect(loadModel("lamps")).rejects.toThrow(
    "models/lamps.safetensors could not be loaded: the server answered 404.",
  );
});

test("accuracy is said where the file says it", async () => {
  const stored = await decodeModel((await encodeModel(model)).bytes, { name: "lamps" });
  const { about } = models;
  expect(about.lamps.en(figuresOf(stored))).toBe("4 → 3: small enough to see every neuron.");
  const figures = figuresOf({ model, record: { accuracy: 0.95 } as TrainingRecord });
  expect(about.lamps.en(figures)).toContain("95.00% of MNIST's test digits");
  expect(about.lamps.ja(figures)).toContain("正解率は 95.00% です");
  expect(about.reader.en(undefined)).toBe("Larger: recognises drawn digits better.");
});

/** A network of the size of the pad, with weights of no meaning. */
function network(units: number, activation: "linear" | "softmax", divideBy = 1) {
  const definition = defineModel({
    inputs: 784,
    layers: [
      { units: 3, activation: "relu" },
      { units, activation },
    ],
    preprocessing: { divideBy },
  });
  return { definition, parameters: initializeParameters(definition, 1) };
}

/** As another program would have written it: without Akari's description. */
async function foreignOnnx(model: ReturnType<typeof network>): Promise<Uint8Array> {
  const { bytes } = await encodeModel(model, { format: "onnx" });
  return Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("akari", "other"), "latin1");
}

const said = ({ assumed }: PadModel): string[] => assumed.map(({ about }) => about);

test("Akari's own file is taken as it is", async () => {
  const definition = defineModel({
    ...network(10, "softmax").definition,
    preprocessing: { divideBy: 1, image: [28, 28] },
  });
  const own = { definition, parameters: initializeParameters(definition, 1) };
  const read = await readModel((await encodeModel(own)).bytes, "own.safetensors");
  expect(read.model.definition).toEqual(definition);
  expect(read.assumed).toEqual([]);
});

test("PyTorch's weights become a network that reads the pad, and it is said", async () => {
  const tensor = (...shape: number[]) => ({
    shape,
    data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.5),
  });
  const tensors = { "fc1.weight": tensor(4, 784), "fc2.weight": tensor(10, 4), "fc2.bias": tensor(10) };
  const read = await readModel(encodeSafetensors(new Map(Object.entries(tensors))), "net.safetensors");
  expect(read.model.definition.preprocessing).toEqual({ divideBy: 255, image: [28, 28] });
  expect(read.model.definition.layers.map(({ activation }) => activation)).toEqual(["relu", "softmax"]);
  expect(said(read)).toEqual(["activations", "picture", "pixels"]);
});

test("an ONNX file's logits are digits' scores; its arithmetic stays", async () => {
  const model = network(10, "linear");
  const read = await readModel(await foreignOnnx(model), "net.onnx");
  expect(read.model.definition).toMatchObject({
    layers: [{ activation: "relu" }, { activation: "linear" }],
    labels: Array.from("0123456789"),
    preprocessing: { divideBy: 255, image: [28, 28] },
  });
  expect(read.model.parameters[1].weight).toEqual(Float32Array.from(model.parameters[1].weight));
  expect(said(read)).toEqual(["picture", "digits", "pixels"]);
});

test("a graph that scales its pixels is believed", async () => {
  const read = await readModel(await foreignOnnx(network(10, "softmax", 255)), "net.onnx");
  expect(read.model.definition.preprocessing).toEqual({ divideBy: 255, image: [28, 28] });
  expect(said(read)).toEqual(["picture"]);
});

test("a graph that scales bytes in another way is not scaled again", async () => {
  const model = network(10, "softmax", 127.5);
  const read = await readModel(await foreignOnnx(model), "net.onnx");
  expect(read.model.definition.preprocessing).toEqual({ divideBy: 255, image: [28, 28] });
  expect(read.model.parameters[0].weight[5]).toBeCloseTo(2 * model.parameters[0].weight[5], 6);
  expect(said(read)).toEqual(["picture"]);
  using compiled = await compile(read.model);
  using original = await compile(model);
  const pixels = Float32Array.from({ length: 784 }, (_, i) => (i * 37) % 256);
  compiled.predict(pixels).forEach((p, i) => {
    expect(p).toBeCloseTo(original.predict(pixels)[i], 5);
  });
});

test("other sizes and other kinds of inputs are left alone", async () => {
  expect(said(await readModel(await foreignOnnx(network(3, "linear")), "net.onnx"))).toEqual([
    "picture",
    "pixels",
  ]);
  const { definition, parameters } = network(10, "linear");
  const outputs = Array.from({ length: 10 }, (_, i) => ({ name: `y${i}`, shift: 0, scale: 1 }));
  const values = { definition: { ...definition, preprocessing: { divideBy: 1, outputs } }, parameters };
  expect(forPad({ model: values })).toEqual({ model: values, assumed: [] });
});

test("what is no model is refused with the library's sentence", async () => {
  await expect(readModel(new Uint8Array(9), "net.onnx")).rejects.toThrow("net.onnx holds nothing but zeros");
});
