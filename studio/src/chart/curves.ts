/**
 * @file Curves over one axis and the look of their lines: what charts of a run that goes on and of one that is over share.
 */

export interface Point {
  readonly x: number;
  /** Not finite where a run has diverged: the curve has a gap there. */
  readonly y: number;
}

export interface Line {
  /** The custom property that has its colour. */
  readonly color: string;
  /** Lengths of its dashes and of what is between them, in pixels; none for a line without. */
  readonly dash: number[];
}

/** On training and on validation data; then the same of another run. */
export const LINES: readonly Line[] = [
  { color: "--positive", dash: [] },
  { color: "--negative", dash: [7, 4] },
  { color: "--quiet", dash: [2, 3] },
  { color: "--quiet", dash: [7, 3, 2, 3] },
];

/** A curve's values over an axis: null is a gap, and where nothing was measured the curve goes on. */
export type Column = (number | null | undefined)[];

/**
 * Curves over one axis, as a chart wants them: all x in order, and of each curve its y there.
 */
export function align(curves: readonly (readonly Point[])[]): [x: number[], ...ys: Column[]] {
  const xs = [...new Set(curves.flatMap((points) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const place = new Map(xs.map((x, i) => [x, i]));
  const ys = curves.map((points) => {
    const column: Column = new Array(xs.length).fill(undefined);
    for (const { x, y } of points) column[place.get(x)!] = Number.isFinite(y) ? y : null;
    return column;
  });
  return [xs, ...ys];
}

/** Where points have no line to either side: between gaps, or a curve of one point. */
export function alonePoints(column: ArrayLike<number | null | undefined>): number[] {
  const alone: number[] = [];
  /** The last place that is not left out, where it has a number that no line has come to. */
  let single: number | undefined;
  let before: number | null = null;
  for (let i = 0; i < column.length; i++) {
    const y = column[i];
    if (y === undefined) continue;
    if (y === null) {
      if (single !== undefined) alone.push(single);
      single = undefined;
    } else single = before === null ? i : undefined;
    before = y;
  }
  if (single !== undefined) alone.push(single);
  return alone;
}
