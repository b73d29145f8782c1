/**
 * @file Where every neuron of a network stands in a picture of a given size. Nothing here draws: painting, hit-testing
 * and the keyboard all read the same places, so that they cannot disagree.
 *
 * Everything is placed along two axes: `along`, the way that the light takes from layer to layer, and `across`. Lying
 * down, along is to the right; on a phone it is downwards.
 */

import type { ModelDefinition } from "akari";
import { cellOf, type InputGrid, inputGrid } from "./grid";

/** What the page can draw and remember without a halt; the library itself has no such limits. */
export const LIMITS = { layers: 6, units: 2500, parameters: 2_000_000 } as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One layer's neurons. Layer 0 is the input layer. */
export interface LayerPlace {
  readonly layer: number;
  readonly count: number;
  /**
   * Lamps side by side, or, where there are too many for that, a strip in which each is a line. In a small picture of a
   * network, and where the inputs are a spectrogram, the input layer is their picture, and no strip beside it.
   */
  readonly form: "lamps" | "strip" | "picture";
  /** How many neurons stand in one line across; a layer that is a single line has all of them there. */
  readonly lineLength: number;
  /** The centres, where edges begin and end, `[count]` each. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** A lamp's radius; of a strip half its thickness. */
  readonly radius: number;
  readonly box: Box;
}

/** The input layer once more, as the picture that its pixels make. */
export interface PicturePlace extends InputGrid {
  /** From one lamp to the next. */
  readonly pitch: number;
  readonly radius: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly box: Box;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly orientation: "landscape" | "portrait";
  readonly picture: PicturePlace | undefined;
  /** From the input layer to the output layer. */
  readonly layers: readonly LayerPlace[];
  /** Where the outputs are written: beside the output layer, or under it. */
  readonly answers: Box;
}

/** What is left free around the neurons, in CSS pixels. */
export interface Margins {
  /** For the names of the layers, before the first line across. */
  readonly captions: number;
  /** For the names of the inputs, before the input layer where the network lies down; none where left out. */
  readonly inputs?: number;
  /** For the outputs' labels and bars, after the output layer. */
  readonly answers: number;
}

/** Closer than this, lamps are no longer told apart: the layer becomes a field or a strip. */
export const CLOSEST_LAMPS = 9;
/** Along, less room than this is small, in CSS pixels: there pixels are shown once. */
export const SMALL = 480;
const STRIP_THICKNESS = 10;
const MARGIN = 12;

/** Places a network. Any width and height above zero give a layout; a small one is crowded, never wrong. */
export function placeNetwork(
  definition: ModelDefinition,
  width: number,
  height: number,
  margins: Margins,
): Layout {
  const orientation = height > width * 1.05 ? "portrait" : "landscape";
  const flat = orientation === "landscape";
  const long = Math.max(1, flat ? width : height);
  const short = Math.max(1, (flat ? height : width) - (flat ? margins.captions : 0) - 2 * MARGIN);
  const top = (flat ? margins.captions : 0) + MARGIN;
  const place = (along: number, across: number): [number, number] =>
    flat ? [along, top + across] : [top + across, along];
  const box = (along: number, across: number, thick: number, wide: number): Box => {
    const [x, y] = place(along, across);
    return flat ? { x, y, width: thick, height: wide } : { x, y, width: wide, height: thick };
  };

  const counts = [definition.inputs, ...definition.layers.map(({ units }) => units)];
  const gaps = counts.length - 1;
  const grid = inputGrid(definition);
  const largest = Math.min(28, Math.max(7, Math.min(long, short) * 0.028));

  let at = MARGIN + (flat ? (margins.inputs ?? 0) : margins.captions);
  let picture: PicturePlace | undefined;
  // A spectrogram's rows are no stretches of a strip.
  const once = grid !== undefined && (long < SMALL || grid.kind === "spectrogram");
  if (grid !== undefined) {
    const { rows, columns } = grid;
    const share = long * (once ? 0.3 : Math.max(0.16, 0.31 - 0.025 * gaps));
    const pitch = Math.min(short / (flat ? rows : columns), share / (flat ? columns : rows), 16);
    const wide = pitch * (flat ? rows : columns);
    picture = placePicture(grid, pitch, box(at, (short - wide) / 2, pitch * (flat ? columns : rows), wide));
    if (!once) at += pitch * (flat ? columns : rows) + Math.max(14, Math.min(long * 0.045, 56));
  }

  // What the layers need along; what is left is shared out between them.
  const rest = long - at - MARGIN - margins.answers;
  const isField = counts.map((count, layer) => layer > 0 && short / count < CLOSEST_LAMPS);
  const fields = isField.filter(Boolean).length;
  const mostField = Math.min(short, (rest * 0.5) / Math.max(1, fields));
  const shapes = counts.map((count, layer) =>
    layer === 0 && once && picture !== undefined
      ? pictureShape(picture, flat)
      : isField[layer]
        ? fieldShape(count, mostField, short)
        : lineShape(count, short, largest),
  );
  const gap = Math.max(0, (rest - shapes.reduce((sum, { thick }) => sum + thick, 0)) / gaps);

  const layers = shapes.map((shape, layer): LayerPlace => {
    const { thick, lineLength, pitch, radius, form } = shape;
    const count = counts[layer];
    if (form === "picture" && picture !== undefined) {
      at += thick + gap;
      return { layer, count, form, lineLength, x: picture.x, y: picture.y, radius, box: picture.box };
    }
    const x = new Float32Array(count);
    const y = new Float32Array(count);
    const start = (short - pitch * Math.min(count, lineLength)) / 2;
    for (let unit = 0; unit < count; unit++) {
      const line = Math.floor(unit / lineLength);
      const across = start + (unit - line * lineLength + 0.5) * pitch;
      const along = form === "strip" || thick < 2 * pitch ? thick / 2 : (line + 0.5) * pitch;
      [x[unit], y[unit]] = place(at + along, across);
    }
    const placed = { layer, count, form, lineLength, x, y, radius };
    const wide = pitch * Math.min(count, lineLength);
    const result = { ...placed, box: box(at, start, thick, wide) };
    at += thick + gap;
    return result;
  });
  const answers = box(at - gap, 0, margins.answers, short);
  return { width, height, orientation, picture, layers, answers };
}

