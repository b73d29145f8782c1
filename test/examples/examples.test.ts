/**
 * @file The examples as their reader has them: with the package as npm would publish it, type-checked strictly, built by Vite
 * and played by a person in Chromium.
 */

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import ts from "typescript";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { load } from "../../src/formats.js";
import { installPackage } from "../bundlers/packed.js";
import { violations } from "../studio/axe.js";
import { ROOT } from "../support/documents.js";
import { type Served, serveFolder } from "../support/serve-folder.js";
import { whistles } from "./whistles.js";

/** Those that are built; the other is a page as it stands. */
const BUILT = ["react", "game", "table", "microphone"];
/** What of ours they depend on too. */
const PACKAGES = ["react", "react-dom", "@types"];
const { version, devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const CDN = `https://cdn.jsdelivr.net/npm/akari@${version}/`;

const folder = mkdtempSync(join(tmpdir(), "akari-examples-"));
const modules = join(folder, "node_modules");
const MICROPHONE = join(folder, "microphone.wav");

let server: Served;
let browser: Browser;
beforeAll(async () => {
  cpSync(join(ROOT, "examples"), folder, { recursive: true });
  await installPackage(folder);
  for (const name of PACKAGES) symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "junction");
  for (const name of BUILT) symlinkSync(modules, join(folder, name, "node_modules"), "junction");
  writeFileSync(MICROPHONE, whistles(900, 1500));
  const args = [
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-audio-capture=${MICROPHONE}`,
  ];
  const [started] = await Promise.all([
    chromium.launch({ executablePath: findBrowser("chromium"), args }),
    ...BUILT.map((name) =>
      build({ root: join(folder, name), configFile: false, logLevel: "error", base: "./" }),
    ),
  ]);
  browser = started;
  server = await serveFolder(folder);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

test("their programs are sound TypeScript", () => {
  const configs = BUILT.map((name) => {
    const path = join(folder, name, "tsconfig.json");
    return ts.parseJsonConfigFileContent(
      ts.readConfigFile(path, ts.sys.readFile).config,
      ts.sys,
      join(path, ".."),
    );
  });
  for (const { options } of configs) expect(options.strict).toBe(true);
  // Together, for most of them is the library; React's has all that the others say.
  const program = ts.createProgram(
    configs.flatMap(({ fileNames }) => fileNames),
    configs[0].options,
  );
  const problems = ts.getPreEmitDiagnostics(program);
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
});

test("each asks for our version", () => {
  for (const name of BUILT) {
    const manifest = JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8"));
    const asked = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [dependency, range] of Object.entries(asked)) {
      expect(range).toBe(dependency === "akari" ? `^${version}` : devDependencies[dependency]);
    }
  }
  expect(readFileSync(join(folder, "page/index.html"), "utf8")).toContain(`/npm/akari@${version}/`);
});

/** Opens an example on a phone, and plays it; whatever the page complains of fails the test. */
async function play(name: string, person: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    permissions: ["microphone"],
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on(
    "console",
    (message) => ["error", "warning"].includes(message.type()) && troubles.push(message.text()),
  );
  page.on("pageerror", (error) => troubles.push(String(error)));
  await page.route(`${CDN}**`, (route) =>
    route.fulfill({
      path: join(modules, "akari", route.request().url().slice(CDN.length)),
      headers: { "Access-Control-Allow-Origin": "*" },
    }),
  );
  await page.goto(`${server.url}${name}/${BUILT.includes(name) ? "dist/" : ""}`);
  await person(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(troubles).toEqual([]);
  await context.close();
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();
const status = (page: Page) => page.getByRole("status").first();
const says = async (page: Page, text: RegExp): Promise<string> => {
  await status(page).filter({ hasText: text }).waitFor();
  return (await status(page).textContent()) ?? "";
};

describe("played in Chromium", () => {
  test("a page: trained, asked, downloaded, and found again after a reload", () =>
    play("page", async (page) => {
      await says(page, /Not trained/);
      await press(page, "Train");
      const trained = await says(page, /^Trained: 9\d\.\d% of the flowers held out .* kept in this browser/);
      expect(await page.locator("output").textContent()).toMatch(/^Iris versicolor, \d+%$/);
      const [download] = await Promise.all([page.waitForEvent("download"), press(page, "Download")]);
      const { definition } = (await load(await download.path())).model;
      expect(definition.labels).toHaveLength(3);
      await page.reload();
      const found = await says(page, /^The network from last time/);
      expect(trained).toContain(found.split(": ")[1]);
      await page.getByLabel("Petal length").fill("1.4");
      await page.getByLabel("Petal width").fill("0.2");
      await page.locator("output", { hasText: "Iris setosa" }).waitFor();
    }));

  test("React: a Worker trains, the curve grows, a run is cancelled and another finished", () =>
    play("react", async (page) => {
      const points = async () =>
        ((await page.locator("polyline").first().getAttribute("points")) ?? "").split(" ").length;
      await press(page, "Train");
      await expect.poll(points).toBeGreaterThan(2);
      await press(page, "Cancel");
      const cancelled = await says(page, /^After \d+ epochs/);
      expect(Number(/\d+/.exec(cancelled)?.[0])).toBeLessThan(3000);
      await press(page, "Train");
      expect(await says(page, /^After 3000 epochs/)).toMatch(/, 9\d\.\d%/);
      expect(await points()).toBe(150);
      expect(await page.getByRole("img").getAttribute("aria-label")).toMatch(
        /^Training loss 0\.\d+, validation/,
      );
    }));

  test("a game: against a player of habits the network gets better", () =>
    play("game", async (page) => {
      await page.locator("#moves button:enabled").last().waitFor();
      const wins = await page.evaluate(async () => {
        const buttons = [...document.querySelectorAll<HTMLButtonElement>("#moves button")];
        const told = document.querySelector("#round") as HTMLElement;
        let state = 7;
        const chance = (): number => {
          state = (state * 48271) % 2147483647;
          return state / 2147483647;
        };
        // Who wins plays the same again, who loses what would have won; one move in eight is by chance.
        let move = 0;
        const results: boolean[] = [];
        for (let round = 0; round < 100; round++) {
          buttons[move].click();
          const text = told.textContent ?? "";
          results.push(text.startsWith("The network"));
          const against = ["Rock", "Paper", "Scissors"].findIndex((name) => text.includes(`against ${name}`));
          if (text.startsWith("The network")) move = (against + 1) % 3;
          if (chance() < 1 / 8) move = Math.floor(3 * chance());
        }
        return results;
      });
      const share = (rounds: boolean[]): number => rounds.filter(Boolean).length / rounds.length;
      expect(share(wins.slice(-40))).toBeGreaterThan(0.65);
      expect(share(wins.slice(-40))).toBeGreaterThan(share(wins.slice(0, 20)) + 0.2);
      // As README says.
      expect(await page.locator("#score").textContent()).toMatch(
        /^Rounds: 100\. You \d+, network 67, draws \d+\.$/,
      );
    }));

  test("a table: opened, learned, scored, asked about a row, and another column learned", () =>
    play("table", async (page) => {
      const iris: Record<string, string | number>[] = JSON.parse(
        readFileSync(join(ROOT, "docs/iris.json"), "utf8"),
      );
      const lines = [Object.keys(iris[0]), ...iris.map(Object.values)].map((cells) => cells.join(","));
      const file = { name: "iris.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
      await page.getByLabel("CSV file").setInputFiles(file);
      await says(page, /^Of the rows held out: (?:9\d\.\d|100\.0)% classified correctly\.$/);
      expect(await page.locator("#notes").textContent()).toContain("Target: ");
      await page.locator("output", { hasText: "setosa" }).waitFor();
      await page.getByRole("textbox", { name: "petal_length" }).fill("5.8");
      await page.getByRole("textbox", { name: "petal_width" }).fill("2.2");
      await page.locator("output", { hasText: "virginica" }).waitFor();
      await page.getByLabel("To predict").selectOption("petal_width");
      await says(page, /R² 0\.9\d\d/);
      await page.locator("output", { hasText: /^petal_width \d/ }).waitFor();
      await page.getByLabel("CSV file").setInputFiles({ ...file, buffer: Buffer.from("a,b\n1\n2,3,4\n") });
      await says(page, /iris\.csv/);
    }));

  test("a microphone: two whistles recorded, learned and told apart, and the microphone let go", () =>
    play("microphone", async (page) => {
      await page.evaluate(() => {
        const { mediaDevices } = navigator;
        const ask = mediaDevices.getUserMedia.bind(mediaDevices);
        const lent: MediaStreamTrack[] = [];
        Object.assign(globalThis, { lent });
        mediaDevices.getUserMedia = async (wish) => {
          const stream = await ask(wish);
          lent.push(...stream.getTracks());
          return stream;
        };
      });
      const states = () =>
        page.evaluate(() =>
          (globalThis as unknown as { lent: MediaStreamTrack[] }).lent.map((t) => t.readyState),
        );
      expect(await states()).toEqual([]);
      // The browser plays the file from its beginning whenever the microphone is asked for.
      const [first, second] = await page.locator("#classes button").all();
      for (const [button, from, to] of [
        [first, 900, 1500],
        [second, 1500, 900],
      ] as const) {
        writeFileSync(MICROPHONE, whistles(from, to));
        for (let i = 1; i <= 3; i++) {
          await button.click();
          await button.filter({ hasText: `(${i})` }).waitFor();
        }
      }
      await press(page, "Train");
      await says(page, /^Trained/);
      await press(page, "Listen");
      await says(page, /^whistle, \d+%/);
      await press(page, "Stop");
      await says(page, /^Stopped/);
      writeFileSync(MICROPHONE, whistles(900, 1500));
      await press(page, "Listen");
      await says(page, /^clap, \d+%/);
      await press(page, "Stop");
      await says(page, /^Stopped/);
      await expect.poll(states).toEqual(Array((await states()).length).fill("ended"));
    }));
});
