/**
 * @file Draws pen strokes as MNIST would show them: exactly from the points, in one step, at the size that counts; and
 * reads files that hold such strokes.
 */

import { AkariError, invalidArgument } from "../../error.js";
import { DIGIT_BOX, DIGIT_SIDE, nothingDrawn, placeByMass } from "./digit.js";

/** A point of a stroke, `y` downwards, in any unit. */
export type Point = readonly [x: number, y: number];

/** Where the pen went from touching down to lifting off. */
export type Stroke = readonly Point[];

export interface StrokeOptions {
  /** The pen's width in pixels of the 28×28; {@link PEN_WIDTH} when left out. */
  readonly penWidth?: number;
}

/**
 * Chosen on 9,027 digits drawn on a tablet (UNIPEN): at 2.35 they have as much ink as MNIST's, 102 full pixels each,
 * but networks trained on MNIST read them best from 1.8 to 2.1. People's pens differ in width, and thin lines keep
 * the small loops open.
 */
export const PEN_WIDTH = 2;

/** Each pixel's coverage is counted on this many by this many points. */
const SAMPLES = 8;

/**
 * How a drawing comes to its place in the 28×28 pixels: its points are scaled by `scale` from the corner of `bounds`,
 * the pen is led along them, and the corner of what it has drawn, pen included, is moved to `corner`.
 */
export interface StrokePlacement {
  /** The box around the points, in their unit. */
  readonly bounds: StrokeBounds;
  /** Pixels a unit of the drawing; 0 for a dot, which has no extent to scale. */
  readonly scale: number;
  /** Width and height of what is drawn, pen included, in pixels; the longer is 20, except for a dot. */
  readonly size: Point;
  /** The centre of mass of the ink, in pixels from the corner of what is drawn. */
  readonly mass: Point;
  /** Where that corner lies in the picture, in pixels from the picture's. */
  readonly corner: Point;
}

/** A box around the points of a drawing, in their unit. */
export interface StrokeBounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The digit alone on a fine grid: 1 where there is ink. */
interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly ink: Uint8Array;
  readonly bounds: StrokeBounds;
}

/**
 * The 28×28 pixels of a drawn digit: a round pen is led along the strokes, the longest side, pen included, becomes
 * 20 pixels, and the centre of mass comes to the middle. Where and how large it was drawn makes no difference.
 *
 * @returns `[784]`, row by row, 0 paper to 255 ink: the share of each pixel that the pen covers
 * @throws AkariError `invalid-data` where nothing is drawn or a coordinate is not a number, `invalid-argument` for an
 * impossible pen
 * @example
 * ```ts
 * const one = fromStrokes([[[50, 10], [50, 90]]]);
 * const outputs = await predict(model, one);
 * ```
 */
export function fromStrokes(strokes: readonly Stroke[], options: StrokeOptions = {}): Uint8Array {
  const grid = drawLines(strokes, requirePen(options));
  return average(grid, locate(grid).corner);
}

/**
 * How {@link fromStrokes} brings a drawing to its place, in numbers: for showing it.
 *
 * @throws AkariError as `fromStrokes` does
 */
export function placeStrokes(strokes: readonly Stroke[], options: StrokeOptions = {}): StrokePlacement {
  const penWidth = requirePen(options);
  const grid = drawLines(strokes, penWidth);
  const { mass, corner } = locate(grid);
  const { width, height } = grid.bounds;
  const longest = Math.max(width, height);
  const scale = longest === 0 ? 0 : (DIGIT_BOX - penWidth) / longest;
  return {
    bounds: grid.bounds,
    scale,
    size: [width * scale + penWidth, height * scale + penWidth],
    mass: inPixels(mass),
    corner: inPixels(corner),
  };
}

const inPixels = ([across, down]: Point): Point => [across / SAMPLES, down / SAMPLES];

function requirePen({ penWidth = PEN_WIDTH }: StrokeOptions): number {
  if (penWidth > 0 && penWidth < DIGIT_BOX) return penWidth;
  throw invalidArgument(`A pen must be wider than 0 and narrower than ${DIGIT_BOX} pixels, not ${penWidth}.`);
}

function drawLines(strokes: readonly Stroke[], penWidth: number): Grid {
  const bounds = findBounds(strokes);
  const { left, top, width, height } = bounds;
  const longest = Math.max(width, height);
  const reach = (DIGIT_BOX - penWidth) * SAMPLES;
  const radius = (penWidth / 2) * SAMPLES;
  // A drawing without any extent is a dot. The quotient comes first: it is at most 1, whatever the unit.
  const scale = (length: number): number => (longest === 0 ? 0 : (length / longest) * reach) + radius;
  const columns = Math.ceil(scale(width) + radius);
  const rows = Math.ceil(scale(height) + radius);
  const grid: Grid = { columns, rows, ink: new Uint8Array(columns * rows), bounds };
  for (const stroke of strokes) {
    const points = stroke.map(([x, y]): Point => [scale(x - left), scale(y - top)]);
    points.forEach((point, i) => {
      drawLine(grid, points[Math.max(0, i - 1)], point, radius);
    });
  }
  return grid;
}

