/**
 * @file A pen that the keyboard leads over a pad of side 1: arrows move it, Space puts it down and lifts it.
 */

import type { Point } from "akari/data";

const STEP = 1 / 20;
/** With Shift. */
const FINE_STEP = 1 / 80;

const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface KeyPen {
  readonly at: Point;
  readonly down: boolean;
}

export const RESTING_PEN: KeyPen = { at: [0.5, 0.5], down: false };

/** What the pen draws on. */
export interface Paper {
  begin(point: Point): void;
  extend(point: Point): void;
  end(): void;
}

/** Follows a key. @returns the pen as it is then, or `undefined` where the key is none of its own */
export function movePen(
  { at, down }: KeyPen,
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  paper: Paper,
): KeyPen | undefined {
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const step = shiftKey ? FINE_STEP : STEP;
    const moved = (from: number, by: number): number => Math.max(0, Math.min(1, from + by * step));
    const next: Point = [moved(at[0], arrow[0]), moved(at[1], arrow[1])];
    if (down) paper.extend(next);
    return { at: next, down };
  }
  if (key !== " ") return undefined;
  if (down) paper.end();
  else paper.begin(at);
  return { at, down: !down };
}
