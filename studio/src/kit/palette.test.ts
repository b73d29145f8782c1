import { expect, test } from "vitest";
import { mix, parseColor } from "./palette";

test("colours are read as the styles write them and mixed channel by channel", () => {
  expect(parseColor(" #ff8001")).toEqual([255, 128, 1]);
  expect(mix([0, 100, 200], [100, 0, 200], 0.25)).toEqual([25, 75, 200]);
});
