import { expect, test } from "vitest";
import { WireMessage } from "../bytes/wire.js";
import { ELEMENT, TENSOR } from "./schema.js";
import { ExternalDataError, readTensor } from "./tensor-reader.js";

/** A tensor of two numbers, `[2]`. */
const pair = (element: number): WireMessage =>
  new WireMessage().integer(TENSOR.dims, 2).integer(TENSOR.type, element);

const raw = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers);
const bytesOf = (numbers: Float32Array | Float64Array | BigInt64Array | Int32Array): Uint8Array =>
  new Uint8Array(numbers.buffer);
const HALVES = [0x3e00, 0xc000];

test.each([
  ["float32, raw", pair(ELEMENT.float32).bytes(TENSOR.raw, bytesOf(Float32Array.of(1.5, -2)))],
  ["float64, raw", pair(ELEMENT.float64).bytes(TENSOR.raw, bytesOf(Float64Array.of(1.5, -2)))],
  ["float16, raw", pair(ELEMENT.float16).bytes(TENSOR.raw, raw(0x00, 0x3e, 0x00, 0xc0))],
  ["bfloat16, raw", pair(ELEMENT.bfloat16).bytes(TENSOR.raw, raw(0xc0, 0x3f, 0x00, 0xc0))],
  ["float32, packed", pair(ELEMENT.float32).bytes(TENSOR.floats, bytesOf(Float32Array.of(1.5, -2)))],
  ["float32, one by one", pair(ELEMENT.float32).float(TENSOR.floats, 1.5).float(TENSOR.floats, -2)],
  ["float64, packed", pair(ELEMENT.float64).bytes(TENSOR.doubles, bytesOf(Float64Array.of(1.5, -2)))],
  [
    "float16, as bits",
    HALVES.reduce((message, bits) => message.integer(TENSOR.int32s, bits), pair(ELEMENT.float16)),
  ],
])("numbers as %s", (_, message) => {
  expect(Array.from(readTensor(message.encode()).numbers)).toEqual([1.5, -2]);
});

test.each([
  ["int64", ELEMENT.int64, bytesOf(BigInt64Array.of(3n, -4n))],
  ["int32", ELEMENT.int32, bytesOf(Int32Array.of(3, -4))],
  ["int16", ELEMENT.int16, raw(3, 0, 0xfc, 0xff)],
  ["int8", ELEMENT.int8, raw(3, 0xfc)],
])("whole numbers as %s", (_, element, bytes) => {
  expect(Array.from(readTensor(pair(element).bytes(TENSOR.raw, bytes).encode()).numbers)).toEqual([3, -4]);
});

test("texts", () => {
  const message = pair(ELEMENT.text).text(TENSOR.texts, "no").text(TENSOR.texts, "yes");
  expect(readTensor(message.encode())).toMatchObject({ dims: [2], texts: ["no", "yes"] });
});

test.each([
  ["has 1 numbers", pair(ELEMENT.float32).bytes(TENSOR.raw, new Uint8Array(4))],
  ["are no whole numbers", pair(ELEMENT.float32).bytes(TENSOR.raw, new Uint8Array(7))],
  ["which Akari does not read", pair(14).bytes(TENSOR.raw, new Uint8Array(16))],
  ["has 0 numbers", new WireMessage().integer(TENSOR.dims, 2 ** 40).integer(TENSOR.type, ELEMENT.float32)],
  ["stored in segments", pair(ELEMENT.float32).bytes(TENSOR.segment, new Uint8Array())],
])("a tensor that %s is refused", (sentence, message) => {
  expect(() => readTensor(message.encode())).toThrow(sentence);
});

test("numbers in another file are told apart from damage", () => {
  expect(() => readTensor(pair(ELEMENT.float32).integer(TENSOR.location, 1).encode())).toThrow(
    ExternalDataError,
  );
});
