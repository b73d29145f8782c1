/**
 * @file What is shown to whoever has not drawn yet: a 9 draws itself, then the light goes through the network. The
 * first touch of the pad ends it.
 */

import { prefersStillness } from "../../kit/motion";
import type { Drawing } from "../../pad/drawing.svelte";
import { BLANK } from "../../pad/sheet";
import type { Studio } from "../../studio.svelte";
import { nineUntil } from "./nine";

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
    const { sheet } = this.#drawing;
    if (sheet.kind === "strokes" && sheet.strokes[0]?.length === stroke.length) return;
    this.#drawing.show({ kind: "strokes", strokes: [stroke] });
  }
}
