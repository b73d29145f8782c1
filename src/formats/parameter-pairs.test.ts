import { expect, test } from "vitest";
import { compareNaturally, pairTensors } from "./parameter-pairs.js";

test("numbers in names compare as numbers", () => {
  const ordered = [
    "",
    "0.",
    "2.",
    "10.",
    "99999999999999999998.",
    "99999999999999999999.",
    "fc.",
    "fc1.",
    "fc2.",
  ];
  ordered.push("fc10.", "fc10.1.", "layers.2.", "layers.10.");
  expect([...ordered].reverse().sort(compareNaturally)).toEqual(ordered);
});

test("leading zeros decide only between equals", () => {
  expect(["b1", "b02", "b2", "b01"].sort(compareNaturally)).toEqual(["b01", "b1", "b02", "b2"]);
});

test.each([
  [
    "nn.Sequential",
    ["0.bias", "0.weight", "10.bias", "10.weight", "2.bias", "2.weight"],
    ["0.", "2.", "10."],
  ],
  ["attributes", ["fc2.weight", "fc1.weight", "fc1.bias", "fc2.bias"], ["fc1.", "fc2."]],
  ["a list of modules", ["layers.1.weight", "layers.1.bias"], ["layers.1."]],
  ["a single layer", ["bias", "weight"], [""]],
])("pairs the names of %s", (_what, tensors, prefixes) => {
  const expected = prefixes.map((prefix) => ({ weight: `${prefix}weight`, bias: `${prefix}bias` }));
  expect(pairTensors(tensors, "net")).toEqual(expected);
});

test.each([
  [["0.weight"], 'the tensor "0.weight" has no "0.bias" beside it'],
  [["0.weight", "0.bias", "2.bias"], 'the tensor "2.bias" has no "2.weight" beside it'],
  [["0.weight", "0.bias", "1.running_mean"], 'the tensor "1.running_mean" is neither a weight nor a bias'],
  [[], "it holds no tensors"],
])("refuses %j", (tensors, message) => {
  expect(() => pairTensors(tensors, "net.safetensors")).toThrow(
    expect.objectContaining({ code: "invalid-file", message: expect.stringContaining(message) }),
  );
});
