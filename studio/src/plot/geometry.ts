/**
 * @file Where things are in a picture: from values to pixels and back, the ticks of its axes, the path of a curve, and what is
 * under a finger or a mouse.
 */

import type { Attachment } from "svelte/attachments";
import type { Box } from "../kit/lattice";
import { minus, written } from "../kit/numbers";
import type { LossPoint } from "./training";

/** A square picture, both of whose axes go from −range to range, in CSS pixels. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly range: number;
}

export const boxOf = ({ left, top, side }: Frame): Box => ({ left, top, width: side, height: side });

const MARGIN = { left: 34, bottom: 26, top: 10, right: 10 } as const;

/** The frame in a canvas of some width; its height is {@link canvasHeight}. */
export function frameIn(width: number, range: number): Frame {
  return { left: MARGIN.left, top: MARGIN.top, side: Math.max(1, width - MARGIN.left - MARGIN.right), range };
}

/** As high as keeps the picture square. */
export const canvasHeight = (width: number): number =>
  Math.max(1, width - MARGIN.left - MARGIN.right) + MARGIN.top + MARGIN.bottom;

export const toPixels = (
  { left, top, side, range }: Frame,
  x: number,
  y: number,
): readonly [number, number] => [
  left + (side * (x + range)) / (2 * range),
  top + (side * (range - y)) / (2 * range),
];

/** Values at a pixel, kept within the frame. */
export function fromPixels(
  { left, top, side, range }: Frame,
  px: number,
  py: number,
): readonly [number, number] {
  const within = (value: number): number => Math.max(-range, Math.min(range, value));
  return [within(((px - left) / side) * 2 * range - range), within(range - ((py - top) / side) * 2 * range)];
}

/** Five values along an axis, from end to end. */
export const ticks = ({ range }: Frame): readonly number[] => [-range, -range / 2, 0, range / 2, range];

/** A tick's value as it is written, the same way for a whole axis. */
export function tickLabel(value: number, range: number): string {
  if (range >= 1e5) return value === 0 ? "0" : minus(value.toExponential(0).replace("e+", "e"));
  const decimals = Number.isInteger(range / 2) ? 0 : 1;
  return value === 0 ? "0" : written(value, decimals);
}

/**
 * The nearest of some places within reach of a pixel.
 *
 * @returns its index, or −1
 */
export function nearest(
  frame: Frame,
  places: readonly { readonly x: number; readonly y: number }[],
  [px, py]: readonly [number, number],
  reach: number,
): number {
  let [found, best] = [-1, reach];
  places.forEach(({ x, y }, i) => {
    const [qx, qy] = toPixels(frame, x, y);
    const distance = Math.hypot(qx - px, qy - py);
    // The later one lies on top.
    if (distance <= best) [found, best] = [i, distance];
  });
  return found;
}

/**
 * Keeps the page still under a finger that has hold of something. Only a listener that is not passive can do so.
 *
 * @param holds whether something is there to be dragged, at a place in pixels from the element's upper left corner
 */
export const blocksScroll =
  (holds: (at: readonly [number, number]) => boolean): Attachment<HTMLElement> =>
  (element) => {
    const onTouch = (event: TouchEvent): void => {
      if (event.cancelable && holds(placeIn(event.touches[0], element))) event.preventDefault();
    };
    element.addEventListener("touchstart", onTouch, { passive: false });
    return () => element.removeEventListener("touchstart", onTouch);
  };

/** Where a pointer is, in pixels from the element's upper left corner. */
export function placeIn(
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  element: Element,
): readonly [number, number] {
  const { left, top } = element.getBoundingClientRect();
  return [clientX - left, clientY - top];
}

/** How near a pointer has to be to have hold of something, in pixels: a finger covers more than a mouse points at. */
export const reachOf = (pointerType: string): number => (pointerType === "touch" ? 24 : 12);

/** A pointer that has gone no further than this, in pixels, has tapped. */
export const TAP = 5;

/** The largest that is finite. */
const largest = (losses: readonly number[]): number =>
  losses.reduce((most, loss) => (Number.isFinite(loss) ? Math.max(most, loss) : most), 0);

/**
 * The loss over the steps, that on the points that are held out, and those of other runs: from the first step to the last, from zero to the
 * largest. What another run diverges to leaves the picture: it would press all the rest flat.
 *
 * @param shown as far as other runs are drawn
 */
export function curvePaths(
  losses: readonly LossPoint[],
  width: number,
  height: number,
  others: readonly (readonly LossPoint[])[] = [],
  shown = Number.POSITIVE_INFINITY,
): { readonly training: string; readonly heldOut: string; readonly others: readonly string[] } {
  const steps = [losses, ...others].reduce((most, run) => Math.max(most, run.at(-1)?.step ?? 1), 1);
  const heldOut = losses.flatMap(({ step, heldOut: loss }) => (loss === undefined ? [] : [{ step, loss }]));
  const most = Math.max(
    largest([...losses, ...heldOut].map(({ loss }) => loss)),
    largest(others.flatMap(([first]) => (first === undefined ? [] : [first.loss]))),
    1e-9,
  );
  const at = ({ step, loss }: LossPoint): string =>
    `${((step / steps) * width).toFixed(1)} ${(height - 1 - (loss / most) * (height - 3)).toFixed(1)}`;
  const path = (run: readonly LossPoint[]): string => {
    const points = run.filter(({ loss }) => Number.isFinite(loss));
    return points.length < 2 ? "" : `M${points.map(at).join("L")}`;
  };
  return {
    training: path(losses),
    heldOut: path(heldOut),
    others: others.map((run) => path(run.filter(({ step }) => step <= shown))),
  };
}
