import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareNumbers, findOrders, isChain, partsSideBySide } from "./layer-order.js";

const never = () => false;
const layer = (prefix: string, inputs: number, units: number) => ({ prefix, inputs, units });

describe("orders by shape", () => {
  test("the only one is found, wherever the layers stood", () => {
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
        expect(findOrders(mixed, 3, never, never)).toEqual({ orders: [layers], complete: true });
      }),
    );
  });

  test("are all found, or none", () => {
    const [one, other] = [layer("a", 4, 4), layer("b", 4, 4)];
    expect(findOrders([one, other], 3, never, never).orders).toHaveLength(2);
    // The same numbers twice: it does not matter which of them comes first.
    expect(findOrders([one, other], 3, never, () => true).orders).toHaveLength(1);
    expect(findOrders([one, other], 3, (a, b) => a === other && b === one, never).orders).toEqual([
      [other, one],
    ]);
    expect(findOrders([one, layer("c", 3, 2)], 3, never, never)).toEqual({ orders: [], complete: true });
    expect(isChain([one, layer("c", 3, 2)])).toBe(false);
  });

  test("of many equal layers are given up on", () => {
    for (const count of [300, 3000]) {
      const equal = Array.from({ length: count }, (_, i) => layer(`${i}`, 4, 4));
      expect(findOrders(equal, 3, never, never).complete).toBe(false);
    }
  });
});

test.each([
  ["0.", "2.", -1],
  ["fc2.", "fc10.", -1],
  ["fc2.", "fc02.", 0],
  ["net.10.lin.", "net.9.proj.", 1],
  ["layers.0.a.", "layers.0.b.", 0],
  ["hidden_1_", "hidden_2_", -1],
  ["l1_9.", "l2_1.", -1],
  ["fc1.", "out2.", 0],
  ["features.0.", "classifier.1.", 0],
  ["a.", "a.b.", 0],
])("numbers in %s and %s tell %d", (a, b, order) => {
  expect(Math.sign(compareNumbers(a, b))).toBe(order);
  expect(Math.sign(compareNumbers(b, a))).toBe(-order + 0);
});

test.each<[string, [string, number, number][], readonly string[]]>([
  [
    "an actor and a critic",
    [
      ["actor.0.", 4, 16],
      ["actor.2.", 16, 4],
      ["critic.0.", 4, 16],
      ["critic.2.", 16, 1],
    ],
    ["actor.", "critic."],
  ],
  [
    "parts of one kind with other names",
    [
      ["net.left.fc1.", 4, 8],
      ["net.left.fc10.", 8, 4],
      ["net.right.fc1.", 4, 8],
      ["net.right.fc2.", 8, 2],
    ],
    ["net.left.fc", "net.right.fc"],
  ],
  [
    "twins with a number",
    [
      ["q1.0.", 1, 8],
      ["q1.2.", 8, 1],
      ["q2.0.", 1, 8],
      ["q2.2.", 8, 1],
    ],
    ["q1.", "q2."],
  ],
  [
    "heads",
    [
      ["heads.0.", 8, 8],
      ["heads.1.", 8, 8],
      ["trunk.", 4, 8],
    ],
    ["heads.0.", "heads.1."],
  ],
  [
    "layers of a model",
    [
      ["model.0.", 8, 8],
      ["model.2.", 8, 8],
    ],
    [],
  ],
  [
    "an encoder and a decoder",
    [
      ["decoder.0.", 2, 4],
      ["decoder.2.", 4, 8],
      ["encoder.0.", 8, 4],
      ["encoder.2.", 4, 2],
    ],
    [],
  ],
])("%s are side by side or not", (_what, layers, prefixes) => {
  const parts = partsSideBySide(layers.map((each) => layer(...each)));
  expect(parts.map(({ prefix }) => prefix)).toEqual(prefixes);
});
