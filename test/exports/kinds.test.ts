/**
 * @file The three kinds of models, exported: what the programs answer to a row, a picture or a recording as it is, is what
 * `akari predict` answers to its file.
 */

import { writeFileSync } from "node:fs";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import wavefile from "wavefile";
import { save } from "../../src/formats/codecs.packages.js";
import { encodePytorch } from "../../src/formats/pytorch/encode.js";
import { encodeTypescript } from "../../src/formats/typescript/encode.js";
import { defineModel, initializeParameters, type Model, type ModelOptions } from "../../src/model/model.js";
import { randomGenerator } from "../../src/model/random.js";
import { akari, makeFolder } from "../cli/harness.js";
import { NO_PYTHON, python } from "../pytorch/python.js";
import { runTypescript } from "../support/generated.js";
import type { GivenAnswer } from "../support/table-models.js";

const folder = makeFolder();
afterAll(folder.remove);

const random = randomGenerator(3, "kinds of exports");

function untrained(options: ModelOptions): Model {
  const definition = defineModel(options);
  const parameters = initializeParameters(definition, 5).map(({ weight, bias }) => ({
    weight: Float32Array.from(weight),
    bias: Float32Array.from(bias, () => random.normal() / 10),
  }));
  return { definition, parameters };
}

const CLASSES = {
  layers: [
    { units: 5, activation: "tanh" },
    { units: 3, activation: "softmax" },
  ],
  labels: ["a", "b", "c"],
} as const;

const TABLE = untrained({
  inputs: 9,
  layers: [
    { units: 4, activation: "tanh" },
    { units: 2, activation: "linear" },
  ],
  preprocessing: {
    divideBy: 1,
    table: {
      targets: ["price", "sold"],
      columns: [
        {
          name: "east",
          kind: "number",
          shift: 33_300_010,
          scale: 1.5,
          missing: { fill: 33_300_010, indicator: true },
        },
        {
          name: "city",
          kind: "category",
          values: ["Kyoto", "Nara", "大阪"],
          missing: { fill: "Nara", indicator: false },
        },
        { name: "garden", kind: "yes-no", values: ["no", "yes"], missing: { fill: 0.25, indicator: false } },
        {
          name: "built",
          kind: "date",
          shift: 15_000,
          scale: 900,
          missing: { fill: 14_000, indicator: false },
        },
      ],
      degree: 2,
      products: [{ shift: 1, scale: 2 }],
    },
    outputs: [
      { name: "price", shift: 250, scale: 40 },
      { name: "sold", shift: 1.7e9, scale: 5000 },
    ],
  },
});
const ROWS = [
  { east: "33300010.995", city: "Kyoto", garden: "yes", built: "2009-05-06" },
  { east: "33300011.005", city: "Nara", garden: "no", built: "2011/12/13 14:15" },
  { east: "", city: "大阪", garden: "", built: "" },
  { east: "3.3300009e7", city: "Sapporo", garden: "NA", built: "1 March 2012" },
];

const MEL = { window: 256, hop: 64, frames: 16, bands: 12, lowest: 60, highest: 4000 };
const SOUNDS = {
  spectrogram: untrained({
    inputs: 16 * 12,
    ...CLASSES,
    preprocessing: {
      divideBy: 1,
      sound: {
        form: "log-mel",
        rate: 8000,
        mel: MEL,
        scaling: Array.from({ length: 12 }, (_, i) => ({ shift: -20 - i, scale: 9 })),
      },
    },
  }),
  waveform: untrained({
    inputs: 900,
    ...CLASSES,
    preprocessing: {
      divideBy: 1,
      sound: { form: "waveform", rate: 16_000, samples: 900, scaling: [{ shift: 0.01, scale: 0.3 }] },
    },
  }),
};

/** A tone between silences, in one or two channels. */
function recording(rate: number, channels: number): Float32Array[] {
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: rate / 4 }, (__, i) => {
      const time = i / rate;
      if (time < 0.05 || time > 0.2) return 0;
      return (
        0.4 * Math.sin(2 * Math.PI * (400 + 2000 * time) * time * (channel + 1)) + 0.01 * random.normal()
      );
    }),
  );
}

const RECORDINGS = [
  { rate: 8000, samples: recording(8000, 1) },
  { rate: 44_100, samples: recording(44_100, 2) },
  { rate: 11_025, samples: recording(11_025, 1) },
];

const PICTURES = {
  grey: untrained({ inputs: 30, ...CLASSES, preprocessing: { divideBy: 255, image: [6, 5] } }),
  colour: untrained({ inputs: 90, ...CLASSES, preprocessing: { divideBy: 255, image: [6, 5], channels: 3 } }),
};

interface Question {
  readonly name: string;
  readonly model: Model;
  /** What `akari predict` is shown. */
  readonly files: readonly string[];
  /** What the programs are given. */
  readonly given: readonly unknown[];
}

