/**
 * @file A table of one's own in the page: it is dropped, learned from, looked at in See, asked what if, and saved as the file
 * that the command predicts with. Its rows as points in Basics.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Locator, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { akari, makeFolder } from "../cli/harness.js";
import { violations } from "./axe.js";
import { PATIENCE } from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();
const folder = makeFolder();
afterAll(folder.remove);

const districts = ["centre", "harbour", "hill"];
const HEADER = "id,area,garden,district,price";
const rowOf = (i: number): string => {
  const area = 40 + ((i * 37) % 90);
  return `${i + 1},${i % 10 === 9 ? "" : area},${i % 4 === 0 ? "yes" : "no"},${districts[i % 3]},${100 + 3 * area + 50 * (i % 3)}`;
};
const HOUSES = [HEADER, ...Array.from({ length: 60 }, (_, i) => rowOf(i))].join("\n");

/** Drops a file anywhere on the page, or on a part of it. */
async function drop(
  page: Page,
  name: string,
  content: Uint8Array | string,
  onto: Locator = page.locator("main"),
): Promise<void> {
  const bytes = Buffer.from(content).toString("base64");
  const transfer = await page.evaluateHandle(
    ([called, base64]) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], called));
      return dropped;
    },
    [name, bytes] as const,
  );
  await onto.dispatchEvent("drop", { dataTransfer: transfer });
}

const textOf = async (found: Locator): Promise<string> => (await found.textContent(PATIENCE)) ?? "";
const answer = (page: Page): Promise<string> => textOf(page.getByTestId("prediction"));
/** Nothing is wider than the screen. */
const isWithin = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test("a table is dropped, learned from, asked what if, and saved with the figures that the command has", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await page.getByRole("application", { name: /784/ }).waitFor({ ...PATIENCE, state: "attached" });

  // Packed, so that what unpacks in a browser is asked, too; and a file that is no table leaves it open.
  await drop(page, "houses.csv.gz", gzipSync(HOUSES));
  const dialog = page.getByRole("dialog", { name: "Your own data" });
  const columns = dialog.getByTestId("own-table-columns");
  await columns.waitFor(PATIENCE);
  expect(await columns.locator("tbody tr").allInnerTexts()).toEqual([
    "price\tWhat to learn\tA number",
    "area\tnumber\t40 to 129 6 missing",
    "garden\tyes or no\tno, yes",
    "district\tcategory\tcentre, harbour, hill",
    "id\tnot used\tit numbers the rows",
  ]);
  await drop(page, "houses.xlsx", "PK\x03\x04", dialog.getByRole("group", { name: "Your own table" }));
  await expect
    .poll(() => textOf(dialog.getByRole("alert")), PATIENCE)
    .toMatch(
      /houses\.xlsx is a zip file, as those of Excel .* Save the table as CSV .* houses\.csv\.gz stays open\./,
    );
  expect(await violations(page, "dialog[open]")).toEqual([]);

  await dialog.getByTestId("own-table-target").selectOption("district");
  await expect
    .poll(() => textOf(columns.locator("tbody tr").first()), PATIENCE)
    .toMatch(/district.*Classes/s);
  await dialog.getByTestId("own-table-target").selectOption("price");
  await expect.poll(() => textOf(columns.locator("tbody tr").first()), PATIENCE).toMatch(/price.*A number/s);
  await dialog.getByRole("button", { name: "Start training" }).click();
  const score = await textOf(dialog.getByTestId("own-table-score"));
  expect(score).toMatch(/On 12 rows that it had never seen it is off by [\d.]+ /);
  await dialog.getByRole("button", { name: "Use it in See" }).click();

  // Inputs, and the terms of a neuron's card, are called by their columns.
  expect(await page.getByTestId("input-names").locator("li").allInnerTexts()).toEqual([
    "area",
    "area is missing",
    "garden = yes",
    "district = centre",
    "district = harbour",
    "district = hill",
    "district = other",
  ]);
  const cursor = page.getByRole("application").getByRole("button").first();
  await cursor.focus();
  await cursor.press("PageUp");
  await cursor.press("PageDown");
  await cursor.press("Enter");
  await page.getByTestId("card-sentence").waitFor(PATIENCE);
  expect(await textOf(page.getByRole("article"))).toMatch(/district = (centre|harbour|hill)/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");

  // A row that was held out, then another, and what if it had another area, or none that can be read?
  const choice = page.getByTestId("row-choice");
  expect(await choice.locator("option").count()).toBe(12);
  await page.getByRole("button", { name: "Row after" }).click();
  const held = await answer(page);
  await expect.poll(() => textOf(page.getByTestId("result")), PATIENCE).toContain("In the table:");
  await page.getByLabel("area", { exact: true }).fill("300");
  await expect.poll(() => answer(page), PATIENCE).not.toBe(held);
  await page.getByLabel("area", { exact: true }).fill("large");
  await expect
    .poll(() => textOf(page.getByTestId("result")), PATIENCE)
    .toContain('the form, row 1, column area: "large" is not a number.');
  expect(await page.getByTestId("prediction").count()).toBe(0);
  // What lay on the pad for another network lies there still, and so does the row for this one.
  await page.getByRole("radio", { name: "Small network" }).check();
  await expect.poll(() => answer(page), PATIENCE).toBe("9");
  await page.getByRole("radio", { name: "Your network" }).check();
  expect(await page.getByLabel("area", { exact: true }).inputValue()).toBe("large");
  await page.getByLabel("area", { exact: true }).fill("77.5");
  await page.getByLabel("garden").selectOption("yes");
  await page.getByLabel("district").selectOption("hill");
  const predicted = await answer(page);

  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the network" }).click(),
  ]);
  const [model, rows] = [folder.path("own.safetensors"), folder.path("rows.csv")];
  await download.saveAs(model);
  expect(readFileSync(model).length).toBeGreaterThan(500);
  writeFileSync(rows, "area,garden,district\n77.5,yes,hill\n");
  const { code, stdout } = await akari(["predict", model, rows]);
  expect(code).toBe(0);
  const [figure] = /[\d.]+\s*$/.exec(stdout) ?? [];
  expect(Number(figure).toFixed(1)).toBe(Number(predicted).toFixed(1));
  // The command finds the rows that were held out, and has the same score.
  const houses = folder.path("houses.csv");
  writeFileSync(houses, HOUSES);
  const evaluated = await akari(["evaluate", model, houses]);
  expect(evaluated.stdout).toContain("12 examples");
  const [, error] = /root mean squared error ([\d.]+)/.exec(evaluated.stdout) ?? [];
  expect(Number(Number(error).toPrecision(3))).toBe(Number(/off by ([\d.]+)/.exec(score)?.[1]));
}, 120_000);

