/**
 * @file Ways across the landscape, told apart without colour: each optimizer's has its own dashes and its name beside it.
 */

import { css, type Palette } from "../../kit/palette";
import { type Frame, toPixels } from "../geometry";
import type { OptimizerName } from "../training";
import { clippedTo } from "./marks";

type Place = readonly [x: number, y: number];

export interface TrailLine {
  readonly path: readonly Place[];
  readonly dash: readonly number[];
  readonly name: string;
}

/** Lengths of dashes and gaps, as a canvas and SVG have them. */
export const DASHES: Record<OptimizerName, readonly number[]> = {
  sgd: [],
  momentum: [9, 5],
  rmsprop: [1.5, 5],
  adam: [12, 4, 1.5, 4],
};

export function drawTrails(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  trails: readonly TrailLine[],
): void {
  const lines = trails.map(({ path }) => path.map(([x, y]) => toPixels(frame, x, y)));
  clippedTo(context, frame, () => {
    lines.forEach((line, i) => {
      strokeTrail(context, palette, line, trails[i].dash);
    });
  });
  const { left, top, side } = frame;
  context.font = `600 13px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const halves = trails.map(({ name }) => context.measureText(name).width / 2 + 3);
  const labels = placeLabels(lines, halves, [left, top, left + side, top + side]);
  labels.forEach(({ place: [x, y], anchor }, i) => {
    const edge = nearestOn(boxAround([x, y], halves[i]), anchor);
    if (distance(edge, anchor) > LED) strokeTrail(context, palette, [edge, anchor], [], 1);
  });
  labels.forEach(({ place: [x, y] }, i) => {
    context.lineWidth = 4;
    context.lineJoin = "round";
    context.strokeStyle = css(palette.ground, 0.9);
    context.strokeText(trails[i].name, x, y);
    context.fillStyle = css(palette.text);
    context.fillText(trails[i].name, x, y);
  });
}

/** A way in pixels: on the light valley and on the dark slopes alike. */
export function strokeTrail(
  context: CanvasRenderingContext2D,
  palette: Palette,
  line: readonly Place[],
  dash: readonly number[],
  thickness = 2,
): void {
  context.lineJoin = "round";
  context.lineCap = "round";
  for (const [width, colour, dashes] of [
    [thickness + 3, css(palette.ground, 0.7), []],
    [thickness, css(palette.text), dash],
  ] as const) {
    context.setLineDash(dashes);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.beginPath();
    for (const [x, y] of line) context.lineTo(x, y);
    context.stroke();
  }
  context.setLineDash([]);
}

/** A name's extent up and down. */
const HALF_HEIGHT = 11;
/** A name that is farther from its line than this is led to it by a thin one. */
const LED = 8;
/** How far from its line a name may stand, and where around it. */
const GAPS = [4, 14, 24, 34];
const AROUND = Array.from({ length: 8 }, (_, i): Place => {
  const angle = (i / 8) * 2 * Math.PI;
  return [Math.cos(angle), Math.sin(angle)];
});
/** Points of a line that a name may belong to, and pixels between the points that it is kept off. */
const ANCHORS = 12;
const APART = 5;
/** So far from where all lines start there is only the lamp. */
const START = 14;
/** Off by so much, nothing is crowded. */
const CLEAR = 8;

interface Label {
  /** The name's middle. */
  readonly place: Place;
  /** The point of its line that it stands by. */
  readonly anchor: Place;
}

type Bounds = readonly [left: number, top: number, right: number, bottom: number];

/**
 * A place for each line's name: off all lines and names as far as there is room, near to its own line, and inside.
 *
 * @param halves half of each name's width
 */
export function placeLabels(
  lines: readonly (readonly Place[])[],
  halves: readonly number[],
  [left, top, right, bottom]: Bounds,
): Label[] {
  const dense = lines.map((line) => along(line, APART, [left, top, right, bottom]));
  const names: Bounds[] = [];
  return lines.map((line, l) => {
    const half = halves[l];
    const others = dense.filter((_, other) => other !== l).flat();
    let best: Label = { place: [left + half, top + HALF_HEIGHT], anchor: line[0] ?? [left, top] };
    let most = Number.NEGATIVE_INFINITY;
    // Where they start is everybody's.
    const own = dense[l].filter((point) => distance(point, line[0]) > START);
    for (const anchor of spread(own.length > 0 ? own : dense[l], ANCHORS)) {
      const apart = fromNearest(others, [...anchor, ...anchor], 20);
      for (const gap of GAPS) {
        for (const [dx, dy] of AROUND) {
          const place: Place = [
            clamp(anchor[0] + dx * (half + gap), left + half, right - half),
            clamp(anchor[1] + dy * (HALF_HEIGHT + gap), top + HALF_HEIGHT, bottom - HALF_HEIGHT),
          ];
          const box = boxAround(place, half);
          const offNames = names.reduce((least, name) => Math.min(least, gapBetween(box, name)), CLEAR);
          // First no name on another, then none on a line, then a point that is nobody else's, and near to it.
          const known = 30 * offNames + 4 * apart - 4 * gap;
          if (known + 8 * CLEAR + 4 * gap <= most) continue;
          const offOthers = fromNearest(others, box, CLEAR);
          const offOwn = fromNearest(dense[l], box, gap);
          const score = known + 8 * offOthers + 4 * offOwn;
          if (score > most) [best, most] = [{ place, anchor }, score];
        }
      }
    }
    names.push(boxAround(best.place, half));
    return best;
  });
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

const distance = ([ax, ay]: Place, [bx, by]: Place): number => Math.hypot(ax - bx, ay - by);

/** How far the nearest of some points is from a box, where it is nearer than `most`. */
function fromNearest(points: readonly Place[], [left, top, right, bottom]: Bounds, most: number): number {
  let least = most * most;
  for (const [x, y] of points) {
    const dx = Math.max(left - x, 0, x - right);
    const dy = Math.max(top - y, 0, y - bottom);
    least = Math.min(least, dx * dx + dy * dy);
  }
  return Math.sqrt(least);
}

const boxAround = ([x, y]: Place, half: number): Bounds => [
  x - half,
  y - HALF_HEIGHT,
  x + half,
  y + HALF_HEIGHT,
];

/** The place in a box that is nearest to a point. */
const nearestOn = ([left, top, right, bottom]: Bounds, [x, y]: Place): Place => [
  clamp(x, left, right),
  clamp(y, top, bottom),
];

/** How far two boxes are apart; below 0 where they overlap. */
const gapBetween = (a: Bounds, b: Bounds): number =>
  Math.max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3]);

/**
 * A line's points, with others between them where they are farther apart than `step`: as far as it is inside. A way that flies off is longer
 * than could be counted.
 */
function along(line: readonly Place[], step: number, bounds: Bounds): Place[] {
  return line.flatMap((to, i): Place[] => {
    const from = line[i - 1] ?? to;
    const inside = shareInside(from, to, bounds);
    if (inside === undefined) return [];
    const [begin, end] = inside;
    const parts = Math.max(1, Math.ceil(((end - begin) * distance(from, to)) / step));
    return Array.from({ length: parts }, (_, part) => {
      const share = begin + ((end - begin) * (part + 1)) / parts;
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    });
  });
}

/** From which share of the way between two points to which it is inside (Liang and Barsky, 1984). */
function shareInside(
  [ax, ay]: Place,
  [bx, by]: Place,
  [left, top, right, bottom]: Bounds,
): readonly [begin: number, end: number] | undefined {
  let [begin, end] = [0, 1];
  for (const [far, room] of [
    [ax - bx, ax - left],
    [bx - ax, right - ax],
    [ay - by, ay - top],
    [by - ay, bottom - ay],
  ]) {
    if (far === 0 && room < 0) return undefined;
    if (far < 0) begin = Math.max(begin, room / far);
    if (far > 0) end = Math.min(end, room / far);
  }
  return begin <= end ? [begin, end] : undefined;
}

/** At most so many of some points, evenly over all of them, the last among them. */
const spread = (points: readonly Place[], most: number): Place[] =>
  points.filter((_, i) => i === points.length - 1 || i % Math.ceil(points.length / most) === 0);
