import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writePictures, writeTones } from "../support/class-folders.js";
import { lines } from "../support/table-files.js";
import { akari, makeFolder, writeIdxFolder } from "./harness.js";

const folder = makeFolder();
const path = (name: string): string => folder.path(name);
const HOSTILE = `<img src=x onerror="alert(1)">`;

async function ended(args: readonly string[], env?: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await akari(args, env === undefined ? {} : { env });
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  return stdout;
}

/** Trains briefly and writes a report. @returns the page */
async function pageOf(name: string, data: string, training: readonly string[] = []): Promise<string> {
  await ended(["train", data, "--epochs", "3", ...training, "--out", path(`${name}.safetensors`)]);
  await ended(["report", path(`${name}.safetensors`), data, "--out", path(`${name}.html`)]);
  return readFileSync(path(`${name}.html`), "utf8");
}

/** Noise that is the same every time. */
const noise = (i: number): number => ((i * 7919) % 101) / 101;

beforeAll(() => {
  const label = HOSTILE.replaceAll('"', '""');
  writeFileSync(
    path("classes.csv"),
    lines(
      `size,"a ${label}",colour,kind`,
      120,
      (i) => `${noise(i)},${noise(i + 5)},"${i % 2 ? label : "red"}","${i % 3 ? "ja" : label}"`,
    ),
  );
  writeFileSync(
    path("values.csv"),
    lines("a,b,y", 120, (i) => `${noise(i)},${noise(3 * i)},${100 + 50 * noise(i)}`),
  );
  writeFileSync(
    path("two.csv"),
    lines("a,b,y,z", 120, (i) => `${noise(i)},${noise(3 * i)},${noise(i) * 2.5},${noise(3 * i) - 0.5}`),
  );
  writeIdxFolder(path("digits"));
  writePictures(path("pictures"));
  writeTones(path("tones"));
});
afterAll(folder.remove);

