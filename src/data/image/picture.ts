/**
 * @file Pictures as a canvas or a decoder gives them, how bright each of their pixels is, and how they are made smaller or
 * larger.
 */

import { AkariError } from "../../error.js";

/** A picture of any size. A canvas's `ImageData` is one. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 4]`: red, green, blue and opacity, 0 to 255, colours not multiplied by the opacity. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** One number a pixel. */
export interface Levels {
  readonly width: number;
  readonly height: number;
  /** `[height, width]`, 0 to 255. */
  readonly data: Uint8Array;
}

/** A pixel at least this opaque shows its own colour rather than what lies behind it. */
const MOSTLY_OPAQUE = 128;

/**
 * How bright each pixel is, 0 black to 255 white (luma of ITU-R BT.601). Where the picture is transparent, it is laid
 * on what its edge shows; where the edge is transparent too, on black if its colours are bright, else on white, so
 * that light and dark ink both stand out.
 *
 * @throws AkariError `invalid-data` where the sizes and the number of bytes disagree
 */
export function readBrightness(picture: Picture): Levels {
  requireAllBytes(picture);
  const { width, height, data } = picture;
  const behind = levelBehind(picture);
  const levels = new Uint8Array(width * height);
  for (let i = 0; i < levels.length; i++) {
    const opacity = data[i * 4 + 3] / 255;
    levels[i] = Math.round(luma(data, i) * opacity + behind * (1 - opacity));
  }
  return { width, height, data: levels };
}

/**
 * How red, green and blue each pixel is, a picture of levels each; transparent parts as {@link readBrightness} has
 * them, on grey.
 *
 * @throws AkariError `invalid-data` where the sizes and the number of bytes disagree
 */
export function readColors(picture: Picture): readonly [red: Levels, green: Levels, blue: Levels] {
  requireAllBytes(picture);
  const { width, height, data } = picture;
  const behind = levelBehind(picture);
  const channel = (c: number): Levels => {
    const levels = new Uint8Array(width * height);
    for (let i = 0; i < levels.length; i++) {
      const opacity = data[i * 4 + 3] / 255;
      levels[i] = Math.round(data[i * 4 + c] * opacity + behind * (1 - opacity));
    }
    return { width, height, data: levels };
  };
  return [channel(0), channel(1), channel(2)];
}

/**
 * @param name what to call the picture in messages
 * @throws AkariError `invalid-data` where it has no pixels
 */
export function requireSize(width: number, height: number, name: string): void {
  if (Number.isSafeInteger(width) && Number.isSafeInteger(height) && width > 0 && height > 0) return;
  throw new AkariError("invalid-data", `${name} cannot be ${width}×${height} pixels.`);
}

/**
 * @param name what to call the picture in messages
 * @throws AkariError `invalid-data` where its sizes and the number of its bytes disagree
 */
export function requireAllBytes({ width, height, data }: Picture, name = "A picture"): void {
  requireSize(width, height, name);
  if (data.length === width * height * 4) return;
  throw new AkariError(
    "invalid-data",
    `${name} of ${width}×${height} pixels has ${width * height * 4} bytes, four a pixel, not ${data.length}.`,
  );
}

/** The numbers along the picture's four edges; a corner comes once. */
export function edgeIndices(width: number, height: number): number[] {
  const indices: number[] = [];
  for (let x = 0; x < width; x++) {
    indices.push(x);
    if (height > 1) indices.push((height - 1) * width + x);
  }
  for (let y = 1; y < height - 1; y++) {
    indices.push(y * width);
    if (width > 1) indices.push(y * width + width - 1);
  }
  return indices;
}

/** The middle one of some levels; `levels` must not be empty. */
export function median(levels: readonly number[]): number {
  return new Float64Array(levels).sort()[levels.length >> 1];
}

const luma = (data: Picture["data"], i: number): number =>
  0.299 * data[i * 4] + 0.587 * data[i * 4 + 1] + 0.114 * data[i * 4 + 2];

function levelBehind({ width, height, data }: Picture): number {
  const edge = edgeIndices(width, height);
  const opaqueEdge = edge.filter((i) => data[i * 4 + 3] >= MOSTLY_OPAQUE);
  if (opaqueEdge.length * 2 >= edge.length) return median(opaqueEdge.map((i) => luma(data, i)));
  let [weight, sum] = [0, 0];
  for (let i = 0; i < width * height; i++) {
    const opacity = data[i * 4 + 3];
    weight += opacity;
    sum += opacity * luma(data, i);
  }
  return sum > weight * 127.5 ? 0 : 255;
}

/** Numbers in rows and columns. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** `[height, width]`. */
  readonly data: ArrayLike<number>;
}

/** How one side is mapped. */
export interface Axis {
  /** New pixels. */
  readonly length: number;
  /** Where the old picture's first edge comes to lie, in new pixels. */
  readonly start: number;
  /** New pixels to an old one. */
  readonly scale: number;
}

/** An old pixel's part in a new one. */
interface Share {
  readonly from: number;
  readonly to: number;
  readonly part: number;
}

/**
 * Resamples; what lies outside the old picture counts as 0.
 *
 * @returns `[down.length, across.length]`
 */
export function resample({ width, height, data }: Raster, across: Axis, down: Axis): Float64Array {
  const columns = shares(width, across);
  const narrow = new Float64Array(height * across.length);
  for (let y = 0; y < height; y++) {
    for (const { from, to, part } of columns) narrow[y * across.length + to] += part * data[y * width + from];
  }
  const result = new Float64Array(down.length * across.length);
  for (const { from, to, part } of shares(height, down)) {
    for (let x = 0; x < across.length; x++) {
      result[to * across.length + x] += part * narrow[from * across.length + x];
    }
  }
  return result;
}

/** Which old pixels overlap which new ones, and by how much of the new one. */
function shares(count: number, { length, start, scale }: Axis): Share[] {
  const list: Share[] = [];
  for (let from = 0; from < count; from++) {
    const [begin, end] = [start + from * scale, start + (from + 1) * scale];
    for (let to = Math.max(0, Math.floor(begin)); to < Math.min(length, end); to++) {
      const part = Math.min(end, to + 1) - Math.max(begin, to);
      if (part > 0) list.push({ from, to, part });
    }
  }
  return list;
}
