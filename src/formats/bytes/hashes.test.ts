import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hashParameters, parameterBytes, portableSha256, sha256 } from "./hashes.js";

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

/** FIPS 180-4's examples. */
test.each([
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  [
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
])('of "%s"', (text, hash) => {
  expect(portableSha256(new TextEncoder().encode(text))).toBe(hash);
});

test("at every length about a block's, it is OpenSSL's", () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => i * 31);
  for (let length = 0; length <= bytes.length; length++) {
    const part = bytes.subarray(0, length);
    expect(portableSha256(part)).toBe(createHash("sha256").update(part).digest("hex"));
  }
});

test("of any bytes, at any place in a buffer, it is Node's own, which is what is taken here", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1000 }), fc.nat(10), (bytes, start) => {
      const part = bytes.subarray(start);
      expect(portableSha256(part)).toBe(sha256(part));
    }),
  );
});
