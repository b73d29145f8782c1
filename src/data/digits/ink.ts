/**
 * @file Tells ink from paper in a picture, dark on light or light on dark, clean or with the tone and the noise of a
 * scan, and a digit's shapes from dust and frames.
 */

import {
  type Axis,
  edgeIndices,
  type Levels,
  median,
  type Picture,
  readBrightness,
  readColors,
  resample,
} from "../image/picture.js";
import { nothingDrawn } from "./digit.js";

/** How much ink each pixel holds, 0 to 255, and where the digit is. */
export interface Ink extends Levels {
  /** Pixels whose ink is not the digit's: specks, or a frame around it. */
  readonly dust: readonly number[];
  /** The smallest box around the digit. */
  readonly box: Box;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Larger pictures are first made smaller: a digit of 20 pixels needs no more. */
const LONGEST_SIDE = 512;

/** Ink must differ from paper by this many levels of 255, or the picture counts as empty. */
const LEAST_CONTRAST = 12;

/** The same of a channel where brightness shows nothing: a tint of the light is no ink. */
const LEAST_COLOR_CONTRAST = 40;

/** From this difference on, ink and paper are black and white already. */
const FULL_CONTRAST = 200;

/** Pixels with this share of the full ink belong to the digit's shape. */
const SHAPE_LEVEL = 0.3;

/** Differences up to this many standard deviations of the paper are noise. */
const NOISE_DEVIATIONS = 3;

/**
 * Finds the digit in a picture. Ink is what differs from the paper the most, whether darker or brighter; where all is
 * equally bright, by its colour.
 *
 * @throws AkariError `invalid-data` where nothing is drawn
 */
export function findInk(picture: Picture): Ink {
  const bright = shrink(readBrightness(picture));
  const { width, height } = bright;
  const byBrightness = byLevel(bright);
  const differences = stands(byBrightness, LEAST_CONTRAST) ? byBrightness : byColor(picture);
  const ink = stretch(differences);
  const shape = ink.map((level) => (level >= SHAPE_LEVEL * 255 ? 1 : 0));
  const dust = clearDust(shape, width, height);
  return { width, height, data: ink, dust, box: findBox(shape, width, height) };
}

/** How much a picture differs from its paper. */
interface Differences {
  /** `[height, width]`, 0 to 255. */
  readonly data: Uint8Array;
  /** Differences up to this are the paper's own. */
  readonly noise: number;
  /** The difference of full ink. */
  readonly full: number;
}

/** Of the two directions, that in which more differs. */
function byLevel(levels: Levels): Differences {
  const { noise, brighter, darker } = fromPaper(levels);
  const [up, down] = [fullInk(brighter, noise), fullInk(darker, noise)];
  return up > down ? { data: brighter, noise, full: up } : { data: darker, noise, full: down };
}

/** The largest difference of red, green and blue. @throws AkariError `invalid-data` where none stands out */
function byColor(picture: Picture): Differences {
  const channels = readColors(picture).map((levels) => fromPaper(shrink(levels)));
  const noise = Math.max(...channels.map((channel) => channel.noise));
  const data = channels[0].brighter.map((_, i) =>
    Math.max(...channels.map(({ brighter, darker }) => Math.max(brighter[i], darker[i]))),
  );
  const differences = { data, noise, full: fullInk(data, noise) };
  if (stands(differences, LEAST_COLOR_CONTRAST)) return differences;
  throw nothingDrawn();
}

function fromPaper(levels: Levels) {
  const { width, height, data } = levels;
  const paper = measurePaper(levels);
  const brighter = new Uint8Array(data.length);
  const darker = new Uint8Array(data.length);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const difference = Math.round(data[i] - paper.level(x, y));
      if (difference > 0) brighter[i] = difference;
      else darker[i] = -difference;
    }
  }
  return { noise: NOISE_DEVIATIONS * paper.noise, brighter, darker };
}

/** Whether ink stands out from the paper. */
const stands = ({ full, noise }: Differences, contrast: number): boolean => full - noise >= contrast;

