/**
 * @file Adds up the light of thousands of lines. A canvas strokes lines one over the other, which is slow without a
 * graphics card and looks different from browser to browser; here every line adds to what a pixel has, positive and
 * negative apart, and how much light there is decides how opaque the pixel becomes. 13,000 edges take about 10 ms.
 */

import { mix, type Palette } from "./palette";

export class LightRaster {
  readonly width: number;
  readonly height: number;
  readonly #positive: Float32Array;
  readonly #negative: Float32Array;

  constructor(width: number, height: number) {
    // A line keeps a pixel away from the border, for it touches two pixels across.
    this.width = Math.max(4, width);
    this.height = Math.max(4, height);
    this.#positive = new Float32Array(this.width * this.height);
    this.#negative = new Float32Array(this.width * this.height);
  }

  clear(): void {
    this.#positive.fill(0);
    this.#negative.fill(0);
  }

  /** How much light a pixel has, for each sign. */
  at(x: number, y: number): { positive: number; negative: number } {
    const i = y * this.width + x;
    return { positive: this.#positive[i], negative: this.#negative[i] };
  }

  /**
   * Adds a line, smoothed over two pixels across.
   *
   * @param light what it adds on each pixel
   * @param profile how much of it along the way, from one end to the other; all of it when left out
   */
  line(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    light: number,
    positive: boolean,
    profile?: Float32Array,
  ): void {
    const { width, height } = this;
    const into = positive ? this.#positive : this.#negative;
    const [ax, bx] = [inside(x0, width), inside(x1, width)];
    const [ay, by] = [inside(y0, height), inside(y1, height)];
    // Go pixel by pixel along the longer side, each of them once, and share its light between two pixels across.
    const wide = Math.abs(bx - ax) >= Math.abs(by - ay);
    const [begin, end, beginAcross, endAcross] = wide ? [ax, bx, ay, by] : [ay, by, ax, bx];
    const [strideAlong, strideAcross] = wide ? [1, width] : [width, 1];
    const slope = end === begin ? 0 : (endAcross - beginAcross) / (end - begin);
    const each = light * Math.hypot(1, slope);
    const step = end < begin ? -1 : 1;
    const first = Math.floor(begin);
    const count = Math.abs(Math.floor(end) - first) + 1;
    let across = beginAcross + (first + 0.5 - begin) * slope;
    let at = first * strideAlong;
    for (let n = 0; n < count; n++) {
      const whole = across | 0;
      const share = across - whole;
      const i = at + whole * strideAcross;
      const here = profile === undefined ? each : each * profile[((n * profile.length) / count) | 0];
      into[i] += here * (1 - share);
      into[i + strideAcross] += here * share;
      across += slope * step;
      at += strideAlong * step;
    }
  }

  /** Writes the picture as bytes of red, green, blue and opacity, `[height, width, 4]`. */
  develop(bytes: Uint8ClampedArray, { positive, negative }: Pick<Palette, "positive" | "negative">): void {
    const hues = Array.from({ length: HUES + 1 }, (_, i) => mix(negative, positive, i / HUES));
    for (let i = 0; i < this.#positive.length; i++) {
      const light = this.#positive[i] + this.#negative[i];
      if (light < FAINTEST) {
        bytes[4 * i + 3] = 0;
        continue;
      }
      const hue = hues[((this.#positive[i] / light) * HUES + 0.5) | 0];
      bytes[4 * i] = hue[0];
      bytes[4 * i + 1] = hue[1];
      bytes[4 * i + 2] = hue[2];
      bytes[4 * i + 3] = OPACITY[Math.min(OPACITY.length - 1, (light * STEPS) | 0)];
    }
  }
}

const HUES = 63;
const FAINTEST = 1 / 512;
const STEPS = 512;
/** The opacity of so much light, in steps: two lines upon each other never cover more than all. */
const OPACITY = Uint8Array.from({ length: 5 * STEPS }, (_, i) =>
  Math.round(255 * (1 - Math.exp(-(i + 0.5) / STEPS))),
);

/** Where a line may begin or end within so many pixels. */
const inside = (value: number, pixels: number): number => Math.min(pixels - 2.001, Math.max(1, value));
