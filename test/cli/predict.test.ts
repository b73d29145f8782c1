/**
 * @file `akari predict`, `trace` and `summary` for models of a person's own tables, pictures and recordings.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { akari, makeFolder, writePng } from "./harness.js";
import { writeKinds, writePictures, writePrices, writeTones } from "./own-data.js";

const folder = makeFolder();
const { path } = folder;
const REFERENCE = ["--engine", "reference"];

async function train(data: string, model: string, ...options: string[]): Promise<void> {
  const { code, stderr } = await akari(["train", path(data), "--out", path(model), ...options]);
  expect(code, stderr).toBe(0);
}

beforeAll(async () => {
  writePrices(path("prices.csv"));
  writeKinds(path("kinds.csv"));
  writePictures(path("pictures"), 28);
  writePictures(path("small"), 6);
  writeTones(path("tones"));
  await train("prices.csv", "prices.model", "--layers", "none");
  await train("kinds.csv", "kinds.model", "--layers", "none");
  const short = ["--layers", "4", "--lr", "0.02", "--epochs", "30", ...REFERENCE];
  await train("pictures", "pictures.model", ...short);
  await train("small", "small.model", ...short);
  await train("tones", "tones.model", ...short);
  await train("tones", "wave.model", "--as", "waveform", ...short);
});
afterAll(folder.remove);

const predict = (...args: string[]) => akari(["predict", ...args, ...REFERENCE]);
const trace = (...args: string[]) => akari(["trace", ...args, ...REFERENCE]);

describe("rows of a table", () => {
  test("are predicted in the target's own unit, and scored where the target is there", async () => {
    const { code, stdout, stderr } = await predict(path("prices.model"), path("prices.csv"));
    expect(code).toBe(0);
    const [first, second] = stdout.split("\n");
    expect(first).toMatch(/^.*prices\.csv, row 2\t15(\.0\d*)?$|^.*prices\.csv, row 2\t14\.99\d*$/);
    expect(Number(second.split("\t")[1])).toBeCloseTo(20, 2);
    expect(stdout.trimEnd().split("\n")).toHaveLength(60);
    expect(stderr).toMatch(
      /^price: R² 1\.0000, .* on the 60 inputs that have it\n\d+ of 60 rows are among those that prices\.model learned from, .*\n$/,
    );
  });

  test("need no target; columns come in any order", async () => {
    writeFileSync(path("new.csv"), "city;rooms;colour\nKyoto;2;red\n;3;blue\n");
    const { code, stdout, stderr } = await predict(path("prices.model"), path("new.csv"), "--json");
    expect(code).toBe(0);
    const [kyoto] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(kyoto).toEqual({ input: `${path("new.csv")}, row 2`, values: { price: expect.closeTo(25, 2) } });
    expect(stderr).toContain("Not used, for");
    expect(stderr).toContain("colour");
  });

  test("as a CSV table", async () => {
    writeFileSync(path("some.csv"), "city,rooms\nKyoto,2\nNara,4\n");
    const { stdout } = await predict(path("prices.model"), path("some.csv"), "--csv");
    expect(stdout).toMatch(/^city,rooms,predicted_price\nKyoto,2,2[45][.\d]*\nNara,4,(39|40)[.\d]*\n$/);
    const both = await predict(path("prices.model"), path("some.csv"), "--csv", "--json");
    expect(both.code).toBe(2);
  });

  test("a class with its probability", async () => {
    const { stdout, stderr } = await predict(path("kinds.model"), path("kinds.csv"));
    expect(stdout.split("\n")[0]).toMatch(/kinds\.csv, row 2\tnarrow\t[01]\.\d{4}$/);
    expect(stderr).toMatch(/^\d+ of 60 labelled inputs are right: /);
  });

  test("bad ones are named with file, row and column; the others are predicted", async () => {
    writeFileSync(path("bad.csv"), "rooms,city\n1,Nara\nmany,Nara\n2\n3,Nara\n");
    writeFileSync(path("lacking.csv"), "room,city\n1,Nara\n");
    writeFileSync(path("empty.csv"), "");
    const files = ["bad.csv", "lacking.csv", "empty.csv", "gone.csv"].map(path);
    const { code, stdout, stderr } = await predict(path("prices.model"), ...files);
    expect(code).toBe(2);
    expect(stdout.trimEnd().split("\n")).toHaveLength(2);
    const told = stderr.trimEnd().split("\n");
    expect(told).toHaveLength(5);
    expect(told[0]).toMatch(/bad\.csv, row 3, column rooms: "many" is not a number/);
    expect(told[1]).toMatch(/bad\.csv, row 4 has 1 cell/);
    expect(told[2]).toMatch(/lacking\.csv lacks rooms; it has room besides/);
    expect(told[3]).toMatch(/empty\.csv is empty/);
    expect(told[4]).toMatch(/gone\.csv/);
  });

  test("of very many bad ones the first are named, and the others counted", async () => {
    writeFileSync(path("worse.csv"), `rooms,city\n${"x,Nara\n".repeat(50)}`);
    const { stderr } = await predict(path("prices.model"), path("worse.csv"));
    const told = stderr.trimEnd().split("\n");
    expect(told).toHaveLength(21);
    expect(told[20]).toBe("akari: 30 more inputs cannot be read.");
  });

  test("are traced, by their place in the table", async () => {
    const { code, stdout } = await trace(path("prices.model"), path("prices.csv"), "--index", "2");
    expect(code).toBe(0);
    expect(stdout).toContain("prices.csv, row 4");
    expect(stdout).toMatch(/^ {2}rooms +3 +-?\d\.\d\d /m);
    expect(stdout).toMatch(/^ {2}city = \S+ +Nara +/m);
    expect(stdout).toMatch(/^ {2}price +(30|29\.99\d*|30\.0\d*) = .* × a \+ .*, a = .*<- true: 30$/m);
    const json = JSON.parse((await trace(path("prices.model"), path("prices.csv"), "--json")).stdout);
    expect(json).toMatchObject({ values: { price: expect.closeTo(15, 2) }, actual: { price: 15 } });
    expect(json.inputNames).toHaveLength(json.inputs.length);
  });

  test.each([
    [["--index", "60"], "prices.csv", "its 60 rows are numbered from 0 to 59"],
    [["--index", "1"], "bad.csv", 'row 3, column rooms: "many"'],
    [[], "lacking.csv", "lacks rooms"],
    [[], "empty.csv", "is empty"],
    [[], "tones", "is a folder"],
  ])("what cannot be traced gets a sentence: %j of %s", async (options, file, sentence) => {
    const { code, stdout, stderr } = await trace(path("prices.model"), path(file), ...options);
    expect(stderr).toContain(sentence);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("pictures", () => {
  test("are taken as they are where a folder of them was learned from, also at the size of digits", async () => {
    const { code, stdout, stderr } = await predict(path("pictures.model"), path("pictures"));
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n")).toHaveLength(40);
    expect(stderr).toContain("taken as they are, not centred as digits");
    expect(stderr).toMatch(/40 of 40 labelled inputs are right/);
    const json = JSON.parse(
      (await trace(path("pictures.model"), path("pictures/left/0.png"), "--json")).stdout,
    );
    expect(json).toMatchObject({ label: "left", predicted: "left" });
    expect(json.inputs[0]).toBeCloseTo(200 / 255, 6);
  });

  test("of other sizes are brought to the model's", async () => {
    const { stdout, stderr } = await predict(path("small.model"), path("pictures/left/0.png"));
    expect(stdout).toMatch(/0\.png\tleft\t/);
    expect(stderr).not.toContain("centred");
  });

  test("a folder is traced by its files' places", async () => {
    const { stdout } = await trace(path("small.model"), path("small"), "--index", "21");
    expect(stdout).toContain("36 pixels, 6×6");
    expect(stdout).toMatch(/right[/\\]1\.png/);
  });
});

describe("recordings", () => {
  test("are predicted, each or by folders", async () => {
    const { code, stdout, stderr } = await predict(
      path("tones.model"),
      path("tones/low/3.wav"),
      path("tones"),
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/3\.wav\tlow\t/);
    expect(stderr).toMatch(/ of 41 labelled inputs are right/);
  });

  test("are traced as spectrograms and as waveforms", async () => {
    const spectrogram = await trace(path("tones.model"), path("tones/low/3.wav"));
    expect(spectrogram.stdout).toMatch(/log-mel spectrogram: \d+ frames to the right/);
    const wave = await trace(path("wave.model"), path("tones/low/3.wav"));
    expect(wave.stdout).toMatch(/samples, 0\.\d\d s at 8,000 Hz/);
  });

  test("that are damaged are named, and with --skip-bad left out of a score", async () => {
    writeTones(path("noisy"), 3);
    writeFileSync(path("noisy/low/bad.wav"), "RIFF");
    const { code, stdout, stderr } = await predict(path("tones.model"), path("noisy"));
    expect(code).toBe(2);
    expect(stdout.trimEnd().split("\n")).toHaveLength(6);
    expect(stderr).toMatch(/bad\.wav/);
    const evaluate = ["evaluate", path("tones.model"), path("noisy"), ...REFERENCE];
    expect((await akari(evaluate)).code).toBe(2);
    expect((await akari([...evaluate, "--skip-bad"])).code).toBe(0);
  });
});

describe("a file of another kind than the model takes is refused by name", () => {
  test.each([
    ["small.model", "tones/low/1.wav", "takes pictures, and .*1.wav is a recording"],
    ["small.model", "prices.csv", "takes pictures, and .*prices.csv is a table"],
    ["pictures.model", "strokes.jsonl", "takes pictures, and .*strokes.jsonl is a file of drawn strokes"],
    ["tones.model", "small/left/1.png", "takes recordings, and .*1.png is a picture"],
    ["tones.model", "small", "holds no recordings"],
    ["prices.model", "small/left/1.png", "takes rows of a table, and .*1.png is a picture"],
    ["prices.model", "small", "takes rows of a table, and .*small is a folder"],
    ["prices.model", "small.model", "is not a text file: it has a byte 0 in it"],
  ])("%s, %s", async (model, input, sentence) => {
    const { code, stdout, stderr } = await predict(path(model), path(input));
    expect(stderr).toMatch(new RegExp(sentence));
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("summary", () => {
  test.each([
    [
      "prices.model",
      "rows of a table, by 2 columns",
      "rooms  number",
      "Kyoto, Nara, or other",
      "price, a number:",
    ],
    ["kinds.model", "width  number", "a class of kind", "narrow, wide"],
    ["pictures.model", "pictures as they are, brought to 28×28 grey pixels"],
    ["tones.model", "recordings, as log-mel spectrograms of"],
    ["wave.model", "recordings, as waveforms of"],
  ])("of %s says what it takes and gives", async (model, ...facts) => {
    const { stdout } = await akari(["summary", path(model)]);
    for (const fact of facts) expect(stdout).toContain(fact);
  });
});

test("digits of a folder are centred, and labelled by their folders", async () => {
  const { defineModel, initializeParameters } = await import("../../src/model/model.js");
  const { save } = await import("../../src/formats/codecs.packages.js");
  const definition = defineModel({
    inputs: 784,
    layers: [{ units: 2, activation: "softmax" }],
    preprocessing: { divideBy: 255, image: [28, 28] },
    labels: ["left", "right"],
  });
  await save({ definition, parameters: initializeParameters(definition, 1) }, path("digits.model"));
  for (const side of ["left", "right"]) {
    mkdirSync(path(`drawn/${side}`), { recursive: true });
    writePng(path(`drawn/${side}/1.png`), true);
  }
  const { stdout, stderr } = await predict(path("digits.model"), path("drawn"));
  expect(stdout.trimEnd().split("\n")).toHaveLength(2);
  expect(stderr).toMatch(/1 of 2 labelled inputs are right/);
  expect((await akari(["summary", path("digits.model")])).stdout).toContain("centred as MNIST's are");
  mkdirSync(path("nothing"));
  expect((await predict(path("digits.model"), path("nothing"))).stderr).toContain("holds no pictures");
});
