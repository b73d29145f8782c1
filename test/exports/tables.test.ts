/**
 * @file Models of tables at random, exported and run outside: what they answer to rows as they are is what Akari answers.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { parseDate } from "../../src/data/table/cells.js";
import { encodeOnnx } from "../../src/formats/onnx/encode.js";
import { readOnnxFile } from "../../src/formats/onnx/file-reader.js";
import { encodePytorch } from "../../src/formats/pytorch/encode.js";
import { encodeTypescript } from "../../src/formats/typescript/encode.js";
import { type Fed, runOnnx } from "../onnx/runtime.js";
import { NO_PYTHON, python } from "../pytorch/python.js";
import { complaints, runTypescript } from "../support/generated.js";
import {
  distance,
  expectedAnswers,
  type GivenAnswer,
  type GivenCell,
  rowsOf,
  type TableCase,
  tableCases,
} from "../support/table-models.js";

/** Whether the columns that an answer calls unseen are those whose cells are no value of theirs, nor missing. */
function expectUnseen({ columns, rows }: TableCase, found: readonly GivenAnswer[]): void {
  found.forEach(({ unseen = [] }, i) => {
    const wanted = columns.filter(({ kind, ...column }, c) => {
      const { plain } = rows[i][c];
      return (
        kind === "category" &&
        plain !== null &&
        !("values" in column && column.values.includes(String(plain)))
      );
    });
    expect(unseen).toEqual(wanted.map(({ name }) => name));
  });
}

async function expectSame(
  tableCase: TableCase,
  found: readonly GivenAnswer[],
  tolerance: number,
): Promise<void> {
  const wanted = await expectedAnswers(tableCase);
  expect(found).toHaveLength(wanted.length);
  const far = found.map((answer, i) => distance(answer, wanted[i], tableCase.model));
  expect(Math.max(...far)).toBeLessThan(tolerance);
}

test("TypeScript answers as Akari does", async () => {
  await fc.assert(
    fc.asyncProperty(tableCases(8), async (tableCase) => {
      const program = await runTypescript<{ predict(row: object): GivenAnswer }>(
        encodeTypescript(tableCase.model),
      );
      const found = rowsOf(tableCase, "given").map((row) => program.predict(row));
      await expectSame(tableCase, found, 1e-9);
      expectUnseen(tableCase, found);
      expect(globalThis).not.toHaveProperty("harmed");
    }),
    { numRuns: 100 },
  );
});

test("TypeScript has nothing for the strictest compiler to say", () => {
  for (const { model } of fc.sample(tableCases(1), 6))
    expect(complaints(encodeTypescript(model))).toEqual([]);
});

test("ONNX Runtime answers as Akari does, from float64", async () => {
  await fc.assert(
    fc.asyncProperty(tableCases(5), async (tableCase) => {
      const { model, columns, rows } = tableCase;
      const dims = [rows.length, 1];
      const bytes = encodeOnnx(model);
      // They keep the columns' names, unless an output or a weight is called so.
      const { inputs } = readOnnxFile(bytes);
      const names = inputs.map(({ name }) => name);
      const feeds = columns.map(({ kind }, c): [string, Fed] => {
        const name = names[c];
        if (kind === "category" || kind === "yes-no") {
          return [name, { type: "string", dims, data: rows.map((row) => String(row[c].plain ?? "")) }];
        }
        const numberOf = ({ given, plain }: GivenCell): number => {
          // A number that stands for a missing one is given as it is.
          if (typeof given === "number") return given;
          if (plain === null) return Number.NaN;
          return kind === "date" ? parseDate(String(plain)) : Number(plain);
        };
        return [name, { type: "float64", dims, data: Float64Array.from(rows, (row) => numberOf(row[c])) }];
      });
      const { data } = await runOnnx(bytes, Object.fromEntries(feeds));
      const wanted = await expectedAnswers(tableCase);
      // Values come in their own units, and classes with a number each.
      const width = data.length / rows.length;
      const found = wanted.map((answer, i): GivenAnswer => {
        const own = Array.from(data.subarray(i * width, (i + 1) * width));
        if (answer.task === "classes") return { label: answer.label, probabilities: own };
        if (answer.task === "labels") throw new Error("Tables of several labels are none of these cases.");
        return { values: Object.fromEntries(answer.values.map(({ name }, k) => [name, own[k]])) };
      });
      await expectSame(tableCase, found, 1e-5);
    }),
    { numRuns: 50 },
  );
});

const folder = mkdtempSync(join(tmpdir(), "akari-exports-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Imports each program and asks it. */
const DRIVER = `
import importlib.util, json, sys
from pathlib import Path

for path in sorted(Path(sys.argv[1]).glob("model*.py")):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(json.dumps(module.predict(json.loads(path.with_suffix(".json").read_text()))))
assert "harmed" not in dir(__builtins__) and "harmed" not in globals()
`;

test("PyTorch answers as Akari does", async ({ skip }) => {
  if (python === undefined) return skip(NO_PYTHON);
  const cases = fc.sample(tableCases(6), 60);
  for (const [i, tableCase] of cases.entries()) {
    const name = `model${String(i).padStart(3, "0")}`;
    const { program, weights } = await encodePytorch(tableCase.model, `${name}.pytorch.safetensors`);
    writeFileSync(join(folder, `${name}.py`), program);
    writeFileSync(join(folder, `${name}.pytorch.safetensors`), weights);
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(rowsOf(tableCase, "given")));
  }
  writeFileSync(join(folder, "driver.py"), DRIVER);
  const { stdout, stderr } = python([join(folder, "driver.py"), folder]);
  expect(stderr).toBe("");
  const lines = stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(cases.length);
  for (const [i, line] of lines.entries()) {
    const found = JSON.parse(line) as GivenAnswer[];
    await expectSame(cases[i], found, 1e-4);
    expectUnseen(cases[i], found);
  }
});
