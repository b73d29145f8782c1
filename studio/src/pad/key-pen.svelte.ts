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

/** What the pen draws on. */
export interface Paper {
  begin(point: Point): void;
  extend(point: Point): void;
  end(): void;
}

export class KeyPen {
  at: Point = $state.raw([0.5, 0.5]);
  down = $state(false);

  /** Follows a key. @returns whether it was one of the pen's */
  press({ key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">, paper: Paper): boolean {
    const arrow = ARROWS[key];
    if (arrow !== undefined) {
      const step = shiftKey ? FINE_STEP : STEP;
      const moved = (from: number, by: number): number => Math.max(0, Math.min(1, from + by * step));
      this.at = [moved(this.at[0], arrow[0]), moved(this.at[1], arrow[1])];
      if (this.down) paper.extend(this.at);
    } else if (key === " ") {
      this.down = !this.down;
      if (this.down) paper.begin(this.at);
      else paper.end();
    } else return false;
    return true;
  }

  lift(): void {
    this.down = false;
  }
}