const QUESTIONS: Question[] = [
  { name: "table", model: TABLE, files: [folder.path("rows.csv")], given: ROWS },
  ...Object.entries(SOUNDS).map(([name, model]) => ({
    name,
    model,
    files: RECORDINGS.map((_, i) => folder.path(`${i}.wav`)),
    given: RECORDINGS.map(({ rate, samples }) => ({
      rate,
      samples: samples.length === 1 ? [...samples[0]] : samples.map((channel) => [...channel]),
    })),
  })),
  ...Object.entries(PICTURES).map(([name, model]) => {
    const pictures = [0, 1].map(() =>
      Array.from({ length: model.definition.inputs }, () => random.below(256)),
    );
    return { name, model, files: pictures.map((_, i) => folder.path(`${name}${i}.png`)), given: pictures };
  }),
];

function writePicture(path: string, pixels: readonly number[]): void {
  const png = new PNG({ width: 5, height: 6 });
  const channels = pixels.length / 30;
  for (let i = 0; i < 30; i++) {
    const of = (c: number) => pixels[i * channels + (channels === 3 ? c : 0)];
    png.data.set([of(0), of(1), of(2), 255], 4 * i);
  }
  writeFileSync(path, PNG.sync.write(png));
}

const answers = new Map<string, GivenAnswer[]>();

beforeAll(async () => {
  const columns = Object.keys(ROWS[0]) as (keyof (typeof ROWS)[0])[];
  const lines = [columns, ...ROWS.map((row) => columns.map((name) => row[name]))].map((cells) =>
    cells.join(","),
  );
  writeFileSync(folder.path("rows.csv"), `${lines.join("\n")}\n`);
  for (const [i, { rate, samples }] of RECORDINGS.entries()) {
    const wav = new wavefile.WaveFile();
    wav.fromScratch(samples.length, rate, "32f", samples.length === 1 ? samples[0] : samples);
    writeFileSync(folder.path(`${i}.wav`), wav.toBuffer());
  }
  for (const { name, model, files, given } of QUESTIONS) {
    if (name in PICTURES) for (const [i, file] of files.entries()) writePicture(file, given[i] as number[]);
    const path = folder.path(`${name}.safetensors`);
    await save(model, path);
    const { code, stdout, stderr } = await akari(["predict", path, ...files, "--json"]);
    expect(code, stderr).toBe(0);
    answers.set(
      name,
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
  }
});

function expectClose(found: readonly GivenAnswer[], name: string): void {
  const wanted = answers.get(name) ?? [];
  expect(found).toHaveLength(wanted.length);
  for (const [i, { label, probabilities, values = {} }] of wanted.entries()) {
    expect(found[i].label).toBe(label);
    for (const [k, p] of (probabilities ?? []).entries()) {
      expect(Math.abs((found[i].probabilities?.[k] ?? Number.NaN) - p)).toBeLessThan(1e-4);
    }
    for (const [target, value] of Object.entries(values)) {
      const scale = target === "sold" ? 5000 : 40;
      expect(Math.abs((found[i].values?.[target] ?? Number.NaN) - value)).toBeLessThan(1e-5 * scale);
    }
  }
}

describe.each(QUESTIONS)("a $name", ({ name, model, given }) => {
  test("in TypeScript", async () => {
    const { predict } = await runTypescript<{ predict(one: unknown): GivenAnswer }>(encodeTypescript(model));
    const found = given.map((one) => predict(one));
    expectClose(found, name);
    if (name === "table") expect(found.map(({ unseen }) => unseen)).toEqual([[], [], [], ["city"]]);
  });
});

/** Asks each program all it is to be asked, in one process: PyTorch takes long to begin. */
const DRIVER = `
import importlib, json, sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
for name, given in json.loads(Path(sys.argv[1], "given.json").read_text()):
    predict = importlib.import_module(name + "_net").predict
    if name in ("spectrogram", "waveform"):
        print(json.dumps([predict(one["samples"], one["rate"]) for one in given]))
    else:
        print(json.dumps(predict(given)))
`;

test("all of them in PyTorch", async ({ skip }) => {
  if (python === undefined) return skip(NO_PYTHON);
  for (const { name, model } of QUESTIONS) {
    const { program, weights } = await encodePytorch(model, `${name}.pytorch.safetensors`);
    writeFileSync(folder.path(`${name}_net.py`), program);
    writeFileSync(folder.path(`${name}.pytorch.safetensors`), weights);
  }
  writeFileSync(folder.path("given.json"), JSON.stringify(QUESTIONS.map(({ name, given }) => [name, given])));
  writeFileSync(folder.path("driver.py"), DRIVER);
  const { stdout, stderr } = python([folder.path("driver.py"), folder.path(".")]);
  expect(stderr).toBe("");
  const lines = stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(QUESTIONS.length);
  for (const [i, line] of lines.entries()) expectClose(JSON.parse(line), QUESTIONS[i].name);
});
