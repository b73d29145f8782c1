import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, defineModel, type Trace } from "akari";
import { fromStrokes } from "akari/data";
import { decodeModel } from "akari/formats";
import { ACTIVATION_NAMES, type ActivationName, initializeParameters } from "akari/model";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_PYTHON, python } from "../../../test/pytorch/python";
import { nineUntil } from "../views/see/demonstration.svelte";
import { type Computation, fromFile, type SmallLayer, writtenOut } from "./computation";
import { notebookOf, type Program, type ProgramLanguage, programOf } from "./programs";

const ROOT = new URL("../../../", import.meta.url).pathname;
const MODEL = "akari-784-16-16-10.safetensors";
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "akari-code-"));
  copyFileSync(join(ROOT, "models/lamps.safetensors"), join(folder, MODEL));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The network that comes with the page, before the 9 that it begins with. */
async function lamps(): Promise<Computation> {
  const { model } = await decodeModel(new Uint8Array(readFileSync(join(folder, MODEL))), { name: MODEL });
  const pixels = fromStrokes([nineUntil(1)]);
  using network = await compile(model);
  const trace: Trace = network.trace(pixels);
  const computation = fromFile(model.definition, MODEL, pixels, trace);
  if (computation === undefined) throw new Error("There is no program for it.");
  return computation;
}

/** The numbers that a text says of a layer: "z1: 0.125 …". */
const numbersIn = (text: string): Map<string, number[]> =>
  new Map(
    [...text.matchAll(/^(?:\/\/ |# )?([za]\d+): (.*)$/gm)].map(([, name, values]) => [
      name,
      values.replace(" …", "").split(" ").map(Number),
    ]),
  );

/** Runs a program; what it prints. */
function run(language: ProgramLanguage, program: Program): string {
  const text = program.join("\n");
  if (language === "typescript") {
    // As Node runs it that knows no types, with the package that was built.
    const plain = ts.transpileModule(text, { compilerOptions: { module: 99, target: 99 } }).outputText;
    const file = join(folder, "program.mjs");
    const entry = JSON.stringify(new URL("dist/index.js", `file://${ROOT}`).href);
    writeFileSync(file, plain.replace('"akari"', entry));
    const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8", cwd: folder });
    expect(stderr).toBe("");
    return stdout;
  }
  const file = join(folder, "program.py");
  // Where it is run from is not for the program to say.
  writeFileSync(file, `import os\nos.chdir(${JSON.stringify(folder)})\n${text}`);
  const result = python?.([file]);
  expect(result?.stderr).toBe("");
  return result?.stdout ?? "";
}

/** What it prints is what its comments say, to the last decimal or the one beside it. */
function expectSaid(language: ProgramLanguage, computation: Computation): void {
  const program = programOf(language, computation);
  const [printed, said] = [numbersIn(run(language, program)), numbersIn(program.join("\n"))];
  expect([...printed.keys()]).toEqual(computation.outcomes.flatMap((_, i) => [`z${i + 1}`, `a${i + 1}`]));
  for (const [name, values] of said) {
    const found = printed.get(name) ?? [];
    expect(values.length).toBeGreaterThan(0);
    for (const [i, value] of values.entries()) expect(Math.abs(found[i] - value), name).toBeLessThan(0.0015);
  }
}

const SMALL: readonly SmallLayer[] = [
  {
    weight: [
      [0.5, -1.5, 2],
      [-0.25, 1, 0.125],
    ],
    bias: [0.1, -0.2],
    activation: "relu",
  },
  { weight: [[1.5, -2]], bias: [0.3], activation: "sigmoid" },
];

describe.each([
  ["typescript", true],
  ["numpy", python !== undefined],
  ["pytorch", python !== undefined],
] as const)("a program in %s", (language, possible) => {
  test.runIf(possible)("prints what its comments say", { timeout: 120_000 }, async () => {
    expectSaid(language, await writtenOut(SMALL, [0.4, 0.8, -0.5]));
    expectSaid(language, await lamps());
  });
  test.skipIf(possible)(`is not run: ${NO_PYTHON}`, () => {});
});

test.runIf(python !== undefined)(
  "every activation function is written so that Python computes the same",
  { timeout: 120_000 },
  async () => {
    const hidden = ACTIVATION_NAMES.filter((name) => name !== "softmax");
    const definition = defineModel({ inputs: 3, layers: [{ units: 4, activation: "tanh" }] });
    const [{ weight }] = initializeParameters(definition, 5);
    const rows = [0, 1, 2, 3].map((row) =>
      Array.from(weight.subarray(3 * row, 3 * row + 3), (w) => Number(w.toFixed(3))),
    );
    const layer = (activation: ActivationName): SmallLayer => ({
      weight: rows,
      bias: [0.5, -0.5, 0, 1],
      activation,
    });
    const square = (activation: ActivationName): SmallLayer => ({
      weight: [
        [1, -0.5, 0.25, 0],
        [0, 1, -1, 0.5],
        [0.5, 0.5, 0.5, -1],
        [2, 0, -1, 0.75],
      ],
      bias: [0, 0.1, -0.1, 0.2],
      activation,
    });
    const [first, ...others] = hidden;
    const all = await writtenOut([layer(first), ...others.map(square), square("softmax")], [0.5, -1, 2]);
    for (const language of ["numpy", "pytorch"] as const) expectSaid(language, all);
  },
);

test("a notebook has a cell for each part, and all of the program", async () => {
  const program = programOf("numpy", await lamps());
  const { cells, nbformat } = JSON.parse(notebookOf(program));
  expect(nbformat).toBe(4);
  expect(cells.map(({ source }: { source: string[] }) => `${source.join("")}\n`)).toEqual(program);
});

test("there is no program for a network that scales its inputs in a way of its own", () => {
  const trace: Trace = { inputs: new Float32Array(2), layers: [] };
  const layers = [{ units: 1, activation: "linear" as const }];
  const preprocessing = {
    divideBy: 2,
    scaling: {
      precision: "float32",
      each: [
        { shift: 0, scale: 1 },
        { shift: 1, scale: 2 },
      ],
    },
  } as const;
  const scaled = defineModel({ inputs: 2, layers, preprocessing });
  expect(fromFile(scaled, MODEL, new Uint8Array(2), trace)).toBeUndefined();
});
