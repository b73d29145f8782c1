import { describe, expect, it } from "vitest";
import { drawnEdges, edgesBySize } from "./edges";

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
