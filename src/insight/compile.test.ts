import { describe, expect, test } from "vitest";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { defineModel, initializeParameters, type Model } from "../model/model.js";
import { compile, predict, trace } from "./compile.js";

const definition = defineModel({
  inputs: 5,
  layers: [
    { units: 3, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
  preprocessing: { divideBy: 255 },
});
const model = (): Model => ({ definition, parameters: initializeParameters(definition, 1) });
const inputs = Uint8Array.of(0, 255, 3, 0, 17, 1, 2, 3, 4, 5);

describe.each([wasm, reference])("a model compiled for the $name engine", (engine) => {
  test("answers as predict and trace do, again and again", async () => {
    const compiled = await compile(model(), { engine });
    const [outputs, traced] = [
      await predict(model(), inputs, { engine }),
      await trace(model(), inputs.subarray(5), { engine }),
    ];
    for (let again = 0; again < 2; again++) {
      expect(compiled.predict(inputs)).toEqual(outputs);
      expect(compiled.trace(inputs.subarray(5))).toEqual(traced);
      expect(compiled.predict(inputs.subarray(5))).toEqual(outputs.slice(2));
    }
  });

  test("writes into a caller's array, which may be longer", async () => {
    const compiled = await compile(model(), { engine });
    const room = new Float64Array(5).fill(9);
    expect(compiled.predict(inputs, room)).toBe(room);
    expect([...room]).toEqual([...compiled.predict(inputs), 9]);
    expect(() => compiled.predict(inputs, new Float32Array(3))).toThrow(
      "The outputs of 2 examples are 4 numbers, but there is room for 3.",
    );
  });

  test("keeps the parameters that it was compiled with", async () => {
    const changed = model();
    const compiled = await compile(changed, { engine });
    const before = compiled.predict(inputs);
    for (const { weight } of changed.parameters) weight.fill(0);
    expect(compiled.predict(inputs)).toEqual(before);
  });

  test("takes other parameters in", async () => {
    const other: Model = { definition, parameters: initializeParameters(definition, 2) };
    const compiled = await compile(model(), { engine });
    compiled.setParameters(other.parameters);
    expect(compiled.predict(inputs)).toEqual(await predict(other, inputs, { engine }));
    expect(() => compiled.setParameters(other.parameters.slice(1))).toThrow(
      expect.objectContaining({ code: "invalid-model" }),
    );
  });

  test("answers nothing once it is disposed of", async () => {
    const compiled = await compile(model(), { engine });
    compiled.dispose();
    compiled[Symbol.dispose]();
    const error = expect.objectContaining({ code: "invalid-argument" });
    expect(() => compiled.predict(inputs)).toThrow(error);
    expect(() => compiled.trace(inputs.subarray(5))).toThrow("was disposed of");
  });

  test("must have parameters of its layers' shapes", async () => {
    const { parameters } = model();
    const short = { definition, parameters: parameters.slice(1) };
    await expect(compile(short, { engine })).rejects.toMatchObject({ code: "invalid-model" });
  });
});
