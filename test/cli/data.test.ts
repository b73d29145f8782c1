import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writePictures, writeTones } from "../support/class-folders.js";
import { lines } from "../support/table-files.js";
import { akari, makeFolder, writeIdxFolder } from "./harness.js";

const folder = makeFolder();
const path = (name: string): string => folder.path(name);

async function data(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await akari(["data", ...args], { env });
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
}

beforeAll(() => {
  writeFileSync(
    path("shop.csv"),
    lines("id,price,年齢,code,same,bought", 60, (i) => {
      const bought = i === 7 ? "" : i % 15 === 0 ? "yes" : "no";
      return `${i},${(i * 37) % 41},${i === 9 ? "" : 20 + (i % 5)},${i % 15 === 0 ? "Q" : "P"},1,${bought}`;
    }),
  );
  writeFileSync(
    path("ansi.csv"),
    lines("a\x1b[2J,y", 30, (i) => `${i % 3 ? "x\x1b]0;title\x07" : "z"},${i / 2}`),
  );
  writeIdxFolder(path("digits"));
  writePictures(path("pictures"));
  writeTones(path("tones"));
});
afterAll(folder.remove);

describe("a table", () => {
  test("columns, classes, rows and warnings, in 80 columns", async () => {
    const text = await data([path("shop.csv")]);
    const [, ...body] = text.split("\n");
    for (const part of [
      /60 rows, 6 columns/,
      /^price +number +– +[▁-█ ]+ 0 to 40, mean/m,
      /^年齢 +number +1 /m,
      /^bought +target +– +2 classes/m,
      /^id +left out +0 +an identifier/m,
      /Classes of bought\n {2}no +55 +93\.2% {2}█+/,
      /1 row without a target/,
      /The same in every row, so that nothing is learned from it: same/,
      /code gives bought away[\s\S]*--ignore code/,
      /Fewer than 10 examples of yes/,
      /times as many examples as the\s+smallest/,
    ]) {
      expect(text).toMatch(part);
    }
    expect(body.filter((line) => line.length > 80)).toEqual([]);
  });

  test("as JSON", async () => {
    const found = JSON.parse(await data([path("shop.csv"), "--json"]));
    expect(found).toMatchObject({
      kind: "table",
      rows: 59,
      withoutTarget: 1,
      giveAways: [{ column: "code", score: 1 }],
      classes: { target: "bought", rare: ["yes"] },
    });
    expect(found.warnings).toHaveLength(5);
  });

  test("an option that chooses the target", async () => {
    expect(await data([path("shop.csv"), "--target", "price", "--ignore", "bought"])).toMatch(
      /^price +target/m,
    );
    const { code, stderr } = await akari(["data", path("shop.csv"), "--target", "prize"]);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean "price"?');
  });

  test("a stranger's cells do not reach the terminal as they are", async () => {
    const text = await data([path("ansi.csv")]);
    expect(text).not.toContain("\x1b");
    expect(text).toContain("�]0;title�");
  });
});

describe("pictures and recordings", () => {
  test("a folder of pictures: sizes, colours, copies", async () => {
    const text = await data([path("pictures")]);
    for (const part of [
      /24 pictures, 2 classes/,
      /8×8, all of them/,
      /all in colour/,
      /1 picture is the same as another one, such as blue\/0\.png and\s+blue\/11\.png/,
    ]) {
      expect(text).toMatch(part);
    }
    expect(text).not.toContain("\x1b");
    expect(await data([path("pictures")], { FORCE_COLOR: "3" })).toContain("▀");
  });

  test("a folder of recordings: lengths, rates, how loud they are", async () => {
    const text = await data([path("tones")]);
    expect(text).toMatch(/24 recordings, 2 classes/);
    expect(text).toMatch(/Length: +0\.25 to 0\.25 s/);
    expect(text).toMatch(/8,000 Hz, all of them/);
    expect(JSON.parse(await data([path("tones"), "--json"]))).toMatchObject({
      kind: "sounds",
      rows: 24,
      rates: { "8,000 Hz": 24 },
    });
  });

  test("IDX files: both parts, and pictures that are in both", async () => {
    const text = await data([path("digits")]);
    expect(text).toMatch(/200 to learn from, 40 to test on/);
    expect(text).toMatch(/pictures are the same as another one, such as training image \d+ and/);
    expect(JSON.parse(await data([path("digits"), "--json"]))).toMatchObject({
      kind: "digits",
      train: 200,
      test: 40,
    });
  });

  test("an option that would be ignored", async () => {
    const { code, stderr } = await akari(["data", path("tones"), "--size", "8x8"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--size would be ignored");
  });
});
