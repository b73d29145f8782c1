import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMAND_NAMES } from "../../src/cli/commands.js";
import { save } from "../../src/formats/codecs.packages.js";
import type { ActivationName } from "../../src/model/activations.js";
import { defineModel, initializeParameters } from "../../src/model/model.js";
import { akari, makeFolder, writeIdxFolder, writePng } from "./harness.js";

const folder = makeFolder();
const data = folder.path("data");
const smallData = folder.path("small");
const model = folder.path("model.safetensors");
const png = folder.path("one.png");
const strokes = folder.path("strokes.jsonl");
const REFERENCE = ["--engine", "reference"];

beforeAll(async () => {
  writeIdxFolder(data);
  writeIdxFolder(smallData, { side: 20 });
  writePng(png, true);
  const stroke = {
    label: "1",
    strokes: [
      [
        [500, 0],
        [500, 1000],
      ],
    ],
  };
  writeFileSync(strokes, `${JSON.stringify(stroke)}\n${JSON.stringify({ ...stroke, label: "2" })}\n`);
  const { code } = await akari([
    "train",
    data,
    ...REFERENCE,
    "--lr",
    "0.01",
    "--epochs",
    "3",
    "--out",
    model,
  ]);
  expect(code).toBe(0);
});
afterAll(folder.remove);

/** Saves an untrained model. */
async function saveUntrained(
  name: string,
  inputs: number,
  output: ActivationName,
  divideBy = 255,
): Promise<string> {
  const definition = defineModel({
    inputs,
    layers: [{ units: 4, activation: output }],
    preprocessing: { divideBy },
  });
  await save({ definition, parameters: initializeParameters(definition, 1) }, folder.path(name));
  return folder.path(name);
}

describe("evaluate", () => {
  test("the test part, unless told otherwise", async () => {
    const tested = JSON.parse((await akari(["evaluate", model, data, ...REFERENCE, "--json"])).stdout);
    expect(tested).toMatchObject({ examples: 40, labels: ["0", "1", "2", "3"] });
    expect(tested.confusion.flat().reduce((sum: number, n: number) => sum + n, 0)).toBe(40);
    const part = await akari(["evaluate", model, data, ...REFERENCE, "--json", "--part", "train"]);
    expect(JSON.parse(part.stdout).examples).toBe(200);
  });

  test("gives what training said", async () => {
    const { stdout } = await akari(["summary", model, "--json"]);
    const { training } = JSON.parse(stdout);
    const again = JSON.parse((await akari(["evaluate", model, data, ...REFERENCE, "--json"])).stdout);
    expect(again).toMatchObject({ loss: training.loss, accuracy: training.accuracy });
  });

  test("scores of every class, as text and as JSON", async () => {
    const { stdout } = await akari(["evaluate", model, data, ...REFERENCE]);
    expect(stdout).toMatch(/^Accuracy .*\n95% interval .*ROC AUC /);
    expect(stdout).toMatch(/class {2}examples {2}precision {2}recall .*\n {4}0 .*\n {4}1 /);
    const { classes, calibration, macro } = JSON.parse(
      (await akari(["evaluate", model, data, ...REFERENCE, "--json"])).stdout,
    );
    expect(classes).toHaveLength(4);
    expect(calibration.bins).toHaveLength(10);
    expect(macro.recall).toBeCloseTo(
      classes.reduce((sum: number, { recall }: { recall: number }) => sum + recall, 0) / 4,
      12,
    );
  });

  test("a data set of another size", async () => {
    const { code, stderr } = await akari(["evaluate", model, smallData, ...REFERENCE]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^akari: .*784.*400.*\n$/);
  });
});

