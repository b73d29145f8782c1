/**
 * @file A network for one's own sounds: recorded by a microphone that plays a file, opened, or ours; it learns to tell them
 * apart, listens in See, and is the same network for the command.
 */

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import wavefile from "wavefile";
import { violations } from "./axe.js";
import { PATIENCE } from "./hands.js";
import { useStudioPages } from "./page.js";

const COMMAND = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "akari-own-sounds-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RATE = 48_000;
const SECONDS = 0.6;

/** A whistle that glides from one pitch to another, in Hz. */
const whistle = (from: number, to: number): Float64Array =>
  Float64Array.from({ length: SECONDS * RATE }, (_, i) => {
    const t = i / RATE;
    const swell = Math.sin(0.5 * Math.PI * Math.min(1, 20 * t, 20 * (SECONDS - t)));
    return 0.4 * swell * Math.sin(2 * Math.PI * (from * t + ((to - from) * t * t) / (2 * SECONDS)));
  });

/** What the microphone hears, again and again: silence, a whistle that rises, silence, one that falls. */
function hall(): Float64Array {
  const samples = new Float64Array(3 * RATE);
  samples.set(whistle(900, 1500), 0.5 * RATE);
  samples.set(whistle(1500, 900), 1.9 * RATE);
  return samples;
}

function wavOf(samples: Float64Array, depth: "8" | "16" | "24" | "32"): Buffer {
  const most = 2 ** (Number(depth) - 1) - 1;
  const wav = new wavefile.WaveFile();
  wav.fromScratch(
    1,
    RATE,
    depth,
    Float64Array.from(samples, (x) => Math.round(x * most) + (depth === "8" ? 128 : 0)),
  );
  return Buffer.from(wav.toBuffer());
}

