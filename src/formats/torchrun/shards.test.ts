import { expect, test } from "vitest";
import type { Dataset } from "../../data/dataset.js";
import { defineModel } from "../../model/model.js";
import type { ColumnPreprocessing } from "../../model/preprocessing.js";
import { decodeSafetensors } from "../safetensors/safetensors.js";
import { encodeShard, inputBlocks, rowsOfShard } from "./shards.js";

const filled = { fill: 0, indicator: false };
const number = (name: string, indicator = false): ColumnPreprocessing => ({
  name,
  kind: "number",
  shift: 0,
  scale: 1,
  missing: { fill: 0, indicator },
});
const category = (name: string, values: readonly string[], indicator = false): ColumnPreprocessing => ({
  name,
  kind: "category",
  values,
  missing: { fill: values[0], indicator },
});
const columns: ColumnPreprocessing[] = [
  number("size"),
  number("age", true),
  category("city", ["Kyoto", "Nara"]),
  { name: "garden", kind: "yes-no", values: ["no", "yes"], missing: filled },
  category("colour", ["red"], true),
];
// The last two are products of numbers.
const network = defineModel({
  inputs: 3 + 3 + 1 + 2 + 1 + 2,
  layers: [{ units: 1, activation: "linear" }],
  preprocessing: { divideBy: 1, table: { columns, targets: ["price"], degree: 2 } },
});

/** What stands behind the header, a tensor's bytes by its name. */
function bytesOf(file: Uint8Array, name: string): Uint8Array {
  const length = new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  const [begin, end] = header[name].data_offsets;
  return file.subarray(8 + length + begin, 8 + length + end);
}

test("inputs that are no category's stay as they are, and a category is a number", () => {
  expect(inputBlocks(network)).toEqual([
    { from: 0, to: 3 },
    { category: 0, size: 3 },
    { from: 3, to: 4 },
    { category: 1, size: 2 },
    { from: 4, to: 7 },
  ]);
  const pictures = defineModel({ inputs: 4, layers: [{ units: 2, activation: "softmax" }] });
  expect(inputBlocks(pictures)).toEqual([{ from: 0, to: 4 }]);
});

test("rows come into a shard in the order that is asked for, with targets and weights", () => {
  const rows = [
    [1, 2, 0, /* city */ 0, 1, 0, /* garden */ 1, /* colour */ 1, 0, 0, 5, 6],
    [3, 4, 1, 0, 0, 1, 0, 0, 1, 1, 7, 8],
  ];
  const data: Dataset = {
    name: "houses",
    features: { data: Float32Array.from(rows.flat()), rows: 2, columns: 12 },
    targets: { kind: "values", data: Float64Array.of(0.1, 0.2), columns: 1 },
    weights: Float64Array.of(1, 3),
    preprocessing: network.preprocessing,
  };
  const form = { blocks: inputBlocks(network), precision: 32 } as const;
  const file = encodeShard(data, Uint32Array.of(1, 0), form);
  const { tensors } = decodeSafetensors(file, "shard");
  expect(tensors.get("numbers")).toEqual({
    shape: [2, 7],
    data: Float32Array.of(3, 4, 1, 0, 1, 7, 8, 1, 2, 0, 1, 0, 5, 6),
  });
  expect(Array.from(bytesOf(file, "categories"))).toEqual([2, 1, 1, 0]);
  expect(tensors.get("targets")?.data).toEqual(Float32Array.of(0.2, 0.1));
  expect(tensors.get("weights")?.data).toEqual(Float64Array.of(3, 1));
  const double = encodeShard(data, Uint32Array.of(0), { ...form, precision: 64 });
  expect(decodeSafetensors(double, "shard").tensors.get("targets")?.data).toEqual(Float64Array.of(0.1));
  const broken = { ...data.features, data: new Float32Array(24) };
  expect(() => encodeShard({ ...data, features: broken }, Uint32Array.of(0), form)).toThrow("all zeros");
});

test("bytes of pixels and classes stay bytes, and more than 256 classes are whole numbers", () => {
  const data: Dataset = {
    name: "pictures",
    features: { data: Uint8Array.of(0, 255, 7, 9), rows: 2, columns: 2 },
    targets: { kind: "classes", classes: Uint32Array.of(1, 299), names: Array.from({ length: 300 }, String) },
    preprocessing: { divideBy: 255 },
  };
  const file = encodeShard(data, Uint32Array.of(0, 1), { blocks: [{ from: 0, to: 2 }], precision: 32 });
  expect(Array.from(bytesOf(file, "numbers"))).toEqual([0, 255, 7, 9]);
  const classes = bytesOf(file, "targets");
  expect([...new Int32Array(classes.slice().buffer)]).toEqual([1, 299]);
  expect(rowsOfShard({ ...data.features, rows: 10 ** 9 })).toBe(2 ** 25);
});
