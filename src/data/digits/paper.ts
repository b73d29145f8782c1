/**
 * @file What a picture's paper looks like: its tone, how the light falls across it, and how noisy it is.
 */

import { type Levels, median } from "../image/picture.js";

/** Paper, as the rim of the picture shows it. */
export interface Paper {
  /** Its level at a pixel. */
  level(x: number, y: number): number;
  /** The standard deviation of its pixels from that. */
  readonly noise: number;
}

interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** The rim in which paper is looked for, as a share of the shorter side: wider than a frame's line. */
const RIM = 1 / 20;

/** For a normal distribution, the standard deviation over the median distance from the median. */
const DEVIATION_PER_MEDIAN_DISTANCE = 1.4826;

/**
 * Measures the rim by medians, which ink on less than half of it hardly moves. Paper has one level all over, unless
 * a level that changes evenly from side to side fits the rim better, as it does where the light comes from one side.
 */
export function measurePaper({ width, height, data }: Levels): Paper {
  const depth = Math.max(1, Math.round(Math.min(width, height) * RIM));
  const rim = rimPixels(width, height, depth);
  const middle = (pixels: readonly Pixel[]): number => median(pixels.map(({ x, y }) => data[y * width + x]));

  const even = middle(rim);
  const slopeAcross =
    middle(rim.filter(({ x }) => x >= width - depth)) - middle(rim.filter(({ x }) => x < depth));
  const slopeDown =
    middle(rim.filter(({ y }) => y >= height - depth)) - middle(rim.filter(({ y }) => y < depth));
  const evenLevel = (): number => even;
  const shadedLevel = (x: number, y: number): number => {
    const shade = slopeAcross * ((x + 0.5) / width - 0.5) + slopeDown * ((y + 0.5) / height - 0.5);
    return Math.max(0, Math.min(255, even + shade));
  };

  const noiseAround = (level: Paper["level"]): number => {
    const distances = rim.map(({ x, y }) => Math.abs(data[y * width + x] - level(x, y)));
    return DEVIATION_PER_MEDIAN_DISTANCE * median(distances);
  };
  const [evenNoise, shadedNoise] = [noiseAround(evenLevel), noiseAround(shadedLevel)];
  return shadedNoise < evenNoise
    ? { level: shadedLevel, noise: shadedNoise }
    : { level: evenLevel, noise: evenNoise };
}

function rimPixels(width: number, height: number, depth: number): Pixel[] {
  const pixels: Pixel[] = [];
  for (let y = 0; y < height; y++) {
    const whole = y < depth || y >= height - depth;
    for (let x = 0; x < width; x++) {
      if (whole || x < depth || x >= width - depth) pixels.push({ x, y });
    }
  }
  return pixels;
}
