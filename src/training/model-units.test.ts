import fc from "fast-check";
import { expect, test } from "vitest";
import { ofTask } from "../../test/support/evaluations.js";
import { type DatasetOptions, dataset } from "../data/from-arrays.js";
import { split } from "../data/rows.js";
import { encodeRows } from "../data/table/row-encoder.js";
import { table } from "../data/table/table.js";
import { reference } from "../engine/reference/engine.js";
import { permutationImportance } from "../insight/importance.js";
import { scoreModel } from "../insight/metrics/score-model.js";
import { defineModel } from "../model/model.js";
import { randomGenerator } from "../model/random.js";
import { evaluate } from "./evaluate.js";
import { fit } from "./fit.js";
import { trainer } from "./trainer.js";

const random = randomGenerator(1, "model units");
const areas = Array.from({ length: 60 }, () => 40 + 100 * random.uniform());
const prices = areas.map((area) => 1000 + 3 * area + 10 * random.uniform());
const LINE = defineModel({ inputs: 1, layers: [{ units: 1, activation: "linear" }] });
const OPTIONS = { engine: reference, epochs: 20, learningRate: 0.05 };

const scalings: DatasetOptions[] = [{}, { scaling: "standard" }, { scaling: "min-max" }];

test.each(scalings)(
  "a model of data with %o scores data however they are scaled by themselves",
  async (how) => {
    const { model } = await fit(LINE, dataset(areas, prices, how), OPTIONS);
    const { shift, scale } = model.definition.preprocessing.outputs?.[0] ?? { shift: 0, scale: 1 };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...scalings), fc.integer({ min: 10, max: 60 }), async (own, rows) => {
        const [x, y] = [areas.slice(0, rows), prices.slice(0, rows)];
        const data = dataset(x, y, own);
        const { evaluation, scores, outputs } = await scoreModel(model, data, { engine: reference });
        const [{ rmse }] = ofTask(evaluation, "values").values;
        const squares = y.map((price, row) => (price - (outputs[row] * scale + shift)) ** 2);
        expect(rmse).toBeCloseTo(Math.sqrt(squares.reduce((sum, square) => sum + square) / rows), 6);
        expect(scores).toMatchObject({ outputs: [{ rmse }] });
        const { score } = await permutationImportance(model, data, undefined, { engine: reference });
        expect(score).toBeCloseTo(ofTask(evaluation, "values").r2, 6);
      }),
      { numRuns: 12 },
    );
  },
);

test("what is validated on is scaled as what is learned from", async () => {
  const learned = dataset(areas, prices, { scaling: "standard" });
  const [x, y] = [areas.slice(40), prices.slice(40)];
  const losses = [];
  for (const own of scalings) {
    const { history } = await fit(LINE, learned, { ...OPTIONS, validation: dataset(x, y, own) });
    losses.push(history.at(-1)?.validationLoss ?? Number.NaN);
  }
  expect(losses[1]).toBeCloseTo(losses[0], 9);
  expect(losses[2]).toBeCloseTo(losses[0], 9);
});

test("a table's inputs that were scaled by other rows are refused", async () => {
  const houses = table({ area: areas, price: prices }, { target: "price" });
  const { train, test } = split(houses);
  const { model } = await fit(LINE, train, OPTIONS);
  await expect(evaluate(model, test)).resolves.toMatchObject({ task: "values" });
  const other = split(houses, { seed: 2 }).test;
  for (const score of [evaluate, scoreModel, permutationImportance]) {
    await expect(score(model, other)).rejects.toThrow(
      "scaled by other rows than those that the model learned from",
    );
  }
});

const SCORES = [evaluate, scoreModel, permutationImportance];
const roomsAndAreas = { area: areas, rooms: areas.map((area) => Math.round(area / 20)), price: prices };
const rawInputs = areas.map((area, i) => [area, roomsAndAreas.rooms[i]]);
const TWO = defineModel({ inputs: 2, layers: [{ units: 1, activation: "linear" }] });
const houses = split(table(roomsAndAreas, { target: "price" }));

