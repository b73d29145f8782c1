/**
 * @file What a cell's text means to exported programs: dates, and categories by their meaning, as src/data/table has it.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { parseDate } from "../../src/data/table/cells.js";
import { asYesNo, ValueIndex } from "../../src/data/table/values.js";
import { encodePytorch } from "../../src/formats/pytorch/encode.js";
import { encodeTypescript } from "../../src/formats/typescript/encode.js";
import { defineModel, initializeParameters, type Model } from "../../src/model/model.js";
import { NO_PYTHON, python } from "../pytorch/python.js";
import { runTypescript } from "../support/generated.js";

/** A table with a date and a column of these values. */
function modelOf(values: readonly string[]): Model {
  const definition = defineModel({
    inputs: values.length + 2,
    layers: [{ units: 1, activation: "linear" }],
    preprocessing: {
      divideBy: 1,
      table: {
        targets: ["target"],
        columns: [
          { name: "day", kind: "date", shift: 0, scale: 1, missing: { fill: 0, indicator: false } },
          { name: "choice", kind: "category", values, missing: { fill: "", indicator: false } },
        ],
      },
    },
  });
  return { definition, parameters: initializeParameters(definition, 1) };
}

const digits = (most: number) => fc.integer({ min: 0, max: most }).map(String);
const padded = (most: number) =>
  fc.tuple(digits(most), fc.boolean()).map(([text, isPadded]) => (isPadded ? text.padStart(2, "0") : text));
const year = fc
  .oneof({ weight: 5, arbitrary: fc.integer({ min: 1890, max: 2110 }) }, fc.integer({ min: 0, max: 10_100 }))
  .map(String);
const time = fc.oneof(
  fc.constant(""),
  fc
    .tuple(
      fc.constantFrom("T", " ", "  ", "\u00a0", "t", "T "),
      padded(25),
      fc.constantFrom("00", "7", "59", "60", "30"),
      fc.constantFrom("", ":00", ":5", ":59.25", ":60,5", ":61", ":30.1234567891"),
      fc.constantFrom("", "Z", " Z", "+09:00", "-0330", "+9", "\u3000Z"),
    )
    .map(([mark, hour, minute, second, zone]) => `${mark}${hour}:${minute}${second}${zone}`),
);
const month = fc.constantFrom("Jan", "february", "MAR", "May", "Juni", "sept", "December", "Mai");
/** Texts that are dates, or nearly so. */
const dates = fc.oneof(
  fc.tuple(year, padded(13), padded(32), time).map(([y, m, d, t]) => `${y}-${m}-${d}${t}`),
  fc.tuple(year, padded(13), padded(32), time).map(([y, m, d, t]) => `${y}/${m}/${d}${t}`),
  fc.tuple(year, padded(13), padded(32), time).map(([y, m, d, t]) => `${y}年${m}月${d}日${t}`),
  fc.tuple(year, padded(13)).map(([y, m]) => `${y}-${m}`),
  fc.tuple(padded(32), padded(13), year, time).map(([d, m, y, t]) => `${d}.${m}.${y}${t}`),
  fc.tuple(padded(32), month, year).map(([d, m, y]) => `${d} ${m} ${y}`),
  fc.tuple(month, padded(32), year).map(([m, d, y]) => `${m}. ${d}, ${y}`),
  fc.string(),
);

const word = fc.oneof(
  fc.constantFrom(
    "1",
    "1.0",
    "01",
    "+1",
    "-0",
    "−2",
    "-2.50",
    ".5",
    "0.5",
    "1e3",
    "１",
    "２.0",
    "1,0",
    "٣",
    "5.",
    ".",
  ),
  fc.constantFrom(
    "True",
    "TRUE",
    "no",
    "No",
    "ＮＯ",
    "off",
    "x",
    "X",
    "e\u0301",
    "é",
    "Å",
    "Å",
    "ﬁ",
    "fi",
    "ı",
    "İ",
    "ß",
    "ẞ",
  ),
  fc.constantFrom("はい", "いいえ", " padded ", "\u00a0padded", "+", "-"),
  fc.string({ unit: "binary", minLength: 1, maxLength: 3 }),
);
const cases = fc.record({
  dates: fc.array(dates, { minLength: 20, maxLength: 20 }),
  values: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
  texts: fc.array(word, { minLength: 10, maxLength: 10 }),
});

const trimmed = (texts: readonly string[]): string[] => texts.map((text) => text.trim());

/** Whether letters' case is no matter in a column of these values. */
const anyCase = (values: readonly string[]): boolean =>
  values.length === 2 && asYesNo(values[0], values[1]) !== undefined;

test("in TypeScript", async () => {
  const { dayOf, placeOf } = await runTypescript<{
    dayOf(text: string): number;
    placeOf(text: string, column: { values: readonly string[]; anyCase: boolean }): number;
  }>(`${encodeTypescript(modelOf(["a"]))}\nexport { dayOf, placeOf };`);
  fc.assert(
    fc.property(cases, ({ dates: days, values, texts }) => {
      expect(trimmed(days).map(dayOf)).toEqual(trimmed(days).map(parseDate));
      const known = new ValueIndex(values);
      const column = { values, anyCase: anyCase(values) };
      const places = trimmed(texts).map((text) => placeOf(text, column));
      expect(places).toEqual(trimmed(texts).map((text) => known.find(text)));
    }),
    { numRuns: 500 },
  );
});

test("letters' case is no matter where a column says no and yes", () => {
  expect(encodeTypescript(modelOf(["はい", "いいえ"]))).toContain("anyCase: true");
  expect(encodeTypescript(modelOf(["a", "b"]))).toContain("anyCase: false");
});

const folder = mkdtempSync(join(tmpdir(), "akari-cells-"));
afterAll(() => rmSync(folder, { recursive: true }));

const DRIVER = `
import json, math, sys
from pathlib import Path

folder = Path(__file__).parent
sys.path.insert(0, str(folder))
import net

asked = json.loads((folder / "asked.json").read_text())
for case in asked:
    days = [net.day_of(text) for text in case["days"]]
    column = {**net.COLUMNS[1], "values": case["values"], "any_case": case["any_case"]}
    places = [net.place_of(text, column) for text in case["texts"]]
    print(json.dumps([[None if math.isnan(day) else day for day in days], places]))
`;

test("in Python", async ({ skip }) => {
  if (python === undefined) return skip(NO_PYTHON);
  const sampled = fc.sample(cases, 300);
  const { program, weights } = await encodePytorch(modelOf(["a"]), "net.pytorch.safetensors");
  writeFileSync(join(folder, "net.py"), program);
  writeFileSync(join(folder, "net.pytorch.safetensors"), weights);
  const asked = sampled.map(({ dates: days, values, texts }) => ({
    days: trimmed(days),
    values,
    texts: trimmed(texts),
    any_case: anyCase(values),
  }));
  writeFileSync(join(folder, "asked.json"), JSON.stringify(asked));
  writeFileSync(join(folder, "driver.py"), DRIVER);
  const { stdout, stderr } = python([join(folder, "driver.py")]);
  expect(stderr).toBe("");
  const found = stdout.trimEnd().split("\n");
  expect(found).toHaveLength(asked.length);
  for (const [i, line] of found.entries()) {
    const { days, values, texts } = asked[i];
    const known = new ValueIndex(values);
    const wanted = days.map((text) => parseDate(text)).map((day) => (Number.isNaN(day) ? null : day));
    expect({ values, texts, places: JSON.parse(line) }).toEqual({
      values,
      texts,
      places: [wanted, texts.map((text) => known.find(text))],
    });
  }
});
