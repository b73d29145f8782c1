import { expect, test } from "vitest";
import { partsOf } from "./sentence";

test("text and slots take turns", () => {
  expect(partsOf("{optimizer} at {rate}, {batch} images")).toEqual([
    { slot: "optimizer" },
    { text: " at " },
    { slot: "rate" },
    { text: ", " },
    { slot: "batch" },
    { text: " images" },
  ]);
  expect(partsOf("nothing")).toEqual([{ text: "nothing" }]);
});
