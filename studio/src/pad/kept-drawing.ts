/**
 * @file What lies on the pad as text that a tab keeps, and back: nothing where it is not what a pad could hold.
 */

import type { Point, Stroke } from "akari/data";
import type { InputSource } from "../studio.svelte";
import { BrowserStore } from "../visit/browser-store";
import { looksLike } from "../visit/shape";
import type { PadContent } from "./drawing.svelte";

/** More than a hand draws. */
const MOST_POINTS = 50_000;
const MOST_VALUES = 2 ** 16;
/** A tenth of a pixel of the largest pad. */
const DECIMALS = 4;

export const drawingStore = new BrowserStore<KeptDrawing>("drawing", 1, (found) =>
  contentOf(found) === undefined ? undefined : (found as KeptDrawing),
);

export type KeptDrawing =
  | { readonly strokes: readonly (readonly number[])[] }
  | { readonly values: readonly number[]; readonly bytes: boolean; readonly source: InputSource };

/** Strokes as lists of coordinates, x and y in turn; a picture as its values. */
export function keptOf(content: PadContent): KeptDrawing | undefined {
  if (content.kind === "strokes") {
    if (content.strokes.length === 0) return undefined;
    return {
      strokes: content.strokes.map((stroke) => stroke.flat().map((value) => Number(value.toFixed(DECIMALS)))),
    };
  }
  const { values, source } = content.input;
  if (values.length > MOST_VALUES) return undefined;
  return { values: [...values], bytes: values instanceof Uint8Array, source };
}

/** What {@link keptOf} was given; `undefined` where it was given no such thing. */
export function contentOf(kept: unknown): PadContent | undefined {
  if (looksLike({ strokes: [[0]] }, kept)) {
    const strokes = kept.strokes.map(strokeOf);
    const points = strokes.reduce((sum, stroke) => sum + (stroke?.length ?? 0), 0);
    if (points === 0 || points > MOST_POINTS || !strokes.every((stroke) => stroke !== undefined))
      return undefined;
    return { kind: "strokes", strokes };
  }
  if (typeof kept !== "object" || kept === null || !("source" in kept)) return undefined;
  const { source, ...picture } = kept;
  if (!looksLike({ values: [0], bytes: true }, picture) || !isSource(source)) return undefined;
  const { values, bytes } = picture;
  if (values.length === 0 || values.length > MOST_VALUES) return undefined;
  if (bytes && !values.every((value) => Number.isInteger(value) && value >= 0 && value <= 255))
    return undefined;
  return {
    kind: "picture",
    input: { values: bytes ? Uint8Array.from(values) : Float32Array.from(values), source },
  };
}

/** A stroke has a point at least, and all of them on the pad. */
function strokeOf(numbers: readonly number[]): Stroke | undefined {
  if (numbers.length === 0 || numbers.length % 2 === 1) return undefined;
  if (!numbers.every((value) => value >= 0 && value <= 1)) return undefined;
  return Array.from({ length: numbers.length / 2 }, (_, i): Point => [numbers[2 * i], numbers[2 * i + 1]]);
}

function isSource(found: unknown): found is InputSource {
  if (looksLike({ kind: "mnist", index: 0, label: 0 }, found)) return found.kind === "mnist";
  return looksLike({ kind: "drawing" }, found) && ["drawing", "painted"].includes(found.kind);
}
