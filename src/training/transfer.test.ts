import { expect, test } from "vitest";
import { clouds } from "../../test/support/tiny.js";
import { defineModel, initializeParameters, type Model } from "../model/model.js";
import { fit } from "./fit.js";
import { transferLayers } from "./transfer.js";

const network = (units: readonly number[], outputs = 2) =>
  defineModel({
    inputs: 2,
    layers: [
      ...units.map((count) => ({ units: count, activation: "tanh" as const })),
      { units: outputs, activation: "softmax" },
    ],
  });
const modelOf = (definition = network([5, 4])): Model => ({
  definition,
  parameters: initializeParameters(definition, 9),
});
const data = clouds(20);

test("the first layers are the other model's, the others the seed's", () => {
  const from = modelOf();
  const definition = network([5, 4, 3], 2);
  const drawn = initializeParameters(definition, 4);
  for (const layers of [1, 2]) {
    const { parameters } = transferLayers(definition, data, from, { layers, seed: 4 });
    const expected = drawn.map((own, i) => (i < layers ? from.parameters[i] : own));
    expect(parameters).toEqual(expected);
    expect(parameters[0].weight).not.toBe(from.parameters[0].weight);
  }
  expect(
    transferLayers(definition, data, { parameters: from.parameters }, { layers: 1 }).parameters[1],
  ).toEqual(initializeParameters(definition, 1)[1]);
});

test("and stay so where they are frozen", async () => {
  const from = modelOf();
  const start = transferLayers(network([5, 3]), data, from, { layers: 1 });
  const { model } = await fit(start, data, { freeze: 1, epochs: 3 });
  expect(model.parameters[0].weight).toEqual(Float32Array.from(from.parameters[0].weight));
  expect(model.parameters[1].weight).not.toEqual(Float32Array.from(start.parameters[1].weight));
});

test.each([
  [network([5]), data, 3, "can be 1 to 2, not 3: the other network has 3, and this one 2."],
  [network([5]), data, 0, "can be 1 to 2, not 0"],
  [
    network([5, 3]),
    data,
    2,
    "Layer 2 of the other network is 5 → 4, and here it is 5 → 3: it cannot be taken over.",
  ],
  [
    defineModel({ inputs: 2, layers: [{ units: 5, activation: "relu" }, ...network([]).layers] }),
    data,
    1,
    "Layer 1 of the other network has the activation tanh, and here it has relu",
  ],
  [
    network([5]),
    { ...data, preprocessing: { divideBy: 255, image: [1, 2] as const } },
    1,
    "The inputs of clouds do not mean what they meant to the other network, whose layers are to be taken over: they are " +
      "prepared in another way (the number that inputs are divided by; the pictures' size).",
  ],
])("what does not fit is refused, %#", (definition, given, layers, sentence) => {
  expect(() => transferLayers(definition, given, modelOf(), { layers })).toThrow(sentence);
});

test("targets may be others: their names and how they are scaled", () => {
  const table = (targets: string[], unit: number) => ({
    ...{ divideBy: 1, outputs: targets.map((name) => ({ name, shift: 0, scale: unit })) },
    table: { columns: [], targets },
  });
  const from = modelOf({ ...network([5]), preprocessing: table(["price"], 3) });
  const given = { ...data, preprocessing: table(["rent"], 8) };
  expect(() => transferLayers(network([5]), given, from, { layers: 1 })).not.toThrow();
});