const MICROPHONE = join(folder, "hall.wav");
writeFileSync(MICROPHONE, wavOf(hall(), "16"));
const studio = useStudioPages(undefined, [
  "--use-fake-device-for-media-stream",
  // Grants what the page asks for: a browser without a window cannot ask anybody.
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-audio-capture=${MICROPHONE}`,
]);

/** Notes what the page is lent, so that it can be seen whether it was let go. */
const LENT = `{
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  window.lent = [];
  mediaDevices.getUserMedia = async (wish) => {
    const stream = await ask(wish);
    window.lent.push(...stream.getTracks());
    return stream;
  };
}`;
const lent = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { lent: MediaStreamTrack[] }).lent.map((t) => t.readyState));

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function openSounds(page: Page): Promise<void> {
  await button(page, "Share").click(PATIENCE);
  await page.getByRole("dialog").getByRole("button", { name: "Your own data" }).click(PATIENCE);
  await page.getByRole("radio", { name: "Sounds" }).check(PATIENCE);
}

/** How many sounds a class has. */
const counts = (page: Page): Promise<string[]> =>
  page
    .getByRole("group", { name: "Your own sounds" })
    .getByText(/^\d+ sounds?$/)
    .allTextContents();

test("sounds are recorded, opened and taken, learned, and told apart in the page and by the command", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await page.evaluate(LENT);
  await openSounds(page);
  expect(await lent(page)).toEqual([]);

  // By the keyboard alone: the microphone is asked for when it is wanted, and let go of.
  await button(page, "Record").focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => Number.parseInt((await counts(page))[0], 10), PATIENCE).toBeGreaterThan(1);
  expect(await lent(page)).toEqual(["live"]);
  await button(page, "Stop recording").click();
  expect(await lent(page)).toEqual(["ended"]);
  await button(page, "Play sound 1 of rising").click();

  // What the microphone heard is of both kinds: it goes away again, and the last of it comes back.
  while ((await counts(page))[0] !== "0 sounds") await button(page, "Remove sound 1 of rising").click();
  await button(page, "Undo").last().click();
  expect(await counts(page)).toEqual(["1 sound", "0 sounds"]);
  await button(page, "Remove sound 1 of rising").click();

  await button(page, "Take our whistles").click();
  await expect.poll(() => counts(page), PATIENCE).toEqual(["16 sounds", "16 sounds", "16 sounds"]);
  await button(page, "Remove the class falling").click();
  expect(await counts(page)).toEqual(["16 sounds", "16 sounds"]);
  await button(page, "Undo").last().click();
  expect(await counts(page)).toEqual(["16 sounds", "16 sounds", "16 sounds"]);
  await page.getByRole("radio", { name: /^steady/ }).check();
  const files = (["8", "16", "24", "32"] as const).map((depth) => ({
    name: `${depth}.wav`,
    mimeType: "audio/wav",
    buffer: wavOf(whistle(900 + 5 * Number(depth), 900 + 5 * Number(depth)), depth),
  }));
  const silence = {
    name: "silence.wav",
    mimeType: "audio/wav",
    buffer: wavOf(new Float64Array(RATE), "16"),
  };
  const letter = { name: "letter.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("Dear microphone") };
  await page.getByTestId("own-sounds").setInputFiles([...files, silence, letter]);
  await expect.poll(() => counts(page), PATIENCE).toEqual(["16 sounds", "16 sounds", "20 sounds"]);
  await page.getByText("silence.wav was not taken: there is nothing to hear in it.").waitFor(PATIENCE);
  await page.getByText("letter.mp3 was not taken: the browser cannot read it as a sound.").waitFor(PATIENCE);
  expect(await violations(page)).toEqual([]);

  await button(page, "Start training").last().click();
  const result = page.getByTestId("own-result");
  await result.waitFor(PATIENCE);
  // Ours and the files are the same each time, and so is what is learned of them.
  expect(await result.textContent()).toContain("It got 10 of the 13 sounds it had never heard right.");
  await button(page, "Use it in See").last().click();

  // The inputs are the cells of a spectrogram; what is heard lights them up.
  const stage = page.getByRole("application", { name: /→ 16 → 3/ });
  const [, inputs] = /(\d[\d,]*) → 16 → 3/.exec((await stage.getAttribute("aria-label")) ?? "") ?? [];
  expect(Number(inputs.replace(",", "")) % 31).toBe(0);
  await page.getByTestId("result").getByText("Nothing has been heard").waitFor(PATIENCE);
  await button(page, "One of ours").click();
  const prediction = page.getByTestId("prediction");
  await expect.poll(() => prediction.textContent(), PATIENCE).toMatch(/rising|falling|steady/);
  expect(await violations(page)).toEqual([]);
  await button(page, "Listen").click();
  await page.getByText("from the microphone").waitFor(PATIENCE);
  expect(await lent(page)).toEqual(["ended", "live"]);
  // Whoever leaves takes nothing along.
  await page.getByRole("navigation").getByRole("link", { name: "Basics" }).click();
  await expect.poll(() => lent(page), PATIENCE).toEqual(["ended", "ended"]);
  await page.getByRole("navigation").getByRole("link", { name: "See" }).click();
  await page.getByText("from the microphone").waitFor(PATIENCE);

  const wav = join(folder, "falling.wav");
  writeFileSync(wav, wavOf(whistle(1450, 950), "16"));
  await page.getByTestId("listen-file").setInputFiles(wav);
  await page.getByText("falling.wav").waitFor(PATIENCE);
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["Dear ear"], "letter.wav", { type: "audio/wav" }));
    return transfer;
  });
  await page.getByTestId("result").dispatchEvent("drop", { dataTransfer: dropped });
  await page.getByText("letter.wav was not taken").waitFor(PATIENCE);
  const shown = `${await prediction.textContent()} ${await prediction.locator("xpath=following-sibling::span").textContent()}`;
  await button(page, "Share").click();
  const download = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: /^Save/ }).click();
  const model = join(folder, "whistles.safetensors");
  await (await download).saveAs(model);
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, "predict", model, wav, "--json"]);
  const said = JSON.parse(stdout) as { label: string; probability: number };
  expect(`${said.label} ${(100 * said.probability).toFixed(1)}%`).toBe(shown);
}, 120_000);

test("whoever stops, closes the dialog or looks elsewhere is not heard any more, not even if the browser asks for long", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  // A microphone that is lent after a while.
  await page.evaluate(() => {
    const state = globalThis as unknown as { lent: MediaStreamTrack[] };
    state.lent = [];
    navigator.mediaDevices.getUserMedia = async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { stream } = new AudioContext().createMediaStreamDestination();
      state.lent.push(...stream.getTracks());
      return stream;
    };
  });
  await openSounds(page);
  await button(page, "Record").click();
  await page.getByText("Waiting for the microphone…").waitFor(PATIENCE);
  await button(page, "Stop recording").click();
  await expect.poll(() => lent(page), PATIENCE).toEqual(["ended"]);

  await button(page, "Record").click();
  await page.getByText("Make the sound, pause, make it again").waitFor(PATIENCE);
  expect(await lent(page)).toEqual(["ended", "live"]);
  await page.keyboard.press("Escape");
  await expect.poll(() => lent(page), PATIENCE).toEqual(["ended", "ended"]);

  await openSounds(page);
  await button(page, "Record").click();
  await page.getByText("Make the sound, pause, make it again").waitFor(PATIENCE);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(() => lent(page), PATIENCE).toEqual(["ended", "ended", "ended"]);
  await button(page, "Record").waitFor(PATIENCE);
}, 60_000);

test("without a microphone there are a sentence and the other two ways, on a phone too", async () => {
  const page = await studio.open({
    reducedMotion: "reduce",
    theme: "light",
    viewport: { width: 360, height: 740 },
  });
  await openSounds(page);
  for (const [as, sentence] of [
    ["NotAllowedError", "The microphone was refused."],
    ["NotFoundError", "No microphone was found."],
    ["NotReadableError", "The microphone does not answer."],
  ]) {
    await page.evaluate((name) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", name));
    }, as);
    await button(page, "Record").click();
    await page.getByText(sentence).waitFor(PATIENCE);
  }
  await page.evaluate(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
  await button(page, "Record").click();
  await page.getByText("No microphone was found.").waitFor(PATIENCE);
  await page.evaluate(() => Object.defineProperty(window, "isSecureContext", { value: false }));
  await button(page, "Record").click();
  await page.getByText("Browsers lend the microphone only to pages from https").waitFor(PATIENCE);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await button(page, "Take our words").click();
  await expect.poll(() => counts(page), PATIENCE).toEqual(["16 sounds", "16 sounds"]);
}, 60_000);
