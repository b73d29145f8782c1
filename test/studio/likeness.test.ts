/**
 * @file How unlike a drawing is: what is no digit is called so, what is one is not, and the scale is that of MNIST's test part.
 */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromStrokes, type Stroke } from "../../src/data.js";
import { mnist } from "../../src/node.js";
import { decodeLikeness, fartherThan, SOMEWHAT, UNLIKE } from "../../studio/src/mnist/likeness.js";
import { chooseImage, PATIENCE } from "./hands.js";
import { DIGITS, draw, useStudioPages } from "./page.js";

const studio = useStudioPages();

/** What the page was built with. */
const likeness = (() => {
  const folder = new URL("../../dist/studio/assets/", import.meta.url);
  const name = readdirSync(folder).find((file) => file.includes("virtual_likeness"));
  const [, text] =
    /([A-Za-z0-9+/=]{1000,})/.exec(readFileSync(new URL(name ?? "missing", folder), "utf8")) ?? [];
  return decodeLikeness(text);
})();

const LETTER_A = [
  [
    [0.2, 0.9],
    [0.5, 0.1],
    [0.8, 0.9],
  ],
  [
    [0.3, 0.55],
    [0.7, 0.55],
  ],
];
const DOT = [[[0.5, 0.5]]];

const strokesOf = (drawing: number[][][]): Stroke[] =>
  drawing.map((stroke) => stroke.map(([x, y]) => [x, y] as const));

/** Around the middle of the pad. */
const turned = (drawing: number[][][], degrees: number): number[][][] => {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return drawing.map((stroke) =>
    stroke.map(([x, y]) => [
      0.5 + (x - 0.5) * cosine - (y - 0.5) * sine,
      0.5 + (x - 0.5) * sine + (y - 0.5) * cosine,
    ]),
  );
};

test("at most 1 in 100 of the test images is called unlike", async () => {
  const { test: part } = await mnist();
  const pixels = part.features.data as Uint8Array;
  let unlike = 0;
  let somewhat = 0;
  const COUNT = 2500;
  for (let i = 0; i < COUNT; i++) {
    // Every fourth, for the second half of the part is easier than the first.
    const share = fartherThan(pixels.subarray(784 * 4 * i, 784 * (4 * i + 1)), likeness);
    if (share >= UNLIKE) unlike++;
    else if (share >= SOMEWHAT) somewhat++;
  }
  expect(unlike / COUNT).toBeLessThan(0.013);
  expect(unlike / COUNT).toBeGreaterThan(0.006);
  expect(somewhat / COUNT).toBeLessThan(0.055);
});

test("dots, letters, noise and inverted digits are unlike", () => {
  const seven = fromStrokes(strokesOf(DIGITS["7"]));
  let state = 7;
  const random = (): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const noise = Uint8Array.from({ length: 784 }, () => 256 * random());
  const faint = Uint8Array.from({ length: 784 }, () => 60 * random());
  const grains = Uint8Array.from({ length: 784 }, () => (random() < 0.13 ? 255 : 0));
  const pictures = {
    dot: fromStrokes(strokesOf(DOT)),
    A: fromStrokes(strokesOf(LETTER_A)),
    noise,
    faint,
    grains,
    inverted: seven.map((value) => 255 - value),
    blank: new Uint8Array(784),
  };
  for (const [name, pixels] of Object.entries(pictures)) {
    expect(fartherThan(pixels, likeness), name).toBeGreaterThanOrEqual(UNLIKE);
  }
});

test.each(Object.entries(DIGITS))("a %s is not, drawn thin or thick or turned a little", (_, strokes) => {
  for (const degrees of [-12, 0, 12]) {
    for (const penWidth of [1.4, 2, 3]) {
      const pixels = fromStrokes(strokesOf(turned(strokes, degrees)), { penWidth });
      expect(fartherThan(pixels, likeness), `${degrees}°, ${penWidth}`).toBeLessThan(SOMEWHAT);
    }
  }
});

test("the page says so beside the answer and how it is measured; a digit stands alone", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  const pad = page.getByTestId("pad");
  const unlike = page.getByTestId("unlike");
  for (const drawing of [DOT, LETTER_A]) {
    await draw(page, pad, drawing);
    await expect
      .poll(() => unlike.textContent(), PATIENCE)
      .toMatch(/^Unlike .* than >?9\d\.\d% of the test images$/);
    await page.keyboard.press("Delete");
    await expect.poll(() => unlike.count(), PATIENCE).toBe(0);
  }
  await draw(page, pad, LETTER_A);
  await unlike.click();
  await page.getByRole("dialog").getByText("7×7").waitFor(PATIENCE);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Clear" }).click();
  for (const [label, strokes] of Object.entries(DIGITS)) {
    await draw(page, pad, strokes);
    await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toBe(label);
    await expect.poll(() => page.getByText("second:").count(), PATIENCE).toBe(1);
    expect(await unlike.count()).toBe(0);
    await page.keyboard.press("Delete");
  }
});

test("where a test image is read wrongly, the next step stands there", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  const why = page.getByRole("button", { name: "Why?" });
  const large = page.getByRole("button", { name: "Try the large network" });
  await chooseImage(page, 0);
  expect(await why.count()).toBe(0);
  // A 5 that the small network takes for a 6.
  await chooseImage(page, 8);
  await page.getByText("Wrong: test image 8").first().waitFor(PATIENCE);
  await large.click();
  await page.getByText("Right: test image 8").first().waitFor(PATIENCE);
  expect(await why.count()).toBe(0);
  await page.getByRole("radio", { name: "Small network" }).check({ force: true });
  await why.click();
  await page.getByTestId("why-answer").waitFor(PATIENCE);
  expect(await page.getByTestId("why-answer").textContent()).not.toBe("5");
});
