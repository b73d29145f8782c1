import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFields, WireError, WireMessage } from "./wire.js";

const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
const readAll = (bytes: Uint8Array) => [...readFields(bytes)];

describe("a message", () => {
  const number = fc.integer({ min: 1, max: 2 ** 29 - 1 });
  const field = fc.oneof(
    fc.record({ number, kind: fc.constant("integer" as const), value: fc.maxSafeNat() }),
    fc.record({ number, kind: fc.constant("float" as const), value: fc.float({ noNaN: true }) }),
    fc.record({ number, kind: fc.constant("text" as const), value: fc.string({ unit: "grapheme" }) }),
  );

  test("comes back as it was written", () => {
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const message = new WireMessage();
        for (const each of fields) {
          if (each.kind === "integer") message.integer(each.number, each.value);
          else if (each.kind === "float") message.float(each.number, each.value);
          else message.text(each.number, each.value);
        }
        const outer = [...readFields(new WireMessage().message(7, message).encode())];
        expect(outer).toHaveLength(1);
        const found = readAll(outer[0].block()).map((read, i) => {
          const { kind } = fields[i];
          return { number: read.number, kind, value: read[kind]() };
        });
        expect(found).toEqual(fields);
      }),
    );
  });

  test("has packed and single numbers alike, negative ones too", () => {
    const minusOne = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    expect(readAll(bytesOf(0x08, ...minusOne))[0].integers()).toEqual([-1]);
    expect(readAll(bytesOf(0x0a, 12, 5, 0x7f, ...minusOne))[0].integers()).toEqual([5, 127, -1]);
    expect(readAll(bytesOf(0x0d, 0, 0, 0x80, 0x3f))[0].floats()).toEqual([1]);
    expect(readAll(bytesOf(0x0a, 8, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40))[0].floats()).toEqual([1, 2]);
    expect(readAll(bytesOf(0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f))[0].doubles()).toEqual([1]);
  });
});

test.each([
  ["ends within a number", bytesOf(0x08, 0x80)],
  ["has a number of more than 10 bytes", bytesOf(0x08, ...Array(11).fill(0x80))],
  ["has a negative length", bytesOf(0x0a, ...Array(9).fill(0xff), 0x01)],
  ["should end at byte", bytesOf(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f)],
  ["stored as type 3", bytesOf(0x0b)],
  ["with the number 0", bytesOf(0x00, 0x00)],
])("that %s is refused", (sentence, bytes) => {
  expect(() => readAll(bytes)).toThrow(sentence);
});

test("any bytes are fields or a WireError", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      try {
        for (const field of readFields(bytes)) field.integers();
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
      }
    }),
  );
});