test("raw numbers are no inputs for a model of a table", async () => {
  const { model } = await fit(TWO, houses.train, OPTIONS);
  for (const data of [dataset(rawInputs, prices), dataset(rawInputs, prices, { scaling: "standard" })]) {
    for (const score of SCORES) {
      await expect(score(model, data)).rejects.toMatchObject({
        code: "invalid-data",
        message: expect.stringMatching(
          /made of a table, and those of the data set were not.*prepareParts.*encodeRows/,
        ),
      });
    }
    await expect(fit(model, data, OPTIONS)).rejects.toThrow("made of a table");
    await expect(trainer(model, data)).rejects.toThrow("made of a table");
    await expect(fit(TWO, houses.train, { ...OPTIONS, validation: data })).rejects.toThrow("made of a table");
    // Of the description alone nothing is kept that was learned.
    await expect(fit(model.definition, data, { ...OPTIONS, learningRate: 1e-9 })).resolves.toBeDefined();
  }
  const { preprocessing } = model.definition;
  const encoded = encodeRows(
    areas.map((area, i) => ({ area, rooms: roomsAndAreas.rooms[i] })),
    preprocessing,
  );
  const { scale = 1, shift = 0 } = preprocessing.outputs?.[0] ?? {};
  const targets = prices.map((price) => (price - shift) / scale);
  const made = dataset(encoded.data, targets, { preprocessing });
  const score = await evaluate(model, made, { engine: reference });
  expect(ofTask(score, "values").r2).toBeGreaterThan(0.9);
  await expect(fit(model, made, OPTIONS)).resolves.toBeDefined();
});

test("a table's scaled inputs are none for a model of numbers", async () => {
  const { model } = await fit(TWO, dataset(rawInputs, prices, { scaling: "standard" }), OPTIONS);
  for (const score of SCORES) {
    await expect(score(model, houses.test)).rejects.toMatchObject({
      code: "invalid-data",
      message: expect.stringContaining(
        "did not learn from a table: it takes numbers in the unit of its own data",
      ),
    });
  }
});

test("a table's numbers as they are are any numbers", async () => {
  const plain = split(table(roomsAndAreas, { target: "price", scaling: "none" }));
  const numbers = dataset(rawInputs, prices);
  const gently = { ...OPTIONS, learningRate: 1e-9 };
  for (const [learned, scored] of [
    [numbers, plain.test],
    [plain.train, numbers],
  ]) {
    const { model } = await fit(TWO, learned, gently);
    for (const score of SCORES) await expect(score(model, scored)).resolves.toBeDefined();
    await expect(fit(model, scored, gently)).resolves.toBeDefined();
  }
  // But not of other columns.
  const { model } = await fit(TWO, plain.train, gently);
  const { rooms: storeys, ...others } = roomsAndAreas;
  const other = split(table({ ...others, storeys }, { target: "price", scaling: "none" })).test;
  await expect(evaluate(model, other)).rejects.toThrow("scaled by other rows");
});

test("classes are the model's by their names, in whatever order the data have them", async () => {
  const side = areas.map((area) => (area > 90 ? "large" : "small"));
  const known = dataset(areas, side, { labels: ["small", "large"], scaling: "standard" });
  const network = defineModel({ inputs: 1, layers: [{ units: 2, activation: "softmax" }] });
  const { model } = await fit(network, known, { ...OPTIONS, epochs: 100 });
  const { accuracy, confusion } = ofTask(await evaluate(model, known), "classes");
  expect(accuracy).toBeGreaterThan(0.9);
  const turned = dataset(areas, side, { labels: ["large", "small"] });
  expect(ofTask(await evaluate(model, turned), "classes")).toMatchObject({ accuracy, confusion });
  const named = dataset(
    areas,
    side.map((name) => (name === "large" ? "huge" : name)),
  );
  for (const score of SCORES) {
    await expect(score(model, named)).rejects.toThrow('has "huge" among its classes; the model knows');
  }
});

test("who goes on from a model learns its classes by their names", async () => {
  const side = areas.map((area) => (area > 90 ? "large" : "small"));
  const inOrder = (...labels: string[]) => dataset(areas, side, { labels, scaling: "standard" });
  const network = defineModel({
    inputs: 1,
    layers: [{ units: 2, activation: "softmax" }],
    labels: ["small", "large"],
  });
  const { model } = await fit(network, inOrder("small", "large"), OPTIONS);
  const further = await Promise.all(
    [inOrder("small", "large"), inOrder("large", "small")].map((data) => fit(model, data, OPTIONS)),
  );
  expect(further[1].model).toEqual(further[0].model);
  const { model: turned } = await fit(network, inOrder("large", "small"), OPTIONS);
  expect(turned).toEqual(model);
  const [ours, theirs] = await Promise.all(
    [inOrder("small", "large"), inOrder("large", "small")].map((data) => trainer(network, data)),
  );
  const batch = { rows: [0, 1, 2, 3] };
  expect(theirs.step(batch)).toBe(ours.step(batch));
  expect(theirs.state().parameters).toEqual(ours.state().parameters);
});
