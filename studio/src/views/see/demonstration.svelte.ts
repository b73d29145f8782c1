/**
 * @file What is shown to whoever has not drawn yet: a 9 draws itself, then the light goes through the network. The first
 * touch of the pad ends it.
 */

import type { Point, Stroke } from "akari/data";
import { prefersStillness } from "../../kit/preferences.svelte";
import { type Curve, strokeAlong } from "../../pad/curves";
import { BLANK, type Drawing } from "../../pad/drawing.svelte";
import type { Studio } from "../../studio.svelte";

/** On a pad of side 1: over the top, down the left, up to where it began, and down the stem. */
const CURVES: readonly Curve[] = [
  [
    [0.66, 0.29],
    [0.63, 0.16],
    [0.48, 0.13],
    [0.39, 0.21],
  ],
  [
    [0.39, 0.21],
    [0.29, 0.3],
    [0.32, 0.49],
    [0.46, 0.48],
  ],
  [
    [0.46, 0.48],
    [0.58, 0.47],
    [0.66, 0.38],
    [0.67, 0.26],
  ],
  [
    [0.67, 0.26],
    [0.69, 0.45],
    [0.66, 0.68],
    [0.58, 0.86],
  ],
];

/** Smaller than the pad and a little up: below it there is room for a word. */
const SCALE = 0.85;
const onPad = ([x, y]: Point): Point => [0.5 + (x - 0.5) * SCALE, 0.43 + (y - 0.5) * SCALE];

const NINE: Stroke = strokeAlong(CURVES).map(onPad);

/** The 9 as far as it has been drawn, from 0, where the pen is set down, to 1. */
export function nineUntil(share: number): Stroke {
  return NINE.slice(0, 1 + Math.round(Math.max(0, Math.min(1, share)) * (NINE.length - 1)));
}

const DRAWING_MS = 1800;
const LIGHT_MS = 2400;

export class Demonstration {
  /** Whether its 9 lies on the pad, under way or finished. */
  shown = $state(false);
  readonly #drawing: Drawing;
  readonly #studio: Studio;
  #frame = 0;
  #offered = false;

  constructor(drawing: Drawing, studio: Studio) {
    this.#drawing = drawing;
    this.#studio = studio;
  }

  /** Starts where the pad is blank and nobody has seen it yet. */
  offer(): void {
    if (this.#offered || !this.#drawing.blank) return;
    this.#offered = true;
    this.shown = true;
    if (prefersStillness()) {
      this.finish();
      return;
    }
    let began: number | undefined;
    const tick = (now: number): void => {
      began ??= now;
      const time = now - began;
      if (time >= DRAWING_MS + LIGHT_MS) {
        this.finish();
        return;
      }
      this.#draw(time / DRAWING_MS);
      const way = 2 * (this.#studio.model?.definition.layers.length ?? 0);
      this.#studio.light = Math.max(0, (time - DRAWING_MS) / LIGHT_MS) * way;
      this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  /** Jumps to its last picture. */
  finish(): void {
    if (!this.shown) return;
    cancelAnimationFrame(this.#frame);
    this.#draw(1);
    this.#studio.light = Number.POSITIVE_INFINITY;
  }

  /** Takes it away. */
  end(): void {
    if (!this.shown) return;
    cancelAnimationFrame(this.#frame);
    this.shown = false;
    this.#drawing.show(BLANK);
    this.#studio.light = Number.POSITIVE_INFINITY;
  }

  #draw(share: number): void {
    const stroke = nineUntil(share);
    const { content } = this.#drawing;
    if (content.kind === "strokes" && content.strokes[0]?.length === stroke.length) return;
    this.#drawing.show({ kind: "strokes", strokes: [stroke] });
  }
}