function shrink(levels: Levels): Levels {
  const { width, height } = levels;
  const factor = Math.ceil(Math.max(width, height) / LONGEST_SIDE);
  if (factor === 1) return levels;
  const axis = (side: number): Axis => ({
    length: Math.max(1, Math.floor(side / factor)),
    start: 0,
    scale: 1 / factor,
  });
  const [across, down] = [axis(width), axis(height)];
  const data = new Uint8Array(resample(levels, across, down).map(Math.round));
  return { width: across.length, height: down.length, data };
}

/**
 * The difference of full ink from paper: three quarters of all squared differences beyond the noise are at or below
 * it. Squares, so that many faint pixels around a digit count for little. 0 where nothing exceeds the noise.
 */
export function fullInk(differences: Uint8Array, noise: number): number {
  const counts = new Float64Array(256);
  for (const difference of differences) if (difference > noise) counts[difference]++;
  const total = counts.reduce((sum, count, difference) => sum + count * difference ** 2, 0);
  let sum = 0;
  let level = 0;
  while (sum < 0.75 * total) sum += counts[++level] * level ** 2;
  return level;
}

/** Takes the paper's noise to 0 and full ink to 255. */
function stretch({ data, noise, full }: Differences): Uint8Array {
  if (full >= FULL_CONTRAST && noise === 0) return data;
  return data.map((difference) =>
    difference <= noise ? 0 : Math.round(Math.min(1, difference / full) * 255),
  );
}

function findBox(shape: Uint8Array, width: number, height: number): Box {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (shape[y * width + x] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

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
function measurePaper({ width, height, data }: Levels): Paper {
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

/** Pixels that touch, by an edge or a corner. */
interface Shape {
  readonly pixels: number;
  /** How many of them lie on the picture's edge. */
  edgePixels: number;
}

/** A shape with fewer pixels than this share of the largest one's is dust. */
const DUST = 0.03;

/** A shape that covers this share of the picture's edge is a frame drawn around it. */
const FRAME = 0.6;

/**
 * Clears dust and a frame, if there are any, from a mask.
 *
 * @param mask `[height, width]`, 1 where there is ink; changed in place
 * @returns the pixels that were cleared
 */
function clearDust(mask: Uint8Array, width: number, height: number): number[] {
  const { labels, shapes } = findShapes(mask, width, height);
  const edge = edgeIndices(width, height);
  for (const i of edge) if (mask[i] === 1) shapes[labels[i]].edgePixels++;
  const inner = shapes.filter(({ edgePixels }) => edgePixels < FRAME * edge.length);
  // A digit that fills the picture to its edges is no frame: there is nothing else.
  const candidates = inner.length > 0 ? inner : shapes;
  const largest = candidates.reduce((most, { pixels }) => Math.max(most, pixels), 0);
  const kept = new Set(candidates.filter(({ pixels }) => pixels >= DUST * largest));
  const cleared: number[] = [];
  mask.forEach((value, i) => {
    if (value === 1 && !kept.has(shapes[labels[i]])) cleared.push(i);
  });
  for (const i of cleared) mask[i] = 0;
  return cleared;
}

/** Floods one shape after the other. `labels` numbers each ink pixel's shape. */
function findShapes(
  mask: Uint8Array,
  width: number,
  height: number,
): { labels: Int32Array; shapes: Shape[] } {
  const labels = new Int32Array(mask.length).fill(-1);
  const queue = new Int32Array(mask.length);
  const shapes: Shape[] = [];
  for (let first = 0; first < mask.length; first++) {
    if (mask[first] === 0 || labels[first] >= 0) continue;
    labels[first] = shapes.length;
    queue[0] = first;
    let length = 1;
    for (let next = 0; next < length; next++) {
      const x = queue[next] % width;
      const y = (queue[next] - x) / width;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const neighbour = ny * width + nx;
          if (mask[neighbour] === 0 || labels[neighbour] >= 0) continue;
          labels[neighbour] = shapes.length;
          queue[length++] = neighbour;
        }
      }
    }
    shapes.push({ pixels: length, edgePixels: 0 });
  }
  return { labels, shapes };
}
