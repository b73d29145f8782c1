import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeSounds, soundExamples } from "../../src/data/audio/sounds.js";
import { decodePicture } from "../../src/data/image/decode.js";
import { encodePictures } from "../../src/data/image/pictures.js";
import { pictureFiles } from "../support/picture-files.js";
import { type BrowserSettings, readMediaInBrowser, runInBrowser } from "./browser-run.mjs";
import { launchChromium } from "./chromium.mjs";
import type { Read } from "./media-run.mjs";
import { soundsMade } from "./sounds-made.mjs";

const golden: unknown = JSON.parse(readFileSync(new URL("golden.json", import.meta.url), "utf8"));

/** Longer than the page is given to report. */
const TIMEOUT = 150_000;

let browser: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function expectGolden(settings: BrowserSettings, threads: number): Promise<void> {
  const outcome = await runInBrowser(browser.open, settings);
  expect(outcome).toEqual({ isolated: settings.isolated, threads, hashes: golden });
}

describe("the fixed run in Chromium gives Node's hashes", () => {
  test.each([1, 2])(
    "in a Worker of an isolated page, with threads: %i",
    (threads) => expectGolden({ isolated: true, place: "worker", threads }, threads),
    TIMEOUT,
  );

  test.each([
    { isolated: true, place: "page" },
    { isolated: false, place: "page" },
    { isolated: false, place: "worker" },
  ] as const)(
    "with one thread where more cannot be had: %o",
    (where) => expectGolden({ ...where, threads: 2 }, 1),
    TIMEOUT,
  );

  test(
    "with one thread where the page's policy forbids Workers made of text",
    () => {
      const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
      return expectGolden({ isolated: true, policy, place: "worker", threads: 2 }, 1);
    },
    TIMEOUT,
  );
});

describe("pictures and sounds in Chromium are those of Node", () => {
  test.each(["page", "worker"] as const)(
    "in a %s",
    async (place) => {
      const given = await pictureFiles();
      const { files, drawn, inputs, examples, sounds } = await readMediaInBrowser(browser.open, place, given);
      for (const [name, bytes] of given) {
        const expected = await decodePicture(bytes, name).then(
          ({ width, height, data }) => ({ width, height, data: [...data] }),
          ({ code, message }) => ({ code, message }),
        );
        if (name.endsWith(".png")) expect(files[name], name).toEqual(expected);
        else expect(difference(files[name], expected), name).toBeLessThanOrEqual(JPEG_TOLERANCE);
      }
      const good = [...given].filter(([name]) => "data" in files[name]);
      expect(good.length).toBe(given.size - 1);
      const blobs = good.map(([, bytes]) => new Blob([new Uint8Array(bytes)]));
      const { data } = await encodePictures(blobs, { divideBy: 255, image: [6, 6], channels: 3 });
      const most = data.reduce((found, level, i) => Math.max(found, Math.abs(level - inputs[i])), 0);
      expect(most).toBeLessThanOrEqual(JPEG_TOLERANCE);
      expect(examples).toEqual(inputs);
      const heard = [...inputsOfSounds()];
      expect(sounds).toEqual({ samples: heard, buffers: place === "page" ? heard : [] });

      for (const what of ["OffscreenCanvas", "ImageBitmap", ...(place === "page" ? ["canvas"] : [])]) {
        expect(drawn[what], what).toEqual(drawn.ImageData);
      }
      if (place === "page") expect(drawn.element).toEqual(files["grey.png"]);
      expect(drawn["canvas of wide colours"]).toMatchObject({ width: 1 });
      expect(drawn["tiles of a large ImageBitmap"]).toEqual({ width: 5000, height: 3, data: [] });
      expect(drawn.WebP).toMatchObject({ width: 8, height: 8 });
      const refused = Object.entries(drawn).flatMap(([what, read]) =>
        "code" in read ? [[what, read.message]] : [],
      );
      expect(Object.fromEntries(refused)).toEqual(
        place === "page" ? { ...REFUSED, ...REFUSED_IN_PAGE } : REFUSED,
      );
    },
    TIMEOUT,
  );
});

/** Of 255 levels: Chromium 156 gives exactly MozJPEG's pixels, and others may round otherwise. */
const JPEG_TOLERANCE = 2;

const REFUSED = {
  "closed ImageBitmap": "picture cannot be 0×0 pixels.",
  "canvas of a bitmap renderer": expect.stringContaining("has another context than a 2D one"),
  "wide colours": expect.stringContaining("has its colours in display-p3"),
  text: "picture is no picture, or a damaged one. Give pictures as PNG or JPEG.",
};

const REFUSED_IN_PAGE = {
  "tainted canvas": expect.stringContaining("shows a picture from another site"),
  "tainted element": expect.stringContaining("shows a picture from another site"),
  "element without a picture": expect.stringContaining("has loaded no picture"),
  "transferred canvas": expect.stringContaining("transferred its control"),
};

function inputsOfSounds(): Float32Array {
  const made = soundsMade();
  const examples = soundExamples(made.map((sound) => ({ sound, label: "a" })));
  return encodeSounds(made, examples.prepare(Uint32Array.from(made.keys()))).data;
}

/** The most by which two pictures of one size differ. */
function difference(a: Read, b: Read): number {
  if (!("data" in a && "data" in b) || a.width !== b.width || a.height !== b.height) return Number.NaN;
  return a.data.reduce((most, level, i) => Math.max(most, Math.abs(level - b.data[i])), 0);
}