describe("predict", () => {
  test("name, label and probability, separated by tabs", async () => {
    const { code, stdout } = await akari(["predict", model, png, ...REFERENCE]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[^\t\n]*one\.png\t[0-3]\t[01]\.\d{4}\n$/);
  });

  test("--json has every probability; labels in the file are counted on standard error", async () => {
    const { stdout, stderr } = await akari(["predict", model, strokes, png, "--json", ...REFERENCE]);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(3);
    for (const { label, probability, probabilities } of lines) {
      expect(probabilities).toHaveLength(4);
      expect(probability).toBe(Math.max(...probabilities));
      expect(label).toBe(String(probabilities.indexOf(probability)));
    }
    expect(lines.map(({ actual }) => actual)).toEqual(["1", "2", undefined]);
    expect(stderr).toMatch(/^[012] of 2 labelled inputs are right: /);
  });

  test("one bad input does not hide the others", async () => {
    const blank = folder.path("blank.png");
    const fake = folder.path("fake.png");
    writePng(blank, false);
    writeFileSync(fake, "not a picture");
    const { code, stdout, stderr } = await akari([
      "predict",
      model,
      blank,
      png,
      fake,
      "gone.png",
      ...REFERENCE,
    ]);
    expect(code).toBe(2);
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stderr.trimEnd().split("\n")).toHaveLength(3);
    expect(stderr).toMatch(/^akari: .*blank\.png.*nothing is drawn/m);
    expect(stderr).toMatch(/^akari: .*fake\.png/m);
    expect(stderr).toMatch(/^akari: .*gone\.png/m);
  });

  test("a model whose file does not say what it takes", async () => {
    const refused = async (path: string) => {
      const { code, stderr } = await akari(["predict", path, png, ...REFERENCE]);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused(await saveUntrained("400.safetensors", 400, "softmax"))).toMatch(/400 inputs.*784/);
    expect(await refused(await saveUntrained("raw.safetensors", 784, "softmax", 1))).toContain(
      "divides its inputs by 1",
    );
  });

  test("outputs that are no probabilities are not called so", async () => {
    const definition = defineModel({
      inputs: 784,
      layers: [{ units: 2, activation: "linear" }],
      preprocessing: { divideBy: 255 },
      labels: ["no", "yes"],
    });
    const path = folder.path("values.safetensors");
    await save({ definition, parameters: initializeParameters(definition, 1) }, path);
    const line = JSON.parse((await akari(["predict", path, png, "--json", ...REFERENCE])).stdout);
    expect(Object.keys(line)).toEqual(["input", "label", "output", "outputs"]);
  });
});