describe("a page", () => {
  test("of digits: scores, curves, matrix, mistakes and a map", async () => {
    const page = await pageOf("digits", path("digits"));
    for (const part of [
      "<!doctype html>",
      "95% interval",
      "Training curves",
      "Rows are actual classes, columns predicted ones",
      "Class by class",
      "Calibration",
      "Most confident mistakes",
      'class="map"',
      "28×28 pixels",
    ]) {
      expect(page).toContain(part);
    }
  });

  test("needs nothing else: no script, no other file, no network", async () => {
    const page = readFileSync(path("digits.html"), "utf8");
    expect(page).not.toMatch(/<script|<link|@import|\bon\w+=/i);
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^data:/);
    expect(page).not.toMatch(/url\(/);
    expect(page).not.toContain(path(""));
  });

  test("is the same to the byte when it is written again", async () => {
    const before = readFileSync(path("digits.html"));
    await ended(["report", path("digits.safetensors"), path("digits"), "--out", path("digits.html")]);
    expect(readFileSync(path("digits.html")).equals(before)).toBe(true);
  });

  test("shows the very pictures, though importance shuffles pixels", async () => {
    const json = JSON.parse(
      await ended([
        "report",
        path("digits.safetensors"),
        path("digits"),
        "--out",
        path("digits.html"),
        "--json",
      ]),
    );
    const again = JSON.parse(await ended(["evaluate", path("digits.safetensors"), path("digits"), "--json"]));
    expect(json).toMatchObject({
      out: path("digits.html"),
      examples: 40,
      learned: false,
      accuracy: again.accuracy,
    });
    expect(json.importance.features).toHaveLength(49);
    expect(json.importance.score).toBe(again.accuracy);
  });

  test("of a table with a stranger's words in it: all of them are text", async () => {
    const page = await pageOf("classes", path("classes.csv"), ["--layers", "4"]);
    expect(page).not.toContain("<img src=x");
    expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(page).toMatch(/<table class="rows">[\s\S]*row \d+/);
    expect(page).toContain('class="importance"');
  });

  test("of numbers: predicted against actual, residuals, the largest errors", async () => {
    const page = await pageOf("values", path("values.csv"), ["--layers", "4"]);
    for (const part of [
      "R²",
      "in the unit of y",
      "Predicted against actual",
      "Residuals",
      "Largest errors",
    ]) {
      expect(page).toContain(part);
    }
    expect(page.match(/<td>[\d.]+ ± /g)).toHaveLength(2);
    expect(page.match(/class="points" d="([^"]*)"/)?.[1].split("M")).toHaveLength(25);
    const call = [path("values.safetensors"), path("values.csv")];
    const out = path("values.html");
    const { loss, r2, outputs } = JSON.parse(await ended(["report", ...call, "--out", out, "--json"]));
    const again = JSON.parse(await ended(["evaluate", ...call, "--json"]));
    expect({ loss, r2 }).toEqual({ loss: again.loss, r2: again.r2 });
    expect(outputs[0].rmse).toBe(again.outputs[0].rmse);
  });

  test("of several numbers: a table of all, and charts of each", async () => {
    const page = await pageOf("two", path("two.csv"), ["--target", "y,z"]);
    expect(page).toContain("Predictions of y");
    expect(page).toContain("Predictions of z");
    expect(page).toContain("Largest errors: z");
  });

  test("of coloured pictures and of recordings", async () => {
    const pictures = await pageOf("pictures", path("pictures"));
    expect(pictures).toContain("8×8 pixels of red, green and blue");
    const tones = await pageOf("tones", path("tones"), ["--lr", "0.00001"]);
    expect(tones).toContain("log-mel spectrograms");
    expect(tones).toMatch(/Hz, upwards/);
    expect(tones).toMatch(/class="wave"[\s\S]*<img src="data:image\/png;base64,/);
  });
});

test("a table that the model did not learn from is read by the model's columns", async () => {
  writeFileSync(
    path("other.csv"),
    lines("note,b,y,a", 30, (i) => `n${i},${noise(3 * i)},${50 * noise(i)},${noise(i)}`),
  );
  await ended(["report", path("values.safetensors"), path("other.csv"), "--out", path("other.html")]);
  const page = readFileSync(path("other.html"), "utf8");
  expect(page).toContain("values.safetensors on other.csv");
  expect(page).toContain("30 examples");
  expect(page).toMatch(/<th scope="row">row \d+<\/th>/);
  expect(page).not.toContain("has learned from some of these");
});

describe("options", () => {
  const report = (...more: string[]) =>
    akari(["report", path("digits.safetensors"), path("digits"), "--out", path("again.html"), ...more]);

  test("in Japanese, by option or by the environment", async () => {
    await report("--lang", "ja");
    const page = readFileSync(path("again.html"), "utf8");
    expect(page).toContain('<html lang="ja">');
    expect(page).toContain("混同行列");
    const { code } = await akari(
      ["report", path("digits.safetensors"), path("digits"), "--out", path("env.html")],
      { env: { LANG: "ja_JP.UTF-8" } },
    );
    expect(code).toBe(0);
    expect(readFileSync(path("env.html"), "utf8")).toBe(page);
  });

  test("a part that was learned from is said to be so", async () => {
    await report("--part", "train");
    expect(readFileSync(path("again.html"), "utf8")).toContain("has learned from some of these");
    await report();
    expect(readFileSync(path("again.html"), "utf8")).not.toContain("has learned from some of these");
  });

  test("where it cannot be written, nothing is computed", async () => {
    const { code, stderr } = await report("--out", path("no/where.html"));
    expect(code).toBe(2);
    expect(stderr).toContain("given twice");
    const other = await akari([
      "report",
      path("digits.safetensors"),
      path("digits"),
      "--out",
      path("no/where.html"),
    ]);
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/There is no folder .*no/);
  });

  test("data of another kind", async () => {
    const { code, stderr } = await akari([
      "report",
      path("digits.safetensors"),
      path("values.csv"),
      "--out",
      path("x.html"),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("takes pictures");
  });
});
