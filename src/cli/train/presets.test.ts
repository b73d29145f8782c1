import { expect, test } from "vitest";
import { augmentation, augmentationText } from "./augment.js";
import { withPreset } from "./presets.js";

test("a preset sets what is left open, and says so as one would type it", () => {
  const { options, chosen } = withPreset({ preset: "drawn", epochs: 3 });
  expect(options).toMatchObject({ layers: [256, 128], epochs: 3, schedule: { name: "cosine" } });
  expect(options.augment).toMatchObject({ normalize: true });
  expect(chosen).toContain("--layers 256,128 --activation gelu");
  expect(chosen).not.toContain("--epochs");
});

test("it sets nothing that another option makes pointless", () => {
  expect(withPreset({ preset: "best", layers: [] }).options.activation).toBeUndefined();
});

test("without a preset, options are as they were", () => {
  expect(withPreset({ epochs: 3 })).toEqual({ options: { epochs: 3 }, chosen: undefined });
});

test("amounts of distortion are read and written", () => {
  const amounts = augmentation("rotation=8, elastic=2.5,normalize", "--augment");
  expect(amounts).toMatchObject({ rotation: 8, elastic: 2.5, shear: 0, normalize: true });
  expect(augmentationText(amounts)).toBe("rotation=8,elastic=2.5,normalize");
  expect(augmentation(augmentationText(amounts), "--augment")).toEqual(amounts);
  expect(augmentation("standard", "--augment").rotation).toBeGreaterThan(0);
});

test.each([
  ["rotatoin=8", 'does not know "rotatoin=8". Did you mean rotation?'],
  ["rotation", '--augment rotation must be a number of 0 or more, not "".'],
  ["rotation=90", "must be a number from 0 to 45, not 90"],
  ["normalize=2", '--augment normalize must be true or false, not "2".'],
])("%s gets a sentence", (text, sentence) => {
  expect(() => augmentation(text, "--augment")).toThrow(sentence);
});
