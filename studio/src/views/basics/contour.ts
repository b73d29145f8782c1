/**
 * @file Lines of equal height through a lattice of numbers: marching squares, with straight interpolation.
 */

/** A piece of a line, in lattice steps from the lower left: `[x1, y1, x2, y2]`. */
export type Segment = readonly [number, number, number, number];

/**
 * @param values `[size, size]`, row by row
 * @returns the pieces where the values cross a level, in no order
 */
export function contour(values: ArrayLike<number>, size: number, level: number): Segment[] {
  const segments: Segment[] = [];
  const between = (a: number, b: number): number => (level - a) / (b - a);
  for (let y = 0; y + 1 < size; y++) {
    for (let x = 0; x + 1 < size; x++) {
      const i = y * size + x;
      const [a, b, c, d] = [values[i], values[i + 1], values[i + size + 1], values[i + size]];
      const high = a >= level;
      // Most squares are not crossed at all.
      if (high === b >= level && high === c >= level && high === d >= level) continue;
      // Where the sides of this square are crossed: below, right, above, left.
      const crossings: [number, number][] = [];
      if (a >= level !== b >= level) crossings.push([x + between(a, b), y]);
      if (b >= level !== c >= level) crossings.push([x + 1, y + between(b, c)]);
      if (c >= level !== d >= level) crossings.push([x + 1 - between(c, d), y + 1]);
      if (d >= level !== a >= level) crossings.push([x, y + 1 - between(d, a)]);
      if (crossings.length === 2) segments.push([...crossings[0], ...crossings[1]]);
      if (crossings.length === 4) {
        // A saddle: its middle tells which corners belong together.
        const joined = (a + b + c + d) / 4 >= level === a >= level;
        const [p, q, r, s] = crossings;
        segments.push(joined ? [...p, ...q] : [...p, ...s], joined ? [...r, ...s] : [...q, ...r]);
      }
    }
  }
  return segments;
}
