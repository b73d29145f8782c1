import { expect, test } from "vitest";
import { hashParameters, parameterBytes } from "./hashes.js";

const layers = [
  { weight: Float32Array.of(1, -2), bias: Float32Array.of(0.5) },
  { weight: Float64Array.of(1), bias: Float64Array.of(-0) },
];

test("weight, bias, weight, bias, little-endian", () => {
  expect([...parameterBytes(layers)]).toEqual([
    ...[0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0],
    ...[0, 0, 0, 0x3f],
    ...[0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
    ...[0, 0, 0, 0, 0, 0, 0, 0x80],
  ]);
});

test("the hash is SHA-256 in hexadecimal digits", async () => {
  // FIPS 180-4: the hash of no bytes at all.
  expect(await hashParameters([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(await hashParameters(layers)).toBe(
    "c3e139ebff5f7f5c3d8a923696b4d4c59c50abe4336bf8b9264308bef2f15b86",
  );
});

test("one bit of one parameter changes the hash", async () => {
  const other = [layers[0], { weight: Float64Array.of(1), bias: Float64Array.of(0) }];
  expect(await hashParameters(other)).not.toBe(await hashParameters(layers));
});
