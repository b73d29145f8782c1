import { expect, test } from "vitest";
import { withPreset } from "./presets.js";

test("a preset sets what is left open, and says so as one would type it", () => {
  const { options, chosen } = withPreset({ preset: "drawn", epochs: 3 });
  expect(options).toMatchObject({ layers: [512, 256], epochs: 3, schedule: { name: "cosine" } });
  expect(options.augment).toMatchObject({ normalize: true });
  expect(chosen).toContain("--layers 512,256 --activation gelu");
  expect(chosen).not.toContain("--epochs");
});

test("it sets nothing that another option makes pointless", () => {
  expect(withPreset({ preset: "best", layers: [] }).options.activation).toBeUndefined();
});

test("without a preset, options are as they were", () => {
  expect(withPreset({ epochs: 3 })).toEqual({ options: { epochs: 3 }, chosen: undefined });
});
