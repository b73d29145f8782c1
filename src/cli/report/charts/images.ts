/**
 * @file What examples look like: pictures and spectrograms as PNG files in data addresses, not packed, so that the same
 * pixels are the same bytes whatever packs them, and waveforms as drawings.
 */

import { PNG } from "pngjs";
import { light, type Rgb } from "../../terminal/color.js";
import { type Html, html } from "../html.js";
import { coordinate } from "./plot.js";

interface PixelImage {
  readonly height: number;
  readonly width: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** `[height, width, channels]`, 0 to 1. */
  readonly levels: ArrayLike<number>;
}

/** The longest side that is stored: larger ones are brought down to it. */
const LONGEST = 96;

/** @param text what it shows, for those who cannot see it */
export function pixelImage(image: PixelImage, text: string): Html {
  const { width, height, channels, levels } = fitting(image);
  return embedded(width, height, text, (pixel) => {
    const at = (c: number): number =>
      Math.round(255 * Math.min(1, Math.max(0, levels[pixel * channels + c])));
    return channels === 3 ? [at(0), at(1), at(2)] : [at(0), at(0), at(0)];
  });
}

/** Time from left to right, the highest band at the top, in the colours of a lamp. @param levels `[frames, bands]`, 0 to 1 */
export function spectrogramImage(
  { frames, bands, levels }: { frames: number; bands: number; levels: ArrayLike<number> },
  text: string,
): Html {
  return embedded(frames, bands, text, (pixel) => {
    const band = bands - 1 - Math.floor(pixel / frames);
    return light(Math.min(1, Math.max(0, levels[(pixel % frames) * bands + band])));
  });
}

function embedded(width: number, height: number, text: string, colorOf: (pixel: number) => Rgb): Html {
  const png = new PNG({ width, height });
  for (let pixel = 0; pixel < width * height; pixel++) {
    png.data.set([...colorOf(pixel), 255], 4 * pixel);
  }
  const bytes = PNG.sync.write(png, { deflateLevel: 0, filterType: 0, colorType: 2 });
  return html`<img src="data:image/png;base64,${bytes.toString("base64")}" width="${width}" height="${height}" alt="${text}">`;
}

/** Every so many pixels are one, the mean of them all. */
function fitting(image: PixelImage): PixelImage {
  const { height, width, channels, levels } = image;
  const factor = Math.ceil(Math.max(height, width) / LONGEST);
  if (factor === 1) return image;
  const [rows, columns] = [Math.ceil(height / factor), Math.ceil(width / factor)];
  const sums = new Float64Array(rows * columns * channels);
  const counts = new Float64Array(sums.length);
  for (let i = 0; i < height * width * channels; i++) {
    const [pixel, c] = [Math.floor(i / channels), i % channels];
    const [y, x] = [Math.floor(pixel / width / factor), Math.floor((pixel % width) / factor)];
    sums[(y * columns + x) * channels + c] += levels[i];
    counts[(y * columns + x) * channels + c]++;
  }
  return { height: rows, width: columns, channels, levels: sums.map((sum, i) => sum / counts[i]) };
}

/** Of a waveform: the parts of its time, and the drawing's height. */
const [STRETCHES, WAVE_HEIGHT] = [160, 48];

/**
 * A recording as a shape: for each stretch of time, from its lowest to its highest sample.
 *
 * @param samples −1 to 1
 * @param text what it shows, for those who cannot see it
 */
export function waveformChart(samples: ArrayLike<number>, text: string): Html {
  const peak = reduce(samples, 0, samples.length, (most, x) => Math.max(most, Math.abs(x))) || 1;
  const y = (level: number): string => coordinate(WAVE_HEIGHT / 2 - (level / peak) * (WAVE_HEIGHT / 2 - 1));
  const count = Math.min(STRETCHES, samples.length);
  const lines = Array.from({ length: count }, (_, i) => {
    const [from, to] = [i, i + 1].map((end) => Math.floor((samples.length * end) / count));
    const low = reduce(samples, from, to, Math.min);
    const high = reduce(samples, from, to, Math.max);
    return `M${coordinate(((i + 0.5) * STRETCHES) / count)} ${y(low)}V${y(high)}`;
  });
  return html`<svg class="wave" viewBox="0 0 ${STRETCHES} ${WAVE_HEIGHT}" preserveAspectRatio="none" role="img"><title>${text}</title>
<path d="M0 ${WAVE_HEIGHT / 2}H${STRETCHES}${lines.join("")}"/></svg>`;
}

function reduce(
  samples: ArrayLike<number>,
  from: number,
  to: number,
  combine: (a: number, b: number) => number,
): number {
  let result = 0;
  for (let i = from; i < to; i++) result = combine(result, samples[i]);
  return result;
}
