import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "./safetensors.js";

/** A file put together by hand: any length, any header, any data. */
function assemble(
  header: string | Uint8Array,
  data: Uint8Array | number[] = [],
  length?: bigint,
): Uint8Array {
  const json = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

const entry = (dtype: string, shape: unknown, begin: unknown, end: unknown): string =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

/** The message of the AkariError that reading a file gives. */
function complaint(bytes: Uint8Array): string {
  try {
    decodeSafetensors(bytes, "net.safetensors");
  } catch (error) {
    expect(error).toBeInstanceOf(AkariError);
    expect((error as AkariError).code).toBe("invalid-file");
    expect((error as AkariError).message).toMatch(/net\.safetensors.*\.$/s);
    return (error as AkariError).message;
  }
  return expect.unreachable("the file was read");
}

describe("reading", () => {
  test("a file assembled by hand from the specification, its data unaligned", () => {
    const header =
      '{"__metadata__":{"made":"by hand"},' +
      '"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},' +
      '"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]},' +
      '"none":{"dtype":"F32","shape":[3,0],"data_offsets":[16,16]}}';
    const data = [0, 0, 0, 0, 0, 0, 0xf8, 0xbf, 0, 0, 0x20, 0x41, 0, 0, 0, 0x80];
    for (const padding of ["", " ", "   "]) {
      const { tensors, unread, metadata } = decodeSafetensors(assemble(header + padding, data), "net");
      expect(metadata).toEqual({ made: "by hand" });
      expect([...tensors]).toEqual([
        ["a", { shape: [], data: Float64Array.of(-1.5) }],
        ["b", { shape: [2], data: Float32Array.of(10, -0) }],
        ["none", { shape: [3, 0], data: new Float32Array(0) }],
      ]);
      expect(unread.size).toBe(0);
    }
  });

  test("from the middle of a larger buffer", () => {
    const file = assemble(`{"x":${entry("F32", [1], 0, 4)}}`, [0, 0, 0x80, 0x3f]);
    const larger = new Uint8Array(file.length + 11);
    larger.set(file, 3);
    const { tensors } = decodeSafetensors(larger.subarray(3, 3 + file.length), "net");
    expect(tensors.get("x")?.data).toEqual(Float32Array.of(1));
  });

  test("half-precision numbers, widened to float32", () => {
    const header = `{"h":${entry("F16", [8], 0, 16)},"b":${entry("BF16", [4], 16, 24)}}`;
    const halves = [0x3c00, 0xc000, 0x3555, 0x0001, 0x03ff, 0x7bff, 0x7c00, 0x7e00];
    const brains = [0x3f80, 0xc049, 0x0001, 0xff80];
    const data = [...halves, ...brains].flatMap((bits) => [bits & 255, bits >>> 8]);
    const { tensors } = decodeSafetensors(assemble(header, data), "net");
    expect(tensors.get("h")?.data).toEqual(
      Float32Array.of(1, -2, 0.333251953125, 2 ** -24, 1023 / 2 ** 24, 65504, Number.POSITIVE_INFINITY, NaN),
    );
    expect(tensors.get("b")?.data).toEqual(
      Float32Array.of(1, -3.140625, 2 ** -133, Number.NEGATIVE_INFINITY),
    );
  });

  test("tensors of other types are named and passed over", () => {
    const header = `{"n":${entry("I64", [1], 0, 8)},"f":${entry("F4", [2], 8, 9)},"x":${entry("F32", [0], 9, 9)}}`;
    const { tensors, unread } = decodeSafetensors(assemble(header, new Uint8Array(9)), "net");
    expect([...tensors.keys()]).toEqual(["x"]);
    expect([...unread]).toEqual([
      ["n", "I64"],
      ["f", "F4"],
    ]);
  });

  test("names that JavaScript's objects have of their own", () => {
    const header = `{"__proto__":${entry("F32", [], 0, 4)},"__metadata__":{"__proto__":"x"}}`;
    const { tensors, metadata } = decodeSafetensors(assemble(header, [0, 0, 0x80, 0x3f]), "net");
    expect(tensors.get("__proto__")?.data).toEqual(Float32Array.of(1));
    expect(Object.entries(metadata)).toEqual([["__proto__", "x"]]);
  });
});

describe("damage gets a sentence", () => {
  const valid = encodeSafetensors(
    new Map([
      ["0.weight", { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
      ["0.bias", { shape: [2], data: Float64Array.of(7, 8) }],
    ]),
    { note: 'a "quoted" note' },
  );
  const nothing = '{"x":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}';

  test("cut short anywhere", () => {
    for (let length = 0; length < valid.length; length++) complaint(valid.subarray(0, length));
    expect(complaint(valid.subarray(0, 5))).toContain("ends after 5 bytes");
    expect(complaint(valid.subarray(0, 50))).toContain("cut short");
    expect(complaint(valid.subarray(0, valid.length - 1))).toContain("which have only");
  });

  test("bytes at the end", () => {
    expect(complaint(assemble(nothing, [0]))).toContain("last 1 bytes belong to no tensor");
  });

  test.each([
    [0n, "does not begin with {"],
    [1n << 20n, "cut short"],
    [100_000_001n, "at most 100000000"],
    [1n << 53n, "at most 100000000"],
    [(1n << 64n) - 1n, "at most 100000000"],
  ])("a header length of %s", (length, message) => {
    expect(complaint(assemble(nothing, [], length))).toContain(message);
  });

  test.each([
    ["not JSON", '{"x":', "is not JSON"],
    ["JSON and something after it", "{} x", "is not JSON"],
    ["brackets that do not match", "{]", "is not JSON"],
    ["not an object", '["x"]', "does not begin with {"],
    ["space before the object", " {}", "does not begin with {"],
    ["not UTF-8", Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x30, 0x7d), "not UTF-8"],
    ["metadata no object", '{"__metadata__":["a"]}', "__metadata__ is a list"],
    ["metadata null", '{"__metadata__":null}', "__metadata__ is null"],
    ["metadata not text", '{"__metadata__":{"a":1}}', '1 instead of text under "a"'],
    ["a key twice", '{"a":0,"a":0}', 'key "a" twice'],
    ["a key twice, once escaped", '{"a":0,"\\u0061" :0}', 'key "a" twice'],
    ["a key twice within", '{"__metadata__":{"k":"{\\"","b":"","k":""}}', 'key "k" twice'],
    ["an entry that is no object", '{"x":[]}', "a list instead of an object"],
    ["an empty entry", '{"x":{}}', "dtype missing"],
    ["an unknown dtype", `{"x":${entry("F33", [], 0, 0)}}`, 'dtype "F33"; the format knows F4, '],
    ["a name of half a character", `{"\\ud800":${entry("F32", [0], 0, 0)}}`, "not valid Unicode"],
  ])("%s", (_what, header, message) => {
    expect(complaint(assemble(header))).toContain(message);
  });

  test.each([
    ["no list", entry("F32", 2, 0, 8), "shape that is not a list"],
    ["a negative length", entry("F32", [-2], 0, 8), "shape that is not a list of whole numbers"],
    ["half a length", entry("F32", [1.5], 0, 8), "shape that is not a list of whole numbers"],
    ["a length in words", entry("F32", ["2"], 0, 8), "shape that is not a list of whole numbers"],
    ["a length beyond 2⁵³", entry("F32", [2 ** 53], 0, 8), "shape that is not a list of whole numbers"],
    ["a product beyond 2⁵³", entry("F32", [2 ** 30, 2 ** 30], 0, 8), "too large to count"],
    [
      "a product that only rounds to the size",
      entry("F32", [2 ** 52, 2 ** 52, 0], 0, 0),
      "too large to count",
    ],
    ["too many numbers", entry("F32", [3], 0, 8), "has 8 bytes, but F32 numbers of shape [3] take 12"],
    ["too few numbers", entry("F64", [], 0, 16), "take 8"],
    ["a size of half a byte", entry("F4", [1], 0, 1), "take 0.5"],
    ["reversed offsets", entry("F32", [2], 8, 0), "ends at byte 0, before it begins at byte 8"],
    ["negative offsets", entry("F32", [2], -8, 0), "data_offsets"],
    ["broken offsets", entry("F32", [2], 0.5, 8.5), "data_offsets"],
    [
      "offsets out of range",
      entry("F32", [3], 0, 12),
      "should end at byte 12 of the data, which have only 8",
    ],
    ["a hole before it", entry("F32", [1], 4, 8), '4 bytes before the tensor "x" belong to no tensor'],
    ["a hole after it", entry("F32", [1], 0, 4), "last 4 bytes belong to no tensor"],
  ])("a tensor with %s", (_what, tensor, message) => {
    expect(complaint(assemble(`{"x":${tensor}}`, new Uint8Array(8)))).toContain(message);
  });

  test("three offsets, or none", () => {
    expect(complaint(assemble('{"x":{"dtype":"F32","shape":[0],"data_offsets":[0,0,0]}}'))).toContain(
      "two whole",
    );
    expect(complaint(assemble('{"x":{"dtype":"F32","shape":[0]}}'))).toContain("two whole");
  });

  test("tensors that overlap, wholly or in part", () => {
    const twice = `{"x":${entry("F32", [2], 0, 8)},"y":${entry("F32", [2], 0, 8)}}`;
    expect(complaint(assemble(twice, new Uint8Array(8)))).toContain('"y" overlaps');
    const partly = `{"x":${entry("F32", [2], 0, 8)},"y":${entry("F32", [2], 4, 12)}}`;
    expect(complaint(assemble(partly, new Uint8Array(12)))).toContain('"y" overlaps');
  });

  test("nesting deeper than a stack", () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    complaint(assemble(`{"x":{"dtype":${deep},"shape":${deep},"data_offsets":${deep}}}`));
    complaint(assemble(`{"__metadata__":{"x":${deep}}}`));
    complaint(assemble(`{"x":${"[".repeat(200_000)}`));
  });
});

describe("writing", () => {
  test("begins data at a multiple of 8 and puts F64 first", () => {
    for (let n = 0; n < 8; n++) {
      const bytes = encodeSafetensors(
        new Map<string, Tensor>([
          ["x".repeat(n), { shape: [1], data: Float32Array.of(1) }],
          ["second", { shape: [], data: Float64Array.of(2) }],
        ]),
      );
      const header = new DataView(bytes.buffer).getBigUint64(0, true);
      expect(header % 8n).toBe(0n);
      expect([...bytes.subarray(8 + Number(header))]).toEqual([0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0x80, 0x3f]);
      expect([...decodeSafetensors(bytes, "net").tensors.keys()]).toEqual(["second", "x".repeat(n)]);
    }
  });

  test("nothing at all is a header of {} and six spaces", () => {
    expect([...encodeSafetensors(new Map())]).toEqual([
      8, 0, 0, 0, 0, 0, 0, 0, 123, 125, 32, 32, 32, 32, 32, 32,
    ]);
  });

  test("refuses what could not be read", () => {
    const one = { shape: [1], data: Float32Array.of(1) };
    const refusal = (tensors: [string, Tensor][], metadata = {}) =>
      expect(() => encodeSafetensors(new Map(tensors), metadata)).toThrow(
        expect.objectContaining({ name: "AkariError", code: "invalid-argument" }),
      );
    refusal([["__metadata__", one]]);
    refusal([["\ud800", one]]);
    refusal([], { "\udfff": "" });
    refusal([["x", { shape: [2], data: one.data }]]);
    refusal([["x", { shape: [0.5, 2], data: one.data }]]);
    // Each of these characters takes six in JSON.
    refusal([], { long: "\u0001".repeat(17_000_000) });
  });
});

describe("properties", () => {
  const float32 = fc.float32Array({ maxLength: 12 });
  const float64 = fc.float64Array({ maxLength: 12 });
  const tensor: fc.Arbitrary<Tensor> = fc
    .tuple(fc.oneof(float32, float64), fc.boolean())
    .map(([data, flat]) => ({
      shape: data.length === 1 && flat ? [] : flat ? [data.length] : [1, data.length],
      data,
    }));
  const text = fc.string({ unit: "binary", maxLength: 12 });
  // A key such as "7" would be moved to the front by JavaScript's objects; the format leaves the order open.
  const tensors = fc.dictionary(
    text.map((name) => `.${name}`),
    tensor,
    { maxKeys: 5 },
  );
  const file = fc
    .tuple(tensors, fc.dictionary(text, text, { maxKeys: 3 }))
    .map(([named, metadata]) => ({ named: new Map(Object.entries(named)), metadata }));

  test("what is written is read back, and written again gives the same bytes", () => {
    fc.assert(
      fc.property(file, ({ named, metadata }) => {
        const bytes = encodeSafetensors(named, metadata);
        const back = decodeSafetensors(bytes, "net");
        expect(new Map([...back.tensors].sort())).toEqual(new Map([...named].sort()));
        expect(Object.entries(back.metadata).sort()).toEqual(Object.entries(metadata).sort());
        expect(encodeSafetensors(back.tensors, back.metadata)).toEqual(bytes);
      }),
    );
  });

  test("a mutated file is read or refused with an AkariError", () => {
    const mutation = fc.oneof(
      fc.record({ at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }) }),
      fc.record({
        at: fc.nat(),
        bytes: fc
          .constantFrom(
            "0",
            "9",
            "-1",
            '"',
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "e99",
            "null",
            "F64",
            "\\",
            "\\u0000",
          )
          .map((fragment) => new TextEncoder().encode(fragment)),
      }),
    );
    const edits = fc.array(fc.tuple(mutation, fc.nat({ max: 3 })), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(file, edits, fc.option(fc.nat()), ({ named, metadata }, changes, cut) => {
        let bytes = [...encodeSafetensors(named, metadata)];
        for (const [{ at, bytes: inserted }, removed] of changes) {
          bytes.splice(at % bytes.length, removed, ...inserted);
        }
        if (cut !== null) bytes = bytes.slice(0, cut % bytes.length);
        // Most insertions make the header longer; with its length set right again they reach the parser.
        for (const length of [undefined, Math.max(0, bytes.length - 8)]) {
          const mutated = Uint8Array.from(bytes);
          if (length !== undefined && bytes.length >= 8) {
            new DataView(mutated.buffer).setBigUint64(0, BigInt(length), true);
          }
          try {
            decodeSafetensors(mutated, "net");
          } catch (error) {
            if (!(error instanceof AkariError && error.code === "invalid-file")) throw error;
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("a header of odd values is read or refused with an AkariError", () => {
    const odd = fc.oneof(fc.constantFrom(0, 1, 2, 4, 8, 2 ** 31, 2 ** 52), fc.jsonValue());
    const tensorEntry = fc.record(
      {
        dtype: fc.oneof(fc.constantFrom("F64", "F32", "F16", "BF16", "F4", "I8"), odd),
        shape: fc.oneof(fc.array(odd, { maxLength: 3 }), odd),
        data_offsets: fc.oneof(fc.tuple(odd, odd), odd),
      },
      { requiredKeys: [] },
    );
    const header = fc.dictionary(fc.constantFrom("a", "b", "__metadata__"), fc.oneof(tensorEntry, odd));
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 16 }), (value, data) => {
        try {
          decodeSafetensors(assemble(JSON.stringify(value), data), "net");
        } catch (error) {
          if (!(error instanceof AkariError && error.code === "invalid-file")) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