test("by keyboard alone, in Japanese, on a small phone; then the same rows as points in Basics", async () => {
  const page = await studio.open({
    reducedMotion: "reduce",
    locale: "ja",
    theme: "light",
    viewport: { width: 360, height: 740 },
  });
  await page.getByRole("button", { name: "共有" }).press("Enter");
  await page.getByRole("button", { name: "自分のデータ" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "自分のデータ" });
  await dialog.getByRole("radio", { name: "表", exact: true }).press("Space");
  await dialog
    .getByTestId("own-table-file")
    .setInputFiles({ name: "家.csv", mimeType: "", buffer: Buffer.from(HOUSES) });
  await dialog.getByTestId("own-table-columns").waitFor(PATIENCE);
  await dialog.getByRole("radio", { name: "なし" }).press("Space");
  await dialog.getByRole("button", { name: "学習する" }).press("Enter");
  expect(await textOf(dialog.getByTestId("own-table-score"))).toMatch(/学習に使っていない\s12\s行での誤差は/);
  expect(await violations(page, "dialog[open]")).toEqual([]);
  await dialog.getByRole("button", { name: "「見る」で使う" }).press("Enter");
  await page.getByRole("application", { name: /7 → 1/ }).waitFor({ ...PATIENCE, state: "attached" });
  await page.getByTestId("row-choice").waitFor(PATIENCE);
  const before = await answer(page);
  await page.getByLabel("area（スライダー）").press("ArrowRight");
  await page.getByLabel("area（スライダー）").press("PageUp");
  await expect.poll(() => answer(page), PATIENCE).not.toBe(before);
  expect(await isWithin(page)).toBe(true);
  expect(await violations(page)).toEqual([]);

  await page.getByRole("link", { name: "基礎" }).press("Enter");
  await page.getByTestId("basics-own").press("Enter");
  await page
    .getByTestId("own-points-file")
    .setInputFiles({ name: "家.csv", mimeType: "", buffer: Buffer.from(HOUSES) });
  await page.getByTestId("own-points-y").selectOption("price");
  await page.getByTestId("own-points-class").selectOption("district");
  expect(await violations(page, "dialog[open]")).toEqual([]);
  await page.getByRole("button", { name: "点を表示する" }).press("Enter");
  const plot = page.getByTestId("plot");
  await plot.press("n");
  await expect
    .poll(() => textOf(page.locator("main")), PATIENCE)
    .toMatch(/点\s1：area [\d.]+、price [\d.]+ クラス\s(centre|harbour|hill)/);
  const accuracy = async (): Promise<number> =>
    Number.parseFloat(await textOf(page.getByTestId("basics-accuracy")));
  await page.getByTestId("basics-start").press("Enter");
  await expect.poll(accuracy, PATIENCE).toBeGreaterThan(80);
  expect(await isWithin(page)).toBe(true);
  // A file without two columns of numbers gets its sentence, and the points stay.
  await page.getByTestId("basics-own").press("Enter");
  await page
    .getByTestId("own-points-file")
    .setInputFiles({ name: "語.csv", mimeType: "", buffer: Buffer.from("x,k\n1,a\n2,b\n3,a\n") });
  await expect
    .poll(() => textOf(page.getByRole("alert")), PATIENCE)
    .toMatch(/語\.csv\sには、点にできる数値の列が\s2\sつありません。/);
  await page.keyboard.press("Escape");
  expect(await page.getByTestId("basics-problem-own").getAttribute("aria-pressed")).toBe("true");
}, 120_000);
