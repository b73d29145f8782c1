/**
 * @file What the glossary's little pictures are made of: plain shapes in a box of 240 × 120, so that what they show can
 * be computed and tested without a screen. `Picture.svelte` draws them.
 */

import type { Phrase, Speech } from "../../i18n/language.svelte";

export const WIDTH = 240;
export const HEIGHT = 120;

/** `y` downwards. */
export type Point = readonly [x: number, y: number];

/** A colour, by what it means. */
export type Ink = "line" | "quiet" | "text" | "positive" | "negative" | "third" | "lamp" | "good" | "bad";

export type Shape =
  | { kind: "line"; points: readonly Point[]; ink: Ink; width: number; dashed: boolean }
  /** Filled as far as `strength` says, from 0 to 1. */
  | { kind: "box"; at: Point; size: Point; ink: Ink; hollow: boolean; strength: number }
  | { kind: "dot"; at: Point; radius: number; ink: Ink; hollow: boolean }
  /** 0 a faint ring, 1 lit. */
  | { kind: "lamp"; at: Point; radius: number; light: number }
  | { kind: "words"; at: Point; text: string; anchor: "start" | "middle" | "end"; ink: Ink };

/** What a picture says with: the page's language and numbers. */
export type Pen = Pick<Speech, "say" | "number" | "signed" | "percent">;

export interface Drawn {
  readonly shapes: readonly Shape[];
  /** What it shows, in numbers. */
  readonly reading: string;
}

export interface Picture<Prepared = unknown> {
  /** What the slider changes. */
  readonly label: Phrase;
  readonly range: readonly [least: number, most: number, step: number];
  readonly start: number;
  /** What is computed once, when it is opened. */
  prepare?(): Promise<Prepared>;
  draw(value: number, pen: Pen, prepared: Prepared): Drawn;
}

/** A picture of those kinds that are kept together, whatever it prepares. */
export const picture = <Prepared>(of: Picture<Prepared>): Picture => of as Picture;

export const line = (
  points: readonly Point[],
  ink: Ink = "quiet",
  { width = 1.5, dashed = false } = {},
): Shape => ({ kind: "line", points, ink, width, dashed });
export const box = (at: Point, size: Point, ink: Ink, hollow = false): Shape => ({
  kind: "box",
  at,
  size,
  ink,
  hollow,
  strength: 1,
});
/** A value from −1 to 1 as a square: its sign as hue, its size as strength. */
export const signedBox = (at: Point, side: number, value: number): Shape => ({
  kind: "box",
  at,
  size: [side, side],
  ink: inkOf(value),
  hollow: false,
  strength: Math.min(1, Math.abs(value)),
});
export const dot = (at: Point, ink: Ink, radius = 4, hollow = false): Shape => ({
  kind: "dot",
  at,
  radius,
  ink,
  hollow,
});
export const lamp = (at: Point, light: number, radius = 12): Shape => ({
  kind: "lamp",
  at,
  radius,
  light: Math.min(1, Math.max(0, light)),
});
export const words = (
  at: Point,
  text: string,
  anchor: "start" | "middle" | "end" = "middle",
  ink: Ink = "text",
): Shape => ({ kind: "words", at, text, anchor, ink });

/** The colour of a sign. */
export const inkOf = (value: number): Ink => (value < 0 ? "negative" : "positive");

/** Between two parts of a reading, in either language. */
export const read = (...parts: string[]): string => parts.join(" · ");

const LEFT = 12;
const TOP = 8;

/** A plot over all of the picture: where numbers lie in it, and its axes. */
export function plot(x: readonly [number, number], y: readonly [number, number], width = WIDTH - 2 * LEFT) {
  const height = HEIGHT - 2 * TOP;
  const within = (share: number): number => Math.min(1, Math.max(0, share));
  const at = (px: number, py: number): Point => [
    LEFT + within((px - x[0]) / (x[1] - x[0])) * width,
    TOP + (1 - within((py - y[0]) / (y[1] - y[0]))) * height,
  ];
  return {
    at,
    axes: [
      line([at(x[0], 0), at(x[1], 0)], "line", { width: 1 }),
      line([at(0, y[0]), at(0, y[1])], "line", { width: 1 }),
    ],
    curve(value: (x: number) => number, ink: Ink, options?: { width?: number; dashed?: boolean }): Shape {
      const points = Array.from({ length: 81 }, (_, i) => x[0] + ((x[1] - x[0]) * i) / 80);
      // Where it leaves the picture it is not drawn along the edge.
      const inside = points.filter((px) => value(px) >= y[0] && value(px) <= y[1]);
      return line(
        inside.map((px) => at(px, value(px))),
        ink,
        options,
      );
    },
  };
}
