import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ofTask } from "../../../test/support/evaluations.js";
import { folderPath, lines, put, tableFolder } from "../../../test/support/table-files.js";
import { reference } from "../../engine/reference/engine.js";
import { defineModel, type Model } from "../../model/model.js";
import { randomGenerator } from "../../model/random.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import { evaluate } from "../../training/evaluate.js";
import { fit } from "../../training/fit.js";
import type { FitOptions } from "../../training/run.js";
import { type ChunkedDataset, chunkedTargets, type Dataset } from "../dataset.js";
import { splitAndPrepare } from "../prepare.js";
import { splitBlocks } from "../split.js";
import type { TableExamples } from "./examples.js";
import type { LargeTable } from "./large-table.node.js";
import type { ReadTableOptions } from "./read-table.js";
import { readTable, readTableOfAnySize } from "./read-table.node.js";

tableFolder();

const SPLIT = { test: 0.2, validation: 0.1, seed: 3 };
const SIZES = { chunk: 4096, pages: 2048 };
const ROWS = 2000;

/** Two classes, a category, a number with gaps, and others. */
function people(count = ROWS): string {
  const random = randomGenerator(5, "people");
  return lines("age,height,city,member,weight,group,label", count, (i) => {
    const [age, height] = [20 + 50 * random.uniform(), 150 + 40 * random.normal()];
    const city = ["Oslo", "Rome", "Kyiv"][random.below(3)];
    const label = age + (city === "Oslo" ? 20 : 0) + 2 * random.normal() > 50 ? "old" : "young";
    const gap = random.below(10) === 0 ? "" : height.toFixed(2);
    return [age.toFixed(1), gap, city, i % 2 === 0 ? "yes" : "no", 1 + (i % 3), `g${i % 97}`, label].join();
  });
}

const opened: LargeTable[] = [];
afterAll(() => Promise.all(opened.map((table) => table.close())));

async function large(path: string, options: ReadTableOptions = {}): Promise<LargeTable> {
  const table = await readTableOfAnySize(path, options, 0, SIZES);
  if ("prepare" in table) throw new Error("It is in memory.");
  opened.push(table);
  return table;
}

/** The rows that a large table takes for its training part. */
async function trainingRows({ name, rows }: TableExamples): Promise<Uint32Array> {
  async function* read() {
    yield { rows };
  }
  return (await splitBlocks({ name, rows, read }, SPLIT)).of({ rows }, 0).training;
}

/** Each row's inputs, target and weight as a text, sorted. */
function rowTexts({ features, targets, weights }: Dataset): string[] {
  const { data, rows, columns } = features;
  const numbers = targets.kind === "classes" ? targets.classes : targets.data;
  const width = numbers.length / rows;
  return Array.from({ length: rows }, (_, row) =>
    [
      ...data.subarray(row * columns, (row + 1) * columns),
      ...numbers.subarray(row * width, (row + 1) * width),
      weights?.[row],
    ].join(),
  );
}

async function allRowTexts(data: ChunkedDataset): Promise<string[]> {
  const texts: string[] = [];
  for (const chunk of data.chunks.keys()) texts.push(...rowTexts(await data.load(chunk)));
  return texts.sort();
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("It is not there.");
  return value;
}

describe.each([
  ["classes", { weight: "weight", ignore: ["group"] }],
  ["values, with products", { target: "weight", ignore: ["group"], degree: 3, task: "values" }],
  ["values, from 0 to 1", { target: ["age", "weight"], ignore: ["group"], scaling: "min-max" }],
] as const)("%s", (_, options: ReadTableOptions) => {
  test("it is prepared to the bit as in memory, and all rows are in a chunk", async () => {
    const path = await put(people());
    const small = await readTable(path, options);
    const table = await large(path, options);
    const parts = await table.splitAndPrepare(SPLIT);
    const rows = await trainingRows(small);
    expect(parts.preprocessing).toEqual(small.prepare(rows));
    const training = required(parts.training);
    expect(training.chunks.length).toBeGreaterThan(10);
    expect(Math.max(...training.chunks) - Math.min(...training.chunks)).toBeLessThanOrEqual(1);
    expect(await allRowTexts(training)).toEqual(
      rowTexts(small.encode(rows, parts.preprocessing, "all")).sort(),
    );
    expect((await chunkedTargets(training)).kind).toBe(training.targets.kind);
    const counts = [training, required(parts.validation), required(parts.test)].map((p) => p.features.rows);
    expect(counts.reduce((a, b) => a + b)).toBe(ROWS);
    await table.close();
  });
});

