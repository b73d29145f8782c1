/**
 * @file A hand that writes digits: it takes a way of writing and makes strokes of it that no other hand makes, broad or
 * narrow, slanted, turned, unsteady, careless with corners, ends and gaps.
 *
 * Only `+ − × ÷ √` are used, so that its strokes are the same on every machine.
 */

import type { RandomGenerator } from "../../model/random.js";
import type { Point, Stroke } from "./from-strokes.js";
import { PEN_STYLES, type PenPoint, type PenStyle } from "./pen-styles.js";

/** Points on the curve from one place to the next. */
const CURVE_POINTS = 4;

/** A digit as a pen has drawn it. */
export interface PenDrawing {
  /** In some unit. */
  readonly strokes: readonly Stroke[];
  /** In pixels of the 28×28. */
  readonly penWidth: number;
}

/** Draws a digit. @param name "0" to "9" */
export type Pen = (name: string, random: RandomGenerator) => PenDrawing;

/** Widths of the pen, in pixels of 28. */
const WIDTHS = { thinnest: 1.3, thickest: 2.8 } as const;

/** The pen that knows all of {@link PEN_STYLES}. */
export function drawDigit(name: string, random: RandomGenerator): PenDrawing {
  const penWidth = between(random, WIDTHS.thinnest, WIDTHS.thickest);
  const style = chooseStyle(PEN_STYLES[name], random);
  const form = drawForm(style.width, random);
  /** The standard deviation of where the pen passes from where the style has it, of the digit's height. */
  const unsteadiness = between(random, 0.015, 0.055);
  const rounds = random.uniform() < 0.25;
  const strokes = style.strokes.map((places, s) => {
    const move = s === 0 ? still : drawMove(places, random);
    const points = places.map(([x, y, corner]): PenPoint => {
      const [across, down] = form(move([x, y]));
      const point: Point = [across + unsteadiness * random.normal(), down + unsteadiness * random.normal()];
      return corner && !(rounds && random.uniform() < 0.7) ? [...point, corner] : point;
    });
    return endings(curve(points), random);
  });
  // The pen does not always leave the paper between two strokes, and sometimes it, or the hand, touches it elsewhere.
  const kind = random.uniform();
  if (kind < 0.06) return { strokes: [strokes.flat()], penWidth };
  if (kind > 0.08) return { strokes, penWidth };
  return {
    strokes: [...strokes, [[between(random, -0.6, 0.6), between(random, -0.7, 0.7)]]],
    penWidth,
  };
}

type Move = (point: Point) => Point;

const still: Move = (point) => point;

/** The form that a hand gives to all of a digit: its width, its slant, how high its middle is, how straight and how level. */
function drawForm(usualWidth: number, random: RandomGenerator): Move {
  const width = usualWidth * between(random, 0.62, 1.5);
  const slant = between(random, -0.25, 0.45);
  const middle = between(random, -0.4, 0.4);
  const taper = between(random, -0.35, 0.35);
  const bow = between(random, -0.25, 0.25);
  const turn = 0.12 * random.normal();
  const cosine = 1 / Math.sqrt(1 + turn * turn);
  return ([x, y]) => {
    const inside = Math.max(0, Math.min(1, y));
    const bulge = inside * (1 - inside);
    const down = y + middle * bulge;
    const across = (x - 0.5) * width * (1 + taper * (inside - 0.5)) + bow * bulge + slant * (0.5 - down);
    return [cosine * (across - turn * (down - 0.5)), cosine * (turn * across + down - 0.5)];
  };
}

/** A later stroke is set down not quite where it belongs, and larger or smaller. */
function drawMove(places: readonly PenPoint[], random: RandomGenerator): Move {
  const size = between(random, 0.8, 1.2);
  const [dx, dy] = [0.05 * random.normal(), 0.05 * random.normal()];
  const middle = (axis: 0 | 1): number => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  const [mx, my] = [middle(0), middle(1)];
  return ([x, y]) => [mx + size * (x - mx) + dx, my + size * (y - my) + dy];
}

/** A stroke as it is begun and ended: too late or too early, too long, or with a little hook from the pen's way down or up. */
function endings(stroke: Stroke, random: RandomGenerator): Stroke {
  return ending(ending(stroke, random).toReversed(), random).toReversed();
}

function ending(stroke: Stroke, random: RandomGenerator): Stroke {
  const kind = random.uniform();
  const amount = random.uniform();
  const [last, before] = [stroke[stroke.length - 1], stroke[stroke.length - 2]];
  if (kind < 0.2) return stroke.slice(0, stroke.length - Math.floor(amount * 0.15 * stroke.length));
  const [dx, dy] = [last[0] - before[0], last[1] - before[1]];
  const length = Math.sqrt(dx * dx + dy * dy);
  if (kind < 0.35 && length > 0) {
    const far = (0.18 * amount) / length;
    return [...stroke, [last[0] + far * dx, last[1] + far * dy]];
  }
  if (kind < 0.42) {
    const [hx, hy] = [random.normal(), random.normal()];
    return [...stroke, [last[0] + 0.06 * hx, last[1] + 0.06 * hy]];
  }
  return stroke;
}

/** One of a digit's styles, each as often as its share says. */
export function chooseStyle(styles: readonly PenStyle[], random: RandomGenerator): PenStyle {
  let left = random.uniform() * styles.reduce((sum, { share }) => sum + share, 0);
  for (const style of styles) {
    left -= style.share;
    if (left < 0) return style;
  }
  return styles[0];
}

/** A smooth curve through points, with corners where they are marked: cubic Hermite pieces (Catmull and Rom, 1974). */
export function curve(points: readonly PenPoint[]): Stroke {
  const at = (i: number): PenPoint => points[Math.max(0, Math.min(points.length - 1, i))];
  /** Half the way from the point before to the one after; at a corner, the direction of the piece itself. */
  const slope = (i: number, from: number, axis: 0 | 1): number =>
    at(i)[2] ? at(from + 1)[axis] - at(from)[axis] : (at(i + 1)[axis] - at(i - 1)[axis]) / 2;
  const result: Point[] = [[points[0][0], points[0][1]]];
  for (let i = 0; i < points.length - 1; i++) {
    for (let part = 1; part <= CURVE_POINTS; part++) {
      const t = part / CURVE_POINTS;
      const s = 1 - t;
      const coordinate = (axis: 0 | 1): number =>
        s * s * (1 + 2 * t) * at(i)[axis] +
        t * t * (1 + 2 * s) * at(i + 1)[axis] +
        s * s * t * slope(i, i, axis) -
        t * t * s * slope(i + 1, i, axis);
      result.push([coordinate(0), coordinate(1)]);
    }
  }
  return result;
}

export function between(random: RandomGenerator, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}
