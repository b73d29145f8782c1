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
    // Every line touches two pixels across.
    this.width = Math.max(2, width);
    this.height = Math.max(2, height);
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
    const [ax, bx] = [inside(x0, width - 1.001), inside(x1, width - 1.001)];
    const [ay, by] = [inside(y0, height - 1.001), inside(y1, height - 1.001)];
    const [dx, dy] = [bx - ax, by - ay];
    // Step pixel by pixel along the longer side and share each step's light between two pixels across.
    const wide = Math.abs(dx) >= Math.abs(dy);
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy))));
    const [slopeAlong, slopeAcross] = wide ? [dx / steps, dy / steps] : [dy / steps, dx / steps];
    const [strideAlong, strideAcross] = wide ? [1, width] : [width, 1];
    const each = light * Math.hypot(1, slopeAcross);
    let along = (wide ? ax : ay) + slopeAlong / 2;
    let across = (wide ? ay : ax) + slopeAcross / 2;
    for (let step = 0; step < steps; step++) {
      const whole = across | 0;
      const share = across - whole;
      const i = (along | 0) * strideAlong + whole * strideAcross;
      const here = profile === undefined ? each : each * profile[((step * profile.length) / steps) | 0];
      into[i] += here * (1 - share);
      into[i + strideAcross] += here * share;
      along += slopeAlong;
      across += slopeAcross;
    }
  }

  /** Writes the picture as bytes of red, green, blue and opacity, `[height, width, 4]`. */
  develop(bytes: Uint8ClampedArray, { positive, negative }: Palette): void {
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

const inside = (value: number, most: number): number => Math.min(Math.max(0, most), Math.max(0, value));
