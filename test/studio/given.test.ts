/**
 * @file `akari studio MODEL`: the page begins with the network that it was given.
 */

import { expect, test } from "vitest";
import { compile } from "../../src/index.js";
import { chooseImage, hiddenActivations, PATIENCE, sizes, smallModel, testImage } from "./hands.js";
import { useStudioPages } from "./page.js";

const { model, bytes } = smallModel(5);
const studio = useStudioPages(bytes);

test("a network of five hidden neurons is shown under its file's name, with its own weights", async () => {
  const page = await studio.open({ at: "?model=given&name=five.safetensors", reducedMotion: "reduce" });
  await page.getByText("five.safetensors").first().waitFor(PATIENCE);
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 5 → 10");

  await chooseImage(page, 0);
  const { layers } = (await compile(model)).trace(await testImage(0));
  const shown = await hiddenActivations(page, 1, 5);
  for (const [i, activation] of shown.entries()) expect(activation).toBeCloseTo(layers[0].activations[i], 2);
});
