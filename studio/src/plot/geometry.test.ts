import { describe, expect, it } from "vitest";
import { canvasHeight, frameIn, fromPixels, nearest, tickLabel, ticks, toPixels } from "./geometry";

const frame = frameIn(444, 1);

describe("the frame of a picture", () => {
  it("is square, with room for its ticks", () => {
    expect(frame).toMatchObject({ left: 34, top: 10, side: 400 });
    expect(canvasHeight(444)).toBe(436);
  });

  it("goes from values to pixels and back", () => {
    expect(toPixels(frame, -1, 1)).toEqual([34, 10]);
    expect(toPixels(frame, 1, -1)).toEqual([434, 410]);
    const [x, y] = fromPixels(frame, ...toPixels(frame, 0.3, -0.7));
    expect(x).toBeCloseTo(0.3);
    expect(y).toBeCloseTo(-0.7);
  });

  it("keeps what is dragged out of it at its edge", () => {
    expect(fromPixels(frame, -50, 900)).toEqual([-1, -1]);
  });

  it("writes its ticks the same way along an axis", () => {
    expect(ticks(frame)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(ticks(frameIn(444, 5)).map((value) => tickLabel(value, 5))).toEqual([
      "−5.0",
      "−2.5",
      "0",
      "2.5",
      "5.0",
    ]);
    expect(tickLabel(-10, 20)).toBe("−10");
    expect(tickLabel(-2e7, 2e7)).toBe("−2e7");
  });
});

describe("nearest", () => {
  const places = [
    { x: 0, y: 0 },
    { x: 0.5, y: 0 },
    { x: 0.5, y: 0 },
  ];

  it("finds what is under a finger, the uppermost of several", () => {
    expect(nearest(frame, places, [236, 212], 12)).toBe(0);
    expect(nearest(frame, places, [334, 210], 12)).toBe(2);
  });

  it("finds nothing out of reach", () => {
    expect(nearest(frame, places, [250, 225], 12)).toBe(-1);
    expect(nearest(frame, [], [0, 0], 12)).toBe(-1);
  });
});
