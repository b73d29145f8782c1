import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reference } from "../engine/reference/engine.js";
import { defineModel, initializeParameters } from "../model/model.js";
import { load as loadAny, save } from "./codecs.packages.js";
import { load, save as saveOwn } from "./load-save.js";
import { encodeOnnx } from "./onnx/encode.js";
import { encodeSafetensorsModel } from "./safetensors/model-file.js";
import { encodeSafetensors } from "./safetensors/safetensors.js";

const definition = defineModel({
  inputs: 3,
  layers: [
    { units: 4, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
});
const bytes = encodeSafetensorsModel({ definition, parameters: initializeParameters(definition, 1) });
const folder = mkdtempSync(join(tmpdir(), "akari-load-"));
const path = join(folder, "net of mine.safetensors");
writeFileSync(path, bytes);
afterAll(() => rmSync(folder, { recursive: true }));

const server = createServer((request, response) => {
  if (request.url === "/net.safetensors") response.end(bytes);
  else response.writeHead(404).end();
});
let site: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  site = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
});
afterAll(() => {
  server.close();
});

const EXPECTED = await (async () => {
  const model = await load(bytes);
  return Array.from(model.predict([1, 2, 3]));
})();

describe("a model is loaded", () => {
  test.each([
    ["bytes", () => load(bytes)],
    ["a buffer", () => load(bytes.buffer)],
    ["a file that somebody chose", () => load(new File([bytes], "net.safetensors"))],
    ["a response", () => load(new Response(bytes))],
    ["a file's URL", () => load(pathToFileURL(path))],
    ["an address", () => load(`${site}/net.safetensors`)],
    ["a data URL", () => load(`data:;base64,${Buffer.from(bytes).toString("base64")}`)],
    ["a path", () => load(path)],
    ["a path, by the door for any format", () => loadAny(path)],
    ["a URL, by that door", () => loadAny(pathToFileURL(path))],
    ["bytes, by that door", () => loadAny(bytes)],
  ])("from %s, and answers again and again", async (_what, open) => {
    using model = await open();
    expect(model.model.definition).toEqual(definition);
    expect(Array.from(model.predict([1, 2, 3]))).toEqual(EXPECTED);
    expect(Array.from(model.predict([1, 2, 3, 1, 2, 3]))).toEqual([...EXPECTED, ...EXPECTED]);
    expect(Array.from(model.trace([1, 2, 3]).layers[1].activations)).toEqual(EXPECTED);
  });

  test("from another program's file, with what was assumed", async () => {
    const foreign = encodeSafetensors(new Map([["fc.weight", { shape: [1, 1], data: Float32Array.of(2) }]]));
    const model = await loadAny(foreign, { engine: reference });
    expect(model.predict([3])).toEqual(Float64Array.of(6));
    expect(model.assumed?.[0].sentence).toContain("linear at the output was assumed");
    const told = await loadAny(foreign, { activations: ["sigmoid"], divideBy: 2 });
    expect(told.predict([0])[0]).toBeCloseTo(0.5);
    expect(told.assumed).toBeUndefined();
  });
});

const other = new File(
  [encodeOnnx({ definition, parameters: initializeParameters(definition, 1) })],
  "net.onnx",
);

test("a file of another format is opened by the other doors, and the first names them", async () => {
  using fromBytes = await loadAny(other);
  expect(fromBytes.model.definition).toEqual(definition);
  const onDisk = join(folder, "net.onnx");
  expect(await save(fromBytes.model, onDisk)).toEqual([onDisk]);
  using fromPath = await loadAny(onDisk);
  expect(Array.from(fromPath.predict([1, 2, 3]))).toEqual(EXPECTED);
  await expect(load(other)).rejects.toThrow(
    'net.onnx is no safetensors file but ONNX. Files of other programs are opened by the load of "akari/formats".',
  );
  const weights = encodeSafetensors(new Map([["fc.weight", { shape: [1, 1], data: Float32Array.of(2) }]]));
  await expect(load(weights)).rejects.toThrow("The model was not written by Akari. Files of other programs");
});

test("what is saved is what is loaded", async () => {
  const saved = join(folder, "saved.safetensors");
  const model = { definition, parameters: initializeParameters(definition, 1) };
  await saveOwn(model, saved);
  expect((await load(saved)).model).toEqual(model);
  expect(readFileSync(saved)).toEqual(Buffer.from(bytes));
});

test("a model that was let go of answers nothing", async () => {
  const model = await load(bytes);
  model.dispose();
  expect(() => model.predict([1, 2, 3])).toThrow("disposed");
});

test.each<[string, () => Promise<unknown>, string, string]>([
  [
    "a relative path to nothing",
    () => load("net.safetensors"),
    "not-found",
    "There is no file net.safetensors",
  ],
  ["a folder", () => load(folder), "invalid-file", "is a folder, not a file"],
  [
    "another format, saved by this door",
    async () =>
      saveOwn({ definition, parameters: initializeParameters(definition, 1) }, join(folder, "net.onnx")),
    "invalid-argument",
    "should end with .safetensors",
  ],
  ["a file that is not there", () => load(pathToFileURL(`${path}.not`)), "not-found", "There is no file"],
  [
    "a file whose address has a bare %",
    () => load(new URL("file:///tmp/100%.safetensors")),
    "not-found",
    'There is no file that can be read at file:///tmp/100%.safetensors. A "%" in its name is "%25" in an address.',
  ],
  [
    "nothing at an address with a bare %",
    () => load(`${site}/100%.safetensors`),
    "not-found",
    "/100%.safetensors could not be fetched: the server answers 404",
  ],
  ["nothing at an address", () => load(`${site}/no`), "not-found", "the server answers 404"],
  ["no server", () => load("http://127.0.0.1:1/net"), "not-found", "could not be fetched"],
  [
    "a response that is no success",
    () => load(new Response("", { status: 500 })),
    "not-found",
    "answers 500",
  ],
  ["something else", () => load(7 as unknown as string), "invalid-argument", "none of them"],
  ["a path that is not there", () => load(`${path}.not`), "not-found", "There is no file"],
  [
    "bytes that are no model",
    () => loadAny(new Uint8Array(3)),
    "invalid-file",
    "The model holds nothing but zeros",
  ],
])("%s is refused", async (_what, open, code, message) => {
  await expect(open()).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
});
