import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawnEdges, edgesBySize, strongestEdges } from "./edges";

// Two units of three inputs.
const layer = { weight: Float32Array.of(1, -0.5, 0, 0.25, 0, -1), bias: Float32Array.of(0, 0) };

const listed = (edges: ReturnType<typeof drawnEdges>) =>
  Array.from({ length: edges.count }, (_, e) => [edges.from[e], edges.to[e], edges.value[e], edges.level[e]]);

describe("drawnEdges", () => {
  it("draws all weights but those of nothing, by size", () => {
    expect(listed(drawnEdges(layer))).toEqual([
      [0, 0, 1, 1],
      [1, 0, -0.5, 0.5],
      [0, 1, 0.25, 0.25],
      [2, 1, -1, 1],
    ]);
  });

  it("draws what edges carry: nothing from a dark neuron", () => {
    expect(listed(drawnEdges(layer, [0, 1, 0.25]))).toEqual([
      [1, 0, -0.5, 1],
      [2, 1, -0.25, 0.5],
    ]);
    expect(drawnEdges(layer, [0, 0, 0])).toMatchObject({ count: 0, total: 6 });
  });

  it("keeps the strongest where there are too many", () => {
    const weight = Float32Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? 1 : -1) * (1 + (i % 1000)));
    const edges = drawnEdges({ weight, bias: new Float32Array(100) }, undefined, 500);
    expect(edges.total).toBe(10_000);
    expect(edges.count).toBeLessThanOrEqual(500);
    expect(edges.count).toBeGreaterThan(450);
    expect(Math.min(...edges.value.subarray(0, edges.count).map(Math.abs))).toBeGreaterThan(940);
  });

  it("draws nothing of weights that are not numbers", () => {
    const broken = { weight: Float32Array.of(Number.NaN, 1), bias: Float32Array.of(0) };
    expect(listed(drawnEdges(broken))).toEqual([[1, 0, 1, 1]]);
  });
});

describe("edgesBySize", () => {
  it("starts with the largest weight or contribution", () => {
    expect(edgesBySize(layer, 0)).toEqual([0, 1, 2]);
    expect(edgesBySize(layer, 0, [0.1, 1, 1])).toEqual([1, 0, 2]);
  });
});

describe("strongestEdges", () => {
  it("keeps what matters most to each neuron, largest first, and nothing from a dark one", () => {
    expect(listed(strongestEdges(layer, undefined, 1))).toEqual([
      [0, 0, 1, 1],
      [2, 1, -1, 1],
    ]);
    expect(listed(strongestEdges(layer, [0, 1, 0.25], 2))).toEqual([
      [1, 0, -0.5, 1],
      [2, 1, -0.25, 0.5],
    ]);
    expect(strongestEdges(layer, [0, 0, 0])).toMatchObject({ count: 0, total: 6 });
  });

  it("is of the same numbers as all edges", () => {
    const weights = fc.array(fc.float({ noNaN: true, min: -8, max: 8 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 4 }), (values, most) => {
        const few = strongestEdges(
          { weight: Float32Array.from(values), bias: new Float32Array(3) },
          undefined,
          most,
        );
        for (let unit = 0; unit < 3; unit++) {
          const sizes = values.slice(4 * unit, 4 * unit + 4).map(Math.abs);
          const kept = [...few.value].filter((_, e) => few.to[e] === unit).map(Math.abs);
          const expected = sizes.filter((size) => size > 0).sort((a, b) => b - a);
          expect(kept).toEqual(expected.slice(0, most));
        }
      }),
    );
  });
});
