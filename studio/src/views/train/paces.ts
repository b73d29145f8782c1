/**
 * @file The stops of the control that sets the pace of training, from a step a second to all that there can be.
 */

export const PACES = [1, 2, 5, 10, 30, 100, 300, 1000, 3000, Number.POSITIVE_INFINITY] as const;

/** The stop nearest to so many steps a second, by their ratio. */
export function stopOf(pace: number): number {
  if (pace === Number.POSITIVE_INFINITY) return PACES.length - 1;
  let nearest = 0;
  for (let stop = 1; stop < PACES.length - 1; stop++) {
    if (pace >= Math.sqrt(PACES[stop - 1] * PACES[stop])) nearest = stop;
  }
  return nearest;
}
