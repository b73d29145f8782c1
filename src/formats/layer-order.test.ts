import fc from "fast-check";
import { expect, test } from "vitest";
import { isChain, onlyChain } from "./layer-order.js";

test("the only order of shapes is found, wherever the layers stood", () => {
  const shuffled = fc
    .uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 9 })
    .chain((widths) => {
      const layers = widths.slice(1).map((units, i) => ({ units, inputs: widths[i] }));
      return fc.record({
        layers: fc.constant(layers),
        mixed: fc.shuffledSubarray(layers, { minLength: layers.length }),
      });
    });
  fc.assert(
    fc.property(shuffled, ({ layers, mixed }) => {
      expect(onlyChain(mixed)).toEqual(layers);
    }),
  );
});

test("two orders, or none, are no order", () => {
  const square = { units: 4, inputs: 4 };
  expect(onlyChain([square, { ...square }])).toBeUndefined();
  expect(onlyChain([square, { units: 2, inputs: 3 }])).toBeUndefined();
  expect(isChain([square, { units: 2, inputs: 3 }])).toBe(false);
});

test("many equal layers are given up on", () => {
  expect(onlyChain(Array.from({ length: 300 }, () => ({ units: 4, inputs: 4 })))).toBeUndefined();
});
