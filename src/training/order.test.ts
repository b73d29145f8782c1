import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shuffleRows, splitRows } from "./order.js";

describe("splitRows", () => {
  test("without drawing, the last rows are held out", () => {
    expect(splitRows(5, 2, 1, false)).toEqual({
      training: Uint32Array.of(0, 1, 2),
      validation: Uint32Array.of(3, 4),
    });
  });

  test("with none held out, all rows are there in order", () => {
    expect([...splitRows(4, 0, 1, true).training]).toEqual([0, 1, 2, 3]);
  });

  test("every row is in one part, each part in order, and the seed decides", () => {
    const numbers = fc.record({ count: fc.integer({ min: 2, max: 200 }), seed: fc.integer() });
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 0.99, noNaN: true }), ({ count, seed }, share) => {
        const held = Math.floor(share * count);
        const { training, validation } = splitRows(count, held, seed, true);
        expect(validation.length).toBe(held);
        expect([...training, ...validation].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
        expect(training).toEqual(training.toSorted());
        expect(validation).toEqual(validation.toSorted());
        expect(splitRows(count, held, seed, true)).toEqual({ training, validation });
      }),
    );
  });

  test("another seed draws others", () => {
    expect(splitRows(100, 50, 1, true)).not.toEqual(splitRows(100, 50, 2, true));
  });
});

describe("shuffleRows", () => {
  const rows = Uint32Array.from({ length: 50 }, (_, i) => 3 * i);
  const shuffledRows = (seed: number, epoch: number): Uint32Array => {
    const into = new Uint32Array(rows.length).fill(7);
    shuffleRows(rows, seed, epoch, into);
    return into;
  };

  test("holds the same rows in an order that seed and epoch decide", () => {
    const order = shuffledRows(1, 1);
    expect(order.toSorted()).toEqual(rows);
    expect(shuffledRows(1, 1)).toEqual(order);
    expect(shuffledRows(1, 2)).not.toEqual(order);
    expect(shuffledRows(2, 1)).not.toEqual(order);
  });
});