describe("trace", () => {
  test("draws every layer of an image of the test part", async () => {
    const { code, stdout } = await akari(["trace", model, data, "--index", "5", ...REFERENCE]);
    expect(code).toBe(0);
    for (const part of ["image 5", "Hidden layer 1 ", "Hidden layer 2 ", "Output layer", "<- answer"]) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toContain("\x1b");
    // The square of class 1: upper right quarter, two characters a pixel, after an indent of two.
    expect(stdout.split("\n")[1]).toMatch(/^ {30}[%#@]{28}$/);
  });

  test("in colour where the environment asks for it", async () => {
    const { stdout } = await akari(["trace", model, png, ...REFERENCE], { env: { FORCE_COLOR: "3" } });
    expect(stdout).toContain("\x1b[38;2;");
  });

  test("--json has every number", async () => {
    const { stdout } = await akari(["trace", model, data, "--index", "5", "--json", ...REFERENCE]);
    const { input, label, predicted, inputs, layers } = JSON.parse(stdout);
    expect(input).toContain("image 5");
    expect(label).toBe("1");
    expect(inputs).toHaveLength(784);
    expect(layers.map(({ preActivations }: { preActivations: number[] }) => preActivations.length)).toEqual([
      16, 16, 4,
    ]);
    const { activations } = layers[2];
    expect(predicted).toBe(String(activations.indexOf(Math.max(...activations))));
  });

  test("the line of a .jsonl", async () => {
    const { stdout } = await akari(["trace", model, strokes, "--index", "1", "--json", ...REFERENCE]);
    expect(JSON.parse(stdout).label).toBe("2");
  });

  test.each([
    [["--index", "40"], data, "40 images are numbered from 0 to 39"],
    [["--index", "2"], strokes, "2 digits are numbered from 0 to 1"],
    [["--index", "0"], png, "--index would be ignored"],
    [[], smallData, "784"],
    [[], "gone.png", "gone.png"],
  ])("%j of %s", async (options, input, sentence) => {
    const { code, stdout, stderr } = await akari(["trace", model, input, ...options, ...REFERENCE]);
    expect(stderr).toContain(sentence);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("summary", () => {
  test("layers, parameters and how it was trained", async () => {
    const { stdout } = await akari(["summary", model]);
    for (const fact of [
      "[16, 784]",
      "12,900",
      "adam, learning rate 0.01",
      "18 steps of 32 examples, 3 epochs",
      "180 examples",
    ]) {
      expect(stdout).toContain(fact);
    }
  });

  test("as JSON", async () => {
    const { stdout } = await akari(["summary", model, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      inputs: 784,
      parameters: 12_900,
      layers: [{ units: 16, inputs: 784, activation: "sigmoid", parameters: 12_560 }, {}, {}],
      training: { steps: 18, optimizer: { name: "adam" } },
    });
  });

  test("a model that nobody trained", async () => {
    const { code, stdout } = await akari(["summary", await saveUntrained("new.safetensors", 4, "softmax")]);
    expect(code).toBe(0);
    expect(stdout).toContain("does not say");
  });
});

describe("the command itself", () => {
  test("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await akari(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("help: for all, and for each command whatever else is on the line", async () => {
    for (const args of [[], ["--help"], ["-h"], ["help"]]) {
      expect((await akari(args)).stdout).toContain("akari predict MODEL INPUT");
    }
    for (const command of COMMAND_NAMES) {
      const { code, stdout } = await akari([command, "--bogus", "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^akari ${command} `));
      expect((await akari(["help", command])).stdout).toBe(stdout);
    }
  });

  test.each([
    [["trian", "mnist"], "Did you mean akari train?"],
    [["--json", "train"], "The command comes first"],
    [["train"], "Call it so: akari train DATA"],
    [["train", "mnist", "--lr", "banana"], '"banana"'],
    [["evaluate", "gone.safetensors", "mnist"], "gone.safetensors"],
  ])("akari %j", async (args, sentence) => {
    const { code, stdout, stderr } = await akari(args);
    expect(stderr).toMatch(/^akari: [^\n]+\n$/);
    expect(stderr).toContain(sentence);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  test("--debug shows where an error came from", async () => {
    const { stderr } = await akari(["summary", "gone.safetensors", "--debug"]);
    expect(stderr).toMatch(/\n +at /);
  });

  test.each(["model", "data"])("a damaged %s is never taken for a mistake of Akari's", async (what) => {
    const damaged = folder.path("damaged.safetensors");
    writeFileSync(damaged, readFileSync(model).subarray(0, 1000));
    const args = what === "model" ? ["summary", damaged] : ["predict", damaged, png];
    const { code, stderr } = await akari(args);
    expect(code).toBe(2);
    expect(stderr).toContain("damaged.safetensors");
  });
});

test("akari --help waits for ten files at most, and for none of Node's own modules", () => {
  const files = new Set([new URL("../../dist/cli/main.js", import.meta.url).href]);
  const others: string[] = [];
  for (const file of files) {
    const code = readFileSync(fileURLToPath(file), "utf8");
    for (const [, name] of code.matchAll(/^(?:import|export)\b(?:[^;"]* from)? "([^"]+)";$/gm)) {
      if (name.startsWith(".")) files.add(new URL(name, file).href);
      else others.push(name);
    }
  }
  expect(others).toEqual([]);
  expect(files.size).toBeGreaterThan(1);
  expect(files.size).toBeLessThanOrEqual(10);
});
