import { defineModel } from "akari";
import { describe, expect, it } from "vitest";
import { type Arrow, neighbour, otherLayer } from "./cursor.svelte";
import { placeNetwork } from "./layout";

const digits = defineModel({
  inputs: 784,
  layers: [
    { units: 16, activation: "sigmoid" },
    { units: 130, activation: "sigmoid" },
    { units: 10, activation: "softmax" },
  ],
  preprocessing: { divideBy: 255, image: [28, 28] },
});
const flat = placeNetwork(digits, 900, 560, { captions: 30, answers: 120 });
const tall = placeNetwork(digits, 340, 700, { captions: 20, answers: 70 });

describe("neighbour", () => {
  it("goes within a column with up and down, and stays at its ends", () => {
    expect(neighbour(flat, { layer: 1, unit: 4 }, "ArrowDown")).toEqual({ layer: 1, unit: 5 });
    expect(neighbour(flat, { layer: 1, unit: 0 }, "ArrowUp")).toEqual({ layer: 1, unit: 0 });
    expect(neighbour(flat, { layer: 1, unit: 15 }, "ArrowDown")).toEqual({ layer: 1, unit: 15 });
  });

  it("turns with the picture", () => {
    expect(neighbour(tall, { layer: 1, unit: 4 }, "ArrowRight")).toEqual({ layer: 1, unit: 5 });
    expect(neighbour(tall, { layer: 1, unit: 4 }, "ArrowDown").layer).toBe(2);
    expect(neighbour(tall, { layer: 1, unit: 4 }, "ArrowUp").layer).toBe(0);
  });

  it("goes pixel by pixel in the picture, and out of it at its right border", () => {
    expect(neighbour(flat, { layer: 0, unit: 30 }, "ArrowUp")).toEqual({ layer: 0, unit: 2 });
    expect(neighbour(flat, { layer: 0, unit: 28 }, "ArrowLeft")).toEqual({ layer: 0, unit: 28 });
    expect(neighbour(flat, { layer: 0, unit: 55 }, "ArrowRight").layer).toBe(1);
    expect(neighbour(tall, { layer: 0, unit: 783 }, "ArrowDown").layer).toBe(1);
  });

  it("crosses a field column by column, also where the last one is shorter", () => {
    const { lineLength, count } = flat.layers[2];
    expect(neighbour(flat, { layer: 2, unit: 3 }, "ArrowRight")).toEqual({ layer: 2, unit: 3 + lineLength });
    expect(neighbour(flat, { layer: 2, unit: count - 1 }, "ArrowRight").layer).toBe(3);
    const beforeLast = Math.floor((count - 1) / lineLength) * lineLength - 1;
    expect(neighbour(flat, { layer: 2, unit: beforeLast }, "ArrowRight")).toEqual({
      layer: 2,
      unit: count - 1,
    });
  });

  it("comes to every neuron and back", () => {
    for (const layout of [flat, tall]) {
      const seen = new Set<string>();
      const open = [{ layer: 1, unit: 0 }];
      for (let n = open.pop(); n !== undefined; n = open.pop()) {
        const key = `${n.layer}/${n.unit}`;
        if (seen.has(key)) continue;
        seen.add(key);
        for (const arrow of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] satisfies Arrow[]) {
          open.push(neighbour(layout, n, arrow));
        }
      }
      expect(seen.size).toBe(784 + 16 + 130 + 10);
    }
  });
});

describe("otherLayer", () => {
  it("leads to the next layer's nearest neuron, and nowhere beyond the ends", () => {
    expect(otherLayer(flat, { layer: 1, unit: 0 }, 1)).toEqual({ layer: 2, unit: 0 });
    expect(otherLayer(flat, { layer: 3, unit: 0 }, 1)).toEqual({ layer: 3, unit: 0 });
    expect(otherLayer(flat, { layer: 0, unit: 0 }, -1)).toEqual({ layer: 0, unit: 0 });
  });
});
