import { describe, expect, it } from "vitest";
import { LightRaster } from "./raster";

const palette = {
  positive: [250, 160, 30],
  negative: [70, 160, 255],
} as const;

describe("LightRaster", () => {
  it("adds lines up, positive and negative apart", () => {
    const raster = new LightRaster(10, 6);
    raster.line(0, 2, 9, 2, 0.5, true);
    raster.line(0, 2, 9, 2, 0.25, true);
    raster.line(4, 0, 4, 5, 0.5, false);
    expect(raster.at(4, 2)).toEqual({ positive: 0.75, negative: 0.5 });
    expect(raster.at(6, 3)).toEqual({ positive: 0, negative: 0 });
  });

  it("shares a slanted line between two pixels across", () => {
    const raster = new LightRaster(20, 12);
    raster.line(1, 1, 17, 9, 1, true);
    const column = Array.from({ length: 12 }, (_, y) => raster.at(9, y).positive);
    expect(column.filter((light) => light > 0).length).toBe(2);
    expect(column.reduce((a, b) => a + b)).toBeCloseTo(Math.hypot(1, 0.5), 5);
  });

  it("keeps within its bounds", () => {
    const raster = new LightRaster(5, 5);
    raster.line(-10, -10, 40, 40, 1, true);
    expect(raster.at(2, 2).positive).toBeGreaterThan(0);
    expect(raster.at(4, 4).positive).toBe(0);
  });

  it("gives every pixel along a line the same, in either direction", () => {
    const raster = new LightRaster(40, 10);
    raster.line(1.3, 4, 36.8, 4, 1, true);
    raster.line(36.8, 4, 1.3, 4, 1, false);
    for (let x = 1; x <= 36; x++) expect(raster.at(x, 4)).toEqual({ positive: 1, negative: 1 });
  });

  it("follows a profile along the way", () => {
    const raster = new LightRaster(10, 4);
    raster.line(0, 1, 9, 1, 1, true, Float32Array.of(1, 1, 0));
    expect(raster.at(1, 1).positive).toBe(1);
    expect(raster.at(7, 1).positive).toBe(0);
  });

  it("is opaque by the amount of light, and coloured by its sign", () => {
    const raster = new LightRaster(10, 6);
    raster.line(0, 1, 9, 1, 0.7, true);
    raster.line(0, 2, 9, 2, 5, false);
    const bytes = new Uint8ClampedArray(4 * 60);
    raster.develop(bytes, palette);
    const pixel = (x: number, y: number) => [...bytes.subarray(4 * (y * 10 + x), 4 * (y * 10 + x) + 4)];
    expect(pixel(5, 0)[3]).toBe(0);
    expect(pixel(5, 1).slice(0, 3)).toEqual([250, 160, 30]);
    expect(pixel(5, 1)[3]).toBeCloseTo(255 * (1 - Math.exp(-0.7)), -1);
    expect(pixel(5, 2).slice(0, 3)).toEqual([70, 160, 255]);
    expect(pixel(5, 2)[3]).toBeGreaterThan(250);
  });
});
