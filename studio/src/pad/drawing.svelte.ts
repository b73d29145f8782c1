/**
 * @file What lies on the pad, strokes of a pen or a picture that was put there, as it changes, with every step of it kept for
 * undoing. Strokes are points, not pixels, so that they are sharp at any size and come to 28×28 in a single step.
 */

import { fromStrokes, type Point, type Stroke } from "akari/data";
import type { NetworkInput } from "../studio.svelte";

/** The pad is a square of side 1, y downwards, whatever its size on the screen. */
export type Sheet =
  | { readonly kind: "strokes"; readonly strokes: readonly Stroke[] }
  | { readonly kind: "picture"; readonly input: NetworkInput };

export const BLANK: Sheet = { kind: "strokes", strokes: [] };

export const isBlank = (sheet: Sheet): boolean => sheet.kind === "strokes" && sheet.strokes.length === 0;

/** The pen is set down. A picture gives way to it. */
export function beginStroke(sheet: Sheet, point: Point): Sheet {
  const before = sheet.kind === "strokes" ? sheet.strokes : [];
  return { kind: "strokes", strokes: [...before, [point]] };
}

/** The pen is led on. Points where it already is are left out. */
export function extendStroke(sheet: Sheet, points: readonly Point[]): Sheet {
  if (sheet.kind !== "strokes" || sheet.strokes.length === 0) return sheet;
  const stroke = [...sheet.strokes[sheet.strokes.length - 1]];
  const before = stroke.length;
  for (const point of points) {
    const [x, y] = stroke[stroke.length - 1];
    if (point[0] !== x || point[1] !== y) stroke.push(point);
  }
  if (stroke.length === before) return sheet;
  return { kind: "strokes", strokes: [...sheet.strokes.slice(0, -1), stroke] };
}

/** Where on the pad a place of the screen is; beyond its rim, the nearest place of the rim. */
export function onPad(
  x: number,
  y: number,
  pad: { left: number; top: number; width: number; height: number },
): Point {
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  return [within((x - pad.left) / pad.width), within((y - pad.top) / pad.height)];
}

/** What the network is given to look at; nothing where nothing lies on the pad. */
export function toInput(sheet: Sheet): NetworkInput | undefined {
  if (sheet.kind === "picture") return sheet.input;
  if (sheet.strokes.length === 0) return undefined;
  return { values: fromStrokes(sheet.strokes), source: { kind: "drawing" } };
}

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
