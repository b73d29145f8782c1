/**
 * @file A pad's sheet as it changes, with every step of it kept for undoing.
 */

import type { Point } from "akari/data";
import type { NetworkInput } from "../studio.svelte";
import { BLANK, beginStroke, extendStroke, isBlank, type Sheet } from "./sheet";

/** More steps back than anybody takes. */
const STEPS = 200;

export class Drawing {
  sheet: Sheet = $state.raw(BLANK);
  /** Whether a pen is on the pad. */
  penDown = $state(false);
  #past: readonly Sheet[] = $state.raw([]);

  readonly blank = $derived(isBlank(this.sheet));
  readonly canUndo = $derived(this.#past.length > 0);

  begin(point: Point): void {
    this.#change(beginStroke(this.sheet, point));
    this.penDown = true;
  }

  /** Leads the pen on; nothing where its stroke was undone under it. */
  extend(points: readonly Point[]): void {
    if (this.penDown) this.sheet = extendStroke(this.sheet, points);
  }

  end(): void {
    this.penDown = false;
  }

  /** Puts a picture on the pad in the place of what was there. */
  put(input: NetworkInput): void {
    this.#change({ kind: "picture", input });
  }

  clear(): void {
    this.penDown = false;
    if (!this.blank) this.#change(BLANK);
  }

  /** Takes the last step back: a stroke, a picture or a clearing. */
  undo(): void {
    const last = this.#past.at(-1);
    if (last === undefined) return;
    this.penDown = false;
    this.sheet = last;
    this.#past = this.#past.slice(0, -1);
  }

  /** Shows a sheet that nobody has to undo, such as a demonstration's, or takes it away. */
  show(sheet: Sheet): void {
    this.sheet = sheet;
  }

  #change(next: Sheet): void {
    this.#past = [...this.#past, this.sheet].slice(-STEPS);
    this.sheet = next;
  }
}
