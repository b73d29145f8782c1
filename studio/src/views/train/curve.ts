/**
 * @file A curve that grows for as long as a run does and stays small: where it has too many points, each two neighbours
 * become one.
 */

/** The most points of a curve: as many as a wide screen shows apart. */
const MOST = 600;

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Weighted extends Point {
  /** How many steps' mean it is. */
  readonly weight: number;
}

export class Curve {
  #points: Weighted[] = [];
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  get points(): readonly Point[] {
    return this.#points;
  }

  /**
   * Adds a point, at or after the last one; at the same place the newer one stands.
   *
   * @param weight how many steps it is the mean of
   */
  add(x: number, y: number, weight = 1): void {
    if (this.#points.at(-1)?.x === x) this.#points.pop();
    this.#points.push({ x, y, weight });
    if (this.#points.length > this.#most) this.#points = halved(this.#points);
  }
}

/** Each two neighbours as one, where the later one was. The last point stays itself: it is what is now. */
function halved(points: readonly Weighted[]): Weighted[] {
  const result: Weighted[] = [];
  for (let i = 0; i + 2 < points.length; i += 2) {
    const [a, b] = [points[i], points[i + 1]];
    const weight = a.weight + b.weight;
    result.push({ x: b.x, y: (a.y * a.weight + b.y * b.weight) / weight, weight });
  }
  for (let i = result.length * 2; i < points.length; i++) result.push(points[i]);
  return result;
}

/**
 * Curves over one axis, as a chart wants them: all x in order, and of each curve its y there, or null.
 */
export function align(curves: readonly (readonly Point[])[]): [x: number[], ...ys: (number | null)[][]] {
  const xs = [...new Set(curves.flatMap((points) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const place = new Map(xs.map((x, i) => [x, i]));
  const ys = curves.map((points) => {
    const column = new Array<number | null>(xs.length).fill(null);
    for (const { x, y } of points) column[place.get(x)!] = y;
    return column;
  });
  return [xs, ...ys];
}
