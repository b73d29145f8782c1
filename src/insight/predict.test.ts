import { expect, test } from "vitest";
import { dataset } from "../data/from-arrays.js";
import { split } from "../data/rows.js";
import { encodeRows } from "../data/table/row-encoder.js";
import { table } from "../data/table/table.js";
import { defineModel, type Model } from "../model/model.js";
import { fit } from "../training/fit.js";
import { predict as outputsOf } from "./compile.js";
import { predict } from "./predict.js";

const DISTRICTS = ["centre", "harbour", "hill"];
const houses = Array.from({ length: 120 }, (_, i) => ({
  area: 40 + ((i * 37) % 90),
  district: DISTRICTS[i % 3],
  garden: i % 4 === 0,
  price: 100 + 3 * (40 + ((i * 37) % 90)) + 50 * (i % 3),
}));

async function trained(target: "price" | "district", units: number): Promise<Model> {
  const { train } = split(table(houses, { target }));
  const network = defineModel({
    inputs: train.features.columns,
    layers: [{ units, activation: units === 1 ? "linear" : "softmax" }],
  });
  return (await fit(network, train, { epochs: 150, learningRate: 0.05 })).model;
}

test("a row is taken by its columns, and answered in the target's own unit", async () => {
  const model = await trained("price", 1);
  const row = { area: 90, district: "harbour", garden: true };
  const answer = await predict(model, row);
  if (answer.task !== "values") throw new Error("A price is a value.");
  expect(answer.values[0].name).toBe("price");
  expect(Math.abs(answer.values[0].value - 420)).toBeLessThan(2);
  const others = await predict(model, [{ ...row, district: "moon" }, row, { ...row, colour: "red" }]);
  expect(others[0].unseen).toEqual(["district"]);
  expect(others.slice(1)).toEqual([answer, answer]);
});

test("a class comes with its probabilities", async () => {
  const model = await trained("district", 3);
  const answer = await predict(model, { area: 90, garden: null, price: 420 });
  if (answer.task !== "classes") throw new Error("A district is a class.");
  expect(answer.label).toBe("harbour");
  expect(answer.scores[0] + answer.scores[1] + answer.scores[2]).toBeCloseTo(1, 5);
});

test("encoded rows are answered as by the predict of akari", async () => {
  const model = await trained("price", 1);
  const { data } = encodeRows(houses.slice(0, 2), model.definition.preprocessing);
  expect(await predict(model, data)).toEqual(await outputsOf(model, data));
  const rows = [data.subarray(0, model.definition.inputs), data.subarray(model.definition.inputs)];
  expect(await predict(model, rows)).toEqual(await outputsOf(model, data));
});

test("what is no row of the model's is refused, and the predict of akari says where rows are taken", async () => {
  const model = await trained("price", 1);
  await expect(predict(model, { area: 90, district: "hill" })).rejects.toThrow(
    "the input, row 1 lacks garden",
  );
  const numbers = dataset([[0], [1], [2]], [0, 1, 2]);
  const plain = await fit(defineModel({ inputs: 1, layers: [{ units: 1, activation: "linear" }] }), numbers, {
    epochs: 1,
  });
  await expect(predict(plain.model, { area: 90 })).rejects.toThrow("The model did not learn from a table");
  // A list of a row's cells has no columns, and may be as long as what they become.
  const cells = Array.from({ length: model.definition.inputs }, () => 1);
  for (const row of [{ area: 90 }, [{ area: 90 }], cells, [cells]]) {
    await expect(outputsOf(model, row as unknown as number[])).rejects.toThrow(
      'The model takes rows of a table, by predict of "akari/insight"',
    );
  }
});