interface Shape {
  readonly form: LayerPlace["form"];
  readonly lineLength: number;
  readonly pitch: number;
  readonly radius: number;
  /** How much it takes along. */
  readonly thick: number;
}

/** The input layer as its picture, in which edges begin at the pixels themselves. */
function pictureShape({ columns, pitch, radius, box }: PicturePlace, flat: boolean): Shape {
  return { form: "picture", lineLength: columns, pitch, radius, thick: flat ? box.width : box.height };
}

/** All neurons in one line: lamps, or a strip where they are too many. */
function lineShape(count: number, short: number, largest: number): Shape {
  const pitch = Math.min(short / count, largest * 3.6);
  if (pitch < CLOSEST_LAMPS) {
    return { form: "strip", lineLength: count, pitch, radius: STRIP_THICKNESS / 2, thick: STRIP_THICKNESS };
  }
  const radius = Math.min(largest, pitch * 0.36);
  return { form: "lamps", lineLength: count, pitch, radius, thick: 2 * radius };
}

/**
 * Several lines side by side, with lamps as far apart as the room allows and never so close that fewer lines would do.
 */
function fieldShape(count: number, most: number, short: number): Shape {
  let best = 0;
  let lines = 1;
  for (let n = 1; n <= count; n++) {
    const pitch = Math.min(most / n, short / Math.ceil(count / n), 3 * CLOSEST_LAMPS);
    if (pitch > best) [best, lines] = [pitch, n];
    // More lines only get closer together from here on.
    if (most / n < best) break;
  }
  const lineLength = Math.ceil(count / lines);
  return { form: "lamps", lineLength, pitch: best, radius: best * 0.38, thick: best * lines };
}

function placePicture(grid: InputGrid, pitch: number, box: Box): PicturePlace {
  const count = grid.rows * grid.columns;
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  for (let unit = 0; unit < count; unit++) {
    const [row, column] = cellOf(grid, unit);
    x[unit] = box.x + (column + 0.5) * pitch;
    y[unit] = box.y + (row + 0.5) * pitch;
  }
  return { ...grid, pitch, radius: pitch * 0.42, x, y, box };
}

/** Where a neuron is pointed at: a pixel in the picture, any other where its edges are. */
export function neuronSpot(
  { picture, layers }: Layout,
  layer: number,
  unit: number,
): { x: number; y: number; radius: number } {
  if (layer === 0 && picture !== undefined) {
    return { x: picture.x[unit], y: picture.y[unit], radius: picture.radius };
  }
  const place = layers[layer];
  return { x: place.x[unit], y: place.y[unit], radius: place.radius };
}

/** With as much room from layer to layer, in CSS pixels, a layer's name and how many neurons it has stand side by side. */
export const ROOMY = 128;

/** How far it is from the middle of a layer of neurons to that of the next, lying down. */
export const columnGap = ({ layers }: Layout): number => {
  const middles = layers.slice(1).map(({ box }) => box.x + box.width / 2);
  return Math.min(...middles.slice(1).map((middle, i) => middle - middles[i]));
};
