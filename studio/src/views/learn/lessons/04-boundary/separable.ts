/**
 * @file Whether a straight line can separate two classes, decided exactly: where none can, there is always a witness of four points or fewer,
 * a point in a triangle of the other class, or a segment of one class that meets one of the other (Radon; Kirchberger, 1903). Places
 * are whole thousandths, so that no product is rounded.
 */

import type { Sample } from "../../../../plot/points";

/** A segment or a triangle in one class and, in the other, what it meets: a point or a segment. */
export type Witness = readonly [readonly Sample[], readonly Sample[]];

type Place = readonly [x: number, y: number];
const SCALE = 1000;
const placeOf = ({ x, y }: Sample): Place => [Math.round(SCALE * x), Math.round(SCALE * y)];

/** Twice the area of a triangle: above zero where it is counter-clockwise. */
const turn = (a: Place, b: Place, c: Place): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

function isInTriangle(p: Place, a: Place, b: Place, c: Place): boolean {
  const ab = turn(a, b, p);
  const bc = turn(b, c, p);
  const ca = turn(c, a, p);
  const inside = (ab >= 0 && bc >= 0 && ca >= 0) || (ab <= 0 && bc <= 0 && ca <= 0);
  return inside && turn(a, b, c) !== 0;
}

const isWithin = (p: Place, a: Place, b: Place): boolean =>
  Math.min(a[0], b[0]) <= p[0] &&
  p[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= p[1] &&
  p[1] <= Math.max(a[1], b[1]);

function doMeet(a: Place, b: Place, c: Place, d: Place): boolean {
  const abc = turn(a, b, c);
  const abd = turn(a, b, d);
  const cda = turn(c, d, a);
  const cdb = turn(c, d, b);
  if (abc > 0 !== abd > 0 && cda > 0 !== cdb > 0 && abc !== 0 && abd !== 0 && cda !== 0 && cdb !== 0)
    return true;
  return (
    (abc === 0 && isWithin(c, a, b)) ||
    (abd === 0 && isWithin(d, a, b)) ||
    (cda === 0 && isWithin(a, c, d)) ||
    (cdb === 0 && isWithin(b, c, d))
  );
}

/** Why no straight line has one class on one side and the other on the other; `undefined` where some line has. */
export function witnessOf(samples: readonly Sample[]): Witness | undefined {
  const first = samples.filter(({ target }) => target === 0);
  const second = samples.filter(({ target }) => target !== 0);
  return triangleOver(first, second) ?? triangleOver(second, first) ?? meeting(first, second);
}

function triangleOver(own: readonly Sample[], others: readonly Sample[]): Witness | undefined {
  const places = others.map(placeOf);
  const corners = own.map(placeOf);
  for (let i = 0; i < own.length; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) {
        const inside = places.findIndex((p) => isInTriangle(p, corners[i], corners[j], corners[k]));
        if (inside >= 0) return [[own[i], own[j], own[k]], [others[inside]]];
      }
    }
  }
  return undefined;
}

function meeting(first: readonly Sample[], second: readonly Sample[]): Witness | undefined {
  const [from, to] = [first.map(placeOf), second.map(placeOf)];
  for (let i = 0; i < first.length; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < second.length; k++) {
        for (let l = 0; l < k; l++) {
          if (doMeet(from[i], from[j], to[k], to[l]))
            return [
              [first[i], first[j]],
              [second[k], second[l]],
            ];
        }
      }
    }
  }
  return undefined;
}

/**
 * The shortest way that a point has to be moved until no line can separate the classes that a line does separate: to the other class's hull, or to
 * where that hull shades it from one of its own.
 */
export function leastMove(samples: readonly Sample[], index: number): Move {
  const moved = samples[index];
  const own = samples.filter((sample, i) => sample.target === moved.target && i !== index);
  const others = samples.filter(({ target }) => target !== moved.target);
  let least: Move = { dx: Number.POSITIVE_INFINITY, dy: 0, far: Number.POSITIVE_INFINITY };
  const consider = (move: Move): void => {
    if (move.far < least.far) least = move;
  };
  for (const from of others) {
    for (const to of others) consider(moveTo(moved, from, to, 1));
    for (const { x, y } of own) {
      const behind = { x: 2 * from.x - x, y: 2 * from.y - y };
      consider(moveTo(moved, from, behind, Number.POSITIVE_INFINITY));
    }
  }
  return least;
}

type Point = Pick<Sample, "x" | "y">;

export interface Move {
  readonly dx: number;
  readonly dy: number;
  /** How far that is. */
  readonly far: number;
}

/** From a point to the segment between two others, or to the ray from the first through the second, as far as `most` times their distance. */
function moveTo(p: Point, a: Point, b: Point, most: number): Move {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const square = x * x + y * y;
  const along = square === 0 ? 0 : ((p.x - a.x) * x + (p.y - a.y) * y) / square;
  const t = Math.max(0, Math.min(most, along));
  const [dx, dy] = [a.x + t * x - p.x, a.y + t * y - p.y];
  return { dx, dy, far: Math.hypot(dx, dy) };
}
