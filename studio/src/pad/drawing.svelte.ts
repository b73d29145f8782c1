/**
 * @file What lies on the pad, strokes of a pen or a picture that was put there, as it changes, with every step of it kept for
 * undoing. Strokes are points, not pixels, so that they are sharp at any size and come to 28×28 in a single step.
 */

import { fromStrokes, type Point, type Stroke } from "akari/data";
import type { NetworkInput } from "../studio.svelte";

/** The pad is a square of side 1, y downwards, whatever its size on the screen. */
export type PadContent =
  | { readonly kind: "strokes"; readonly strokes: readonly Stroke[] }
  | { readonly kind: "picture"; readonly input: NetworkInput };

export const BLANK: PadContent = { kind: "strokes", strokes: [] };

export const isBlank = (content: PadContent): boolean =>
  content.kind === "strokes" && content.strokes.length === 0;

/** The pen is set down. A picture gives way to it. */
export function beginStroke(content: PadContent, point: Point): PadContent {
  const before = content.kind === "strokes" ? content.strokes : [];
  return { kind: "strokes", strokes: [...before, [point]] };
}

/** The pen is led on. Points where it already is are left out. */
export function extendStroke(content: PadContent, points: readonly Point[]): PadContent {
  if (content.kind !== "strokes" || content.strokes.length === 0) return content;
  const stroke = [...content.strokes[content.strokes.length - 1]];
  const before = stroke.length;
  for (const point of points) {
    const [x, y] = stroke[stroke.length - 1];
    if (point[0] !== x || point[1] !== y) stroke.push(point);
  }
  if (stroke.length === before) return content;
  return { kind: "strokes", strokes: [...content.strokes.slice(0, -1), stroke] };
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

/**
 * What the network is given to look at; nothing where nothing lies on the pad.
 *
 * @param by whose the strokes are
 */
export function toInput(
  content: PadContent,
  by: "drawing" | "demonstration" = "drawing",
): NetworkInput | undefined {
  if (content.kind === "picture") return content.input;
  if (content.strokes.length === 0) return undefined;
  return { values: fromStrokes(content.strokes), source: { kind: by } };
}

/** More steps back than anybody takes. */
const STEPS = 200;

export class Drawing {
  content: PadContent = $state.raw(BLANK);
  /** Whether a pen is on the pad. */
  penDown = $state(false);
  #past: readonly PadContent[] = $state.raw([]);

  readonly blank = $derived(isBlank(this.content));
  readonly canUndo = $derived(this.#past.length > 0);

  begin(point: Point): void {
    this.#change(beginStroke(this.content, point));
    this.penDown = true;
  }

  /** Leads the pen on; nothing where its stroke was undone under it. */
  extend(points: readonly Point[]): void {
    if (this.penDown) this.content = extendStroke(this.content, points);
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
    this.content = last;
    this.#past = this.#past.slice(0, -1);
  }

  /** Shows what nobody has to undo, such as a demonstration, or takes it away. */
  show(content: PadContent): void {
    this.content = content;
  }

  #change(next: PadContent): void {
    this.#past = [...this.#past, this.content].slice(-STEPS);
    this.content = next;
  }
}