function findBounds(strokes: readonly Stroke[]): StrokeBounds {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  strokes.forEach((stroke, s) => {
    stroke.forEach(([x, y], p) => {
      if (!(Number.isFinite(x) && Number.isFinite(y))) {
        throw new AkariError(
          "invalid-data",
          `Point ${p + 1} of stroke ${s + 1} is (${x}, ${y}): a point must be two finite numbers.`,
        );
      }
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    });
  });
  if (left > right) throw nothingDrawn();
  const [width, height] = [right - left, bottom - top];
  if (!Number.isFinite(width + height)) {
    throw new AkariError("invalid-data", "The points of a drawing lie too far apart to measure.");
  }
  return { left, top, width, height };
}

/** Marks every sample within `radius` of the line from `from` to `to`, which may be a single point. */
function drawLine({ columns, rows, ink }: Grid, from: Point, to: Point, radius: number): void {
  const [x1, y1] = from;
  const [dx, dy] = [to[0] - x1, to[1] - y1];
  const squaredLength = dx * dx + dy * dy;
  const firstColumn = Math.max(0, Math.floor(Math.min(x1, to[0]) - radius));
  const lastColumn = Math.min(columns - 1, Math.ceil(Math.max(x1, to[0]) + radius));
  const firstRow = Math.max(0, Math.floor(Math.min(y1, to[1]) - radius));
  const lastRow = Math.min(rows - 1, Math.ceil(Math.max(y1, to[1]) + radius));
  for (let row = firstRow; row <= lastRow; row++) {
    const y = row + 0.5 - y1;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const x = column + 0.5 - x1;
      const along = squaredLength === 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / squaredLength));
      const [ox, oy] = [x - along * dx, y - along * dy];
      if (ox * ox + oy * oy <= radius * radius) ink[row * columns + column] = 1;
    }
  }
}

/** The grid's centre of mass and, with that in the middle of the picture, where its corner lies; both in samples. */
function locate({ columns, rows, ink }: Grid): { mass: Point; corner: Point } {
  let [sum, across, down] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = ink[row * columns + column];
      sum += value;
      across += value * (column + 0.5);
      down += value * (row + 0.5);
    }
  }
  const place = (extent: number, mass: number): number =>
    Math.round(placeByMass(extent / SAMPLES, mass / SAMPLES) * SAMPLES);
  const mass: Point = [across / sum, down / sum];
  return { mass, corner: [place(columns, mass[0]), place(rows, mass[1])] };
}

/** Puts the grid into 28×28 pixels, its corner at `left` and `top`, and counts each pixel's samples. */
function average({ columns, rows, ink }: Grid, [left, top]: Point): Uint8Array {
  const counts = new Float64Array(DIGIT_SIDE * DIGIT_SIDE);
  for (let row = 0; row < rows; row++) {
    const pixelRow = Math.floor((top + row) / SAMPLES) * DIGIT_SIDE;
    for (let column = 0; column < columns; column++) {
      counts[pixelRow + Math.floor((left + column) / SAMPLES)] += ink[row * columns + column];
    }
  }
  return Uint8Array.from(counts, (count) => Math.round((count / SAMPLES ** 2) * 255));
}

/** One drawing. */
export interface Drawing {
  readonly strokes: readonly Stroke[];
  /** The class that its writer meant. */
  readonly label?: string;
  /** The line of the file that it stands in, from 1. */
  readonly line: number;
}

/**
 * Reads a file of drawings; empty lines are passed over.
 *
 * @param text the whole file
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` naming the file and the line
 */
export function parseStrokes(text: string, name: string): Drawing[] {
  const drawings: Drawing[] = [];
  text.split("\n").forEach((json, i) => {
    const line = i + 1;
    if (json.trim() !== "") drawings.push({ ...parseDrawing(json, `${name}, line ${line}`), line });
  });
  if (drawings.length === 0) throw invalid(`${name} holds no drawings: it has no line with any text.`);
  return drawings;
}

function parseDrawing(json: string, where: string): Omit<Drawing, "line"> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new AkariError("invalid-file", `${where}: this is not JSON.`, { cause });
  }
  if (typeof value !== "object" || value === null || !("strokes" in value)) {
    throw invalid(`${where}: there are no strokes. It should read {"strokes": [[[x, y], …], …]}.`);
  }
  const { strokes } = value;
  if (!Array.isArray(strokes)) throw invalid(`${where}: the strokes are not a list.`);
  const checked = strokes.map((stroke: unknown, s) => checkStroke(stroke, `${where}: stroke ${s + 1}`));
  if (checked.every((stroke) => stroke.length === 0)) throw invalid(`${where}: nothing is drawn.`);
  const label = "label" in value ? checkLabel(value.label, where) : undefined;
  return label === undefined ? { strokes: checked } : { strokes: checked, label };
}

function checkStroke(stroke: unknown, where: string): Stroke {
  if (!Array.isArray(stroke)) throw invalid(`${where} is not a list of points.`);
  return stroke.map((point: unknown, p) => {
    if (!isPoint(point)) throw invalid(`${where}, point ${p + 1} is not a pair of finite numbers.`);
    return point;
  });
}

const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && value.length === 2 && value.every((coordinate) => Number.isFinite(coordinate));

function checkLabel(label: unknown, where: string): string | undefined {
  if (label === null) return undefined;
  if (typeof label === "string" || typeof label === "number") return String(label);
  throw invalid(`${where}: the label is neither a number nor a text.`);
}

const invalid = (message: string): AkariError => new AkariError("invalid-file", message);