test("rows of a group are in one part", async () => {
  const path = await put(people());
  // Its number is among the inputs, so that rows show their group.
  const text = people()
    .replaceAll(/,g(\d+),/g, ",$1,")
    .replace(",group,", ",number,");
  const numbered = await put(
    text
      .split("\n")
      .map((line, i) => `${line},${i === 0 ? "g" : `p${line.split(",")[5]}`}`)
      .join("\n"),
  );
  const table = await large(numbered, { target: "label", group: "g", scaling: "none" });
  const parts = await table.splitAndPrepare(SPLIT);
  const groups = async (data: ChunkedDataset): Promise<Set<number>> => {
    const found = new Set<number>();
    for (const chunk of data.chunks.keys()) {
      const { data: inputs, rows, columns } = (await data.load(chunk)).features;
      for (let row = 0; row < rows; row++) found.add(inputs[(row + 1) * columns - 1]);
    }
    return found;
  };
  const training = await groups(required(parts.training));
  const testing = await groups(required(parts.test));
  expect(testing.size).toBeGreaterThan(5);
  expect([...testing].filter((group) => training.has(group))).toEqual([]);
  await table.close();
  expect(path).toContain(folderPath());
});

describe("training", () => {
  const OPTIONS = { weight: "weight", ignore: ["group"] };
  const FIT: FitOptions = { epochs: 6, batchSize: 16, seed: 2 };

  async function trained(
    given: FitOptions = {},
  ): Promise<{ model: Model; test: number; checkpoints: Checkpoint[] }> {
    const table = await large(await put(people()), OPTIONS);
    const parts = await table.splitAndPrepare(SPLIT);
    const { training, validation, test: held } = parts;
    const data = required(training);
    const definition = defineModel({
      inputs: data.features.columns,
      layers: [
        { units: 8, activation: "relu" },
        { units: 1, activation: "sigmoid" },
      ],
      loss: "binary_cross_entropy",
    });
    const checkpoints: Checkpoint[] = [];
    const { model } = await fit(definition, data, {
      ...FIT,
      validation: required(validation),
      checkpoint: { every: { steps: 50 }, save: (checkpoint) => void checkpoints.push(checkpoint) },
      ...given,
    });
    const { accuracy } = ofTask(await evaluate(model, required(held)), "classes");
    await table.close();
    return { model, test: accuracy, checkpoints };
  }

  test("is a function of data, options and seed, whatever the timing and after a stop", async () => {
    const once = await trained();
    const again = await trained({ stepsPerEvent: 1 });
    expect(again.model).toEqual(once.model);
    const middle = required(once.checkpoints[3]);
    expect((await trained({ resume: middle })).model).toEqual(once.model);
    const other = await trained({ seed: 9 });
    expect(other.model.parameters).not.toEqual(once.model.parameters);
  });

  test("comes near to what it reaches in memory", async () => {
    const small = splitAndPrepare(await readTable(await put(people()), OPTIONS), SPLIT);
    const { model, test: accuracy } = await trained();
    const inMemory = await fit(
      { ...model.definition, preprocessing: small.train.preprocessing },
      small.train,
      {
        ...FIT,
        validation: required(small.validation),
      },
    );
    const { accuracy: reached } = ofTask(await evaluate(inMemory.model, required(small.test)), "classes");
    expect(reached).toBeGreaterThan(0.9);
    expect(accuracy).toBeGreaterThan(reached - 0.03);
  });

  test("in the reference engine, with class weights, without shuffling", async () => {
    const { test: accuracy } = await trained({
      engine: reference,
      classWeights: "balanced",
      shuffle: false,
      epochs: 3,
    });
    expect(accuracy).toBeGreaterThan(0.8);
  });

  test.each<[string, FitOptions]>([
    [
      "The optimizer lbfgs learns from all examples in every step",
      { engine: reference, optimizer: "lbfgs", batchSize: undefined as never },
    ],
    ["The option validation must be a data set here", { validation: 0.1 }],
    ["The option batchSize must be at most", { batchSize: 1000 }],
  ])("what needs all rows in memory is told: %s", async (message, options) => {
    await expect(trained(options)).rejects.toThrow(message);
  });
});

describe("temporary files", () => {
  let folder: string;
  const before = process.env.TMPDIR;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "akari-temporary-"));
    process.env.TMPDIR = folder;
  });
  afterAll(async () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rm(folder, { recursive: true });
  });

  test("have no names, so that none is left however a run ends", async () => {
    const table = await large(await put(people(300)));
    await table.splitAndPrepare(SPLIT);
    expect(await readdir(folder)).toEqual([]);
    await table.close();
  });

  test("a folder that is not there is a sentence", async () => {
    process.env.TMPDIR = join(folder, "none");
    const path = await put(people(300));
    await expect(large(path)).rejects.toThrow(/temporary file in .*none.*TMPDIR/);
    process.env.TMPDIR = folder;
  });
});

test("a wrong cell is told as of any table", async () => {
  const path = await put(`${people(300)}\n30,170,Oslo,yes,-1,g1,old`);
  await expect(large(path, { weight: "weight" })).rejects.toThrow(
    "row 302, column weight: a row's weight must be",
  );
});
