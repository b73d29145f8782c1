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
  placeLabels(lines, halves, [left, top, left + side, top + side]).forEach(([x, y], i) => {
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
): void {
  context.lineJoin = "round";
  context.lineCap = "round";
  for (const [width, colour, dashes] of [
    [5, css(palette.ground, 0.7), []],
    [2, css(palette.text), dash],
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

/**
 * A place for each line's name: near to its line, far from the other lines and names, and inside.
 *
 * @param halves half of each name's width
 * @param bounds left, top, right, bottom
 */
export function placeLabels(
  lines: readonly (readonly Place[])[],
  halves: readonly number[],
  [left, top, right, bottom]: readonly [number, number, number, number],
): Place[] {
  // Where all of them start there is a lamp.
  const taken: Place[] = lines.flatMap(([start]) => (start === undefined ? [] : [start]));
  const placed: Place[] = [];
  for (const [l, line] of lines.entries()) {
    const half = halves[l];
    const others = lines.filter((_, other) => other !== l).flat();
    let best: { readonly place: Place; readonly score: number } | undefined;
    for (const [x, y] of line) {
      for (const side of [-1, 1]) {
        const place: Place = [
          Math.max(left + half, Math.min(right - half, x + side * (half + 6))),
          Math.max(top + HALF_HEIGHT, Math.min(bottom - HALF_HEIGHT, y)),
        ];
        const room = Math.min(
          60,
          roomAround(place, others),
          roomAround(place, [...taken, ...placed]) - HALF_HEIGHT,
        );
        const near = Math.abs(place[0] - x) + Math.abs(place[1] - y);
        const score = room - 0.3 * near;
        if (best === undefined || score > best.score) best = { place, score };
      }
    }
    placed.push(best?.place ?? [left + half, top + HALF_HEIGHT]);
  }
  return placed;
}

/** How far the nearest of some places is, where a name is three times as wide as it is high. */
function roomAround([x, y]: Place, places: readonly Place[]): number {
  let room = Number.POSITIVE_INFINITY;
  for (const [px, py] of places) room = Math.min(room, Math.hypot((px - x) / 3, py - y));
  return room;
}
