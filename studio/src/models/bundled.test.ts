import { decodeModel, defineModel, encodeModel, initializeParameters, type TrainingRecord } from "akari";
import { expect, test, vi } from "vitest";
import { models } from "../i18n/models";
import { figuresOf, loadModel } from "./bundled";

const definition = defineModel({ inputs: 4, layers: [{ units: 3, activation: "softmax" }] });
const model = { definition, parameters: initializeParameters(definition, 1) };

function serve(response: Response): void {
  vi.stubGlobal("document", { baseURI: "http://localhost/studio/" });
  vi.stubGlobal("fetch", async (url: URL) => {
    expect(url.href).toBe("http://localhost/studio/models/lamps.safetensors");
    return response.clone();
  });
}

test("a model on board is fetched from beside the page, with the figures of its own file", async () => {
  serve(new Response(encodeModel(model)));
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

test("accuracy is said where the file says it", () => {
  const stored = decodeModel(encodeModel(model), "lamps");
  const { about } = models;
  expect(about.lamps.en(figuresOf(stored))).toBe("4 → 3: small enough to see every neuron.");
  const figures = figuresOf({ model, record: { accuracy: 0.95 } as TrainingRecord });
  expect(about.lamps.en(figures)).toContain("95.00% of MNIST's test digits");
  expect(about.lamps.ja(figures)).toContain("正解率は 95.00% です");
  expect(about.reader.en(undefined)).toBe("Larger: reads drawn digits better.");
});
