import { defineModel } from "akari";
import { describe, expect, it } from "vitest";
import { CLOSEST_LAMPS, type Layout, neuronSpot, placeNetwork } from "./layout";

const room = { captions: 30, answers: 120 };

function network(inputs: number, units: readonly number[], image?: readonly [number, number]) {
  return defineModel({
    inputs,
    layers: units.map((n, i) => ({ units: n, activation: i === units.length - 1 ? "softmax" : "sigmoid" })),
    preprocessing: { divideBy: 1, ...(image === undefined ? {} : { image }) },
  });
}

const digits = (...hidden: number[]) => network(784, [...hidden, 10], [28, 28]);

/** Everything lies within the picture, and the layers one after the other without touching. */
function expectOrder(layout: Layout): void {
  const flat = layout.orientation === "landscape";
  const boxes = [
    ...(layout.picture === undefined ? [] : [layout.picture.box]),
    ...layout.layers.map(({ box }) => box),
    layout.answers,
  ];
  boxes.forEach((box, i) => {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
    expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
    if (i === 0) return;
    const before = boxes[i - 1];
    const free = flat ? box.x - before.x - before.width : box.y - before.y - before.height;
    expect(free).toBeGreaterThanOrEqual(-1e-3);
  });
  for (const { x, y, box } of layout.layers) {
    expect(Math.min(...x)).toBeGreaterThanOrEqual(box.x - 0.01);
    expect(Math.max(...x)).toBeLessThanOrEqual(box.x + box.width + 0.01);
    expect(Math.min(...y)).toBeGreaterThanOrEqual(box.y - 0.01);
    expect(Math.max(...y)).toBeLessThanOrEqual(box.y + box.height + 0.01);
  }
}

describe("placeNetwork", () => {
  it.each([
    ["784-16-16-10", digits(16, 16)],
    ["no hidden layer", digits()],
    ["five hidden layers", digits(24, 20, 16, 16, 12)],
    ["128 units", digits(128)],
    ["512 units twice", digits(512, 512)],
    ["2,500 units", digits(2500)],
    ["two features", network(2, [8, 4, 1])],
    ["a sound", network(8000, [32, 10])],
    ["62 classes", network(784, [16, 62], [28, 28])],
  ])("places %s in the picture, layer after layer", (_, definition) => {
    expectOrder(placeNetwork(definition, 660, 560, room));
    expectOrder(placeNetwork(definition, 1500, 900, room));
    expectOrder(placeNetwork(definition, 340, 540, { captions: 20, answers: 70 }));
  });

  it.each([
    [1000, 600],
    [340, 540],
  ])(
    "shows a spectrogram as its picture alone, time to the right and pitch upwards, %i × %i",
    (width, height) => {
      const mel = { window: 512, hop: 128, frames: 40, bands: 31, lowest: 60, highest: 8000 };
      const scaling = Array.from({ length: 31 }, () => ({ shift: 0, scale: 1 }));
      const definition = defineModel({
        inputs: 1240,
        layers: [
          { units: 16, activation: "sigmoid" },
          { units: 3, activation: "softmax" },
        ],
        preprocessing: { divideBy: 1, sound: { form: "log-mel", rate: 16_000, mel, scaling } },
      });
      const layout = placeNetwork(definition, width, height, room);
      const [inputs, hidden] = layout.layers;
      expect(inputs.form).toBe("picture");
      // Input 30 is the highest band of the first frame, input 31 the lowest of the second.
      expect(inputs.y[0]).toBeGreaterThan(inputs.y[30]);
      expect(inputs.x[31]).toBeGreaterThan(inputs.x[0]);
      expect(inputs.y[31]).toBeCloseTo(inputs.y[0], 4);
      for (const place of layout.layers) {
        expect(place.box.x).toBeGreaterThanOrEqual(0);
        expect(place.box.x + place.box.width).toBeLessThanOrEqual(width);
        expect(place.box.y + place.box.height).toBeLessThanOrEqual(height);
      }
      const behind = layout.orientation === "landscape" ? "x" : "y";
      const size = behind === "x" ? "width" : "height";
      expect(hidden.box[behind]).toBeGreaterThan(inputs.box[behind] + inputs.box[size]);
    },
  );

  it("shows pixels as their picture and as a strip in the same order", () => {
    const { picture, layers } = placeNetwork(digits(16, 16), 900, 560, room);
    expect(picture).toMatchObject({ rows: 28, columns: 28 });
    expect(layers[0]).toMatchObject({ count: 784, form: "strip" });
    expect(picture?.y[28]).toBeGreaterThan(picture?.y[27] ?? Number.NaN);
    expect(layers[0].y[28]).toBeGreaterThan(layers[0].y[27]);
  });

  it("shows pixels once where there is little room: edges begin at the picture", () => {
    for (const [width, height] of [
      [420, 240],
      [336, 330],
    ]) {
      const layout = placeNetwork(digits(16, 16), width, height, { captions: 24, answers: 84 });
      expect(layout.layers[0]).toMatchObject({ form: "picture", count: 784, box: layout.picture?.box });
      expect(layout.layers[0].x[30]).toBe(layout.picture?.x[30]);
      expect(layout.layers[1].box.x).toBeGreaterThan(layout.layers[0].box.x + layout.layers[0].box.width);
      expect(layout.answers.x + layout.answers.width).toBeLessThanOrEqual(width);
    }
  });

  it("has one column for 16 units and a field of several for 128 and 2,500", () => {
    const small = placeNetwork(digits(16), 900, 560, room).layers[1];
    expect(new Set(small.x).size).toBe(1);
    for (const units of [128, 2500]) {
      const { x, lineLength, radius, form } = placeNetwork(digits(units), 900, 560, room).layers[1];
      expect(form).toBe("lamps");
      expect(new Set(x).size).toBe(Math.ceil(units / lineLength));
      expect(new Set(x).size).toBeGreaterThan(1);
      expect(radius).toBeGreaterThan(1.5);
    }
  });

  it("keeps the lamps of a column apart", () => {
    const { y, radius } = placeNetwork(digits(16, 16), 900, 560, room).layers[1];
    expect(y[1] - y[0]).toBeGreaterThanOrEqual(CLOSEST_LAMPS);
    expect(y[1] - y[0]).toBeGreaterThan(2 * radius);
  });

  it("goes downwards where the room is higher than wide", () => {
    const { orientation, layers } = placeNetwork(digits(16, 16), 340, 540, room);
    expect(orientation).toBe("portrait");
    expect(layers[2].box.y).toBeGreaterThan(layers[1].box.y);
    expect(layers[1].y[0]).toBe(layers[1].y[15]);
  });

  it("points at a pixel in the picture", () => {
    const layout = placeNetwork(digits(16, 16), 900, 560, room);
    expect(neuronSpot(layout, 0, 30)).toMatchObject({ x: layout.picture?.x[30], y: layout.picture?.y[30] });
    expect(neuronSpot(layout, 2, 3)).toMatchObject({ x: layout.layers[2].x[3], y: layout.layers[2].y[3] });
  });

  it("stays finite where there is no room at all", () => {
    const { layers } = placeNetwork(digits(16, 16), 0, 0, room);
    expect(layers.every(({ x, y }) => x.every(Number.isFinite) && y.every(Number.isFinite))).toBe(true);
  });
});
