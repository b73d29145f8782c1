/**
 * @file `akari train --init FILE --init-layers N --freeze N`: another network's first layers, on a table whose target is
 * another one.
 */

import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadModel } from "../../src/formats/files.node.js";
import { akari, makeFolder } from "./harness.js";

const folder = makeFolder();
const [first, second] = [folder.path("first.csv"), folder.path("second.csv")];
const base = folder.path("base.safetensors");

/** Rows of two numbers and a colour; the second table has other ones, a column more, and another target. */
function tableOf(rows: number, shift: number, others: boolean): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [a, b] = [((i * 37) % 101) / 10 + shift, ((i * 53) % 97) / 10];
    const colour = ["red", "green", "blue"][i % 3];
    const cells = others ? [b, colour, i % 7, a, a > b + shift ? "yes" : "no"] : [a, b, colour, a + 2 * b];
    return cells.join(",");
  });
  return `${(others ? ["b,colour,extra,a,large"] : ["a,b,colour,sum"]).concat(lines).join("\n")}\n`;
}

const training = (out: string, ...options: string[]): string[] => [
  ...["train", second, "--out", folder.path(out), "--layers", "8,4", "--epochs", "3"],
  ...options,
];

afterAll(folder.remove);
beforeAll(async () => {
  writeFileSync(first, tableOf(90, 0, false));
  writeFileSync(second, tableOf(80, 4, true));
  await akari(["train", first, "--out", base, "--layers", "8", "--activation", "tanh", "--epochs", "2"]);
});

test("first layers are taken over and frozen, and inputs are prepared as their model had them", async () => {
  const { code, stderr } = await akari(
    training("tuned.safetensors", "--init", base, "--init-layers", "1", "--freeze", "1"),
  );
  expect(stderr).toContain(`${base}: The first layer is the file's; the others start from the seed.\n`);
  expect(stderr).toContain(`Left out of ${second}: extra, which the other model does not take in.`);
  expect(code).toBe(0);
  const [{ model: from }, { model, record }] = await Promise.all([
    loadModel(base),
    loadModel(folder.path("tuned.safetensors")),
  ]);
  expect(model.parameters[0]).toEqual(from.parameters[0]);
  expect(model.definition.layers.map(({ units, activation }) => [units, activation])).toEqual([
    [8, "tanh"],
    [4, "sigmoid"],
    [1, "sigmoid"],
  ]);
  expect(model.definition.preprocessing.table?.columns).toEqual(from.definition.preprocessing.table?.columns);
  expect(model.definition.preprocessing.table?.targets).toEqual(["large"]);
  expect(record?.freeze).toBe(1);

  const summary = await akari(["summary", folder.path("tuned.safetensors")]);
  expect(summary.stdout).toContain("layer 1 frozen");
  const again = await akari(["evaluate", folder.path("tuned.safetensors"), second, "--json"]);
  expect(JSON.parse(again.stdout).accuracy).toBe(record?.accuracy);
});

test("a run that goes on from a checkpoint ends with the same bits", async () => {
  const options = ["--init", base, "--init-layers", "1", "--freeze", "1", "--layer-rates", "1,0.5,2"];
  await akari(training("whole.safetensors", ...options, "--checkpoint", "5"));
  await akari(training("part.safetensors", ...options, "--checkpoint", "5", "--steps", "5"));
  const { code, stderr } = await akari([
    ...["train", "--resume", folder.path("part.checkpoint.safetensors"), "--epochs", "3"],
  ]);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  const [whole, part] = await Promise.all(
    ["whole", "part"].map((name) => loadModel(folder.path(`${name}.safetensors`))),
  );
  expect(part.model).toEqual(whole.model);
});

test("folds of a search do not begin with another network either", async () => {
  const options = ["--init", base, "--init-layers", "1", "--folds", "3", "--over", "lr=0.001..0.1"];
  const { code, stderr } = await akari([
    "search",
    second,
    ...options,
    "--out",
    folder.path("never.safetensors"),
  ]);
  expect(stderr).toContain(
    "--init-layers would be ignored: --folds trains every fold's network from the seed's",
  );
  expect(code).toBe(2);
});

describe("what would be ignored, or cannot be, is refused", () => {
  test.each([
    [
      ["--init-layers", "1"],
      "--init-layers would be ignored: it is for the layers of the network that --init names.",
    ],
    [
      ["--init", base, "--init-layers", "3"],
      "can be 1 to 2, not 3: the other network has 2, and this one 3.",
    ],
    [["--init", base, "--init-layers", "2"], "Layer 2 of the other network is 8 → 1, and here it is 8 → 4"],
    [
      ["--init", base, "--init-layers", "1", "--folds", "3"],
      "--init-layers would be ignored: --folds trains every fold's network from the seed's weights",
    ],
    [
      ["--init", base, "--init-layers", "1", "--scaling", "none"],
      "--scaling would be ignored: with --init-layers",
    ],
    [["--init", base, "--init-layers", "1", "--ignore", "a"], "The preprocessing expects a number column a"],
    [["--freeze", "4"], "The option freeze names layer 4, but the network has 3 layers."],
    [
      ["--freeze", "1;2"],
      '--freeze takes how many of the first layers, such as 2, or which layers, such as 1,3 or 2-4; not "1;2".',
    ],
    [["--freeze", "1", "--optimizer", "lbfgs"], "--freeze"],
    [
      ["--layer-weight-decay", "0,0,1", "--weight-decay", "1"],
      "--weight-decay would be ignored: --layer-weight-decay has one for each layer.",
    ],
    [["--layer-rates", "1,2"], "The option layerRates has 2 numbers, but the network has 3 layers"],
  ])("%j", async (options, sentence) => {
    const { code, stderr } = await akari(training("never.safetensors", ...options));
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});
