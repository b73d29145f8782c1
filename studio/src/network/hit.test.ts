import { defineModel } from "akari";
import { initializeParameters } from "akari/model";
import { describe, expect, it } from "vitest";
import { drawnEdges } from "./edges";
import { distanceToSegment, FINGER, hitTest, MOUSE } from "./hit";
import { placeNetwork } from "./layout";

const definition = defineModel({
  inputs: 784,
  layers: [
    { units: 16, activation: "sigmoid" },
    { units: 16, activation: "sigmoid" },
    { units: 10, activation: "softmax" },
  ],
  preprocessing: { divideBy: 255, image: [28, 28] },
});
const edges = initializeParameters(definition, 1).map((layer) => drawnEdges(layer));

describe.each([
  ["landscape", placeNetwork(definition, 900, 560, { captions: 30, answers: 120 })],
  ["portrait", placeNetwork(definition, 340, 540, { captions: 20, answers: 70 })],
])("hitTest, %s", (_, layout) => {
  it("finds every neuron at its place, and a pixel in the picture", () => {
    for (const { layer, count, x, y } of layout.layers.slice(1)) {
      for (let unit = 0; unit < count; unit++) {
        expect(hitTest(layout, edges, x[unit], y[unit], MOUSE)).toEqual({ kind: "neuron", layer, unit });
      }
    }
    const { picture } = layout;
    expect(picture && hitTest(layout, edges, picture.x[409], picture.y[409], MOUSE)).toEqual({
      kind: "neuron",
      layer: 0,
      unit: 409,
    });
  });

  it("finds the nearest lamp for a finger beside it", () => {
    const { x, y } = layout.layers[1];
    const beside = layout.orientation === "landscape" ? [x[4] + 20, y[4]] : [x[4], y[4] + 20];
    expect(hitTest(layout, edges, beside[0], beside[1], FINGER)).toEqual({
      kind: "neuron",
      layer: 1,
      unit: 4,
    });
  });

  it("finds an edge at its middle, or one that is stronger there", () => {
    const [a, b] = [layout.layers[2], layout.layers[3]];
    const gap = edges[2];
    const e = gap.level.indexOf(1);
    const hit = hitTest(
      layout,
      edges,
      (a.x[gap.from[e]] + b.x[gap.to[e]]) / 2,
      (a.y[gap.from[e]] + b.y[gap.to[e]]) / 2,
      MOUSE,
    );
    expect(hit).toEqual({ kind: "edge", layer: 3, from: gap.from[e], unit: gap.to[e] });
  });

  it("takes what is written beside an output for the output", () => {
    const { answers, layers } = layout;
    const { x, y } = layers[3];
    const flat = layout.orientation === "landscape";
    const at = flat ? [answers.x + answers.width - 5, y[7]] : [x[7], answers.y + answers.height - 5];
    expect(hitTest(layout, edges, at[0], at[1], MOUSE)).toEqual({ kind: "neuron", layer: 3, unit: 7 });
  });

  it("finds nothing in an empty corner", () => {
    expect(hitTest(layout, edges, 1, 1, MOUSE)).toBeUndefined();
  });
});

describe("distanceToSegment", () => {
  it("measures to the line within its ends, and to the nearer end beyond", () => {
    expect(distanceToSegment(5, 3, 0, 0, 10, 0)).toBe(3);
    expect(distanceToSegment(13, 4, 0, 0, 10, 0)).toBe(5);
    expect(distanceToSegment(3, 4, 0, 0, 0, 0)).toBe(5);
  });
});
