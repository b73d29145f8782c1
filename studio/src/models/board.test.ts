import { decodeModel, defineModel, encodeModel, initializeParameters } from "akari";
import { expect, test, vi } from "vitest";
import { BOARD_MODELS, boardFigures, loadBoardFigures, loadBoardModel } from "./board";

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
  expect((await loadBoardModel("lamps")).parameters).toEqual(model.parameters);
  expect(await loadBoardFigures("lamps")).toEqual({ sizes: [4, 3], parameters: 15 });
});

test("a model that is not there gets a sentence", async () => {
  serve(new Response("", { status: 404 }));
  await expect(loadBoardModel("lamps")).rejects.toThrow(
    "models/lamps.safetensors could not be loaded: the server answered 404.",
  );
});

test("accuracy is said where the file says it", () => {
  const stored = decodeModel(encodeModel(model), "lamps");
  const figures = boardFigures(stored);
  const { about } = BOARD_MODELS.lamps;
  if (typeof about.en === "string" || typeof about.ja === "string") throw new Error("These take figures.");
  expect(about.en(figures)).toBe("4 → 3: small enough to see every neuron.");
  expect(about.en({ ...figures, accuracy: 0.95 })).toContain("95.00% of MNIST's test digits");
  expect(about.ja({ ...figures, accuracy: 0.95 })).toContain("正解率は 95.00% です");
});
