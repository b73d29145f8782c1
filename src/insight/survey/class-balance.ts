/**
 * @file How many examples each class has, and what is wrong with that.
 */

export interface ClassBalance {
  readonly classes: readonly { readonly name: string; readonly examples: number }[];
  /** Classes with so few examples that they can hardly be learned, nor their score be trusted. */
  readonly rare: readonly string[];
  /** How many times as many examples the largest class has as the smallest, where that is very many. */
  readonly unequal?: number;
}

const FEW = 10;
const UNEQUAL = 10;

/** @param classes of the examples, each an index into `names` */
export function balanceOf(classes: ArrayLike<number>, names: readonly string[]): ClassBalance {
  const counts = new Array<number>(names.length).fill(0);
  for (let i = 0; i < classes.length; i++) counts[classes[i]]++;
  const present = counts.filter((count) => count > 0);
  const [least, most] = present.reduce(
    ([low, high], count) => [Math.min(low, count), Math.max(high, count)],
    [Number.POSITIVE_INFINITY, 0],
  );
  return {
    classes: names.map((name, c) => ({ name, examples: counts[c] })),
    rare: names.filter((_, c) => counts[c] < FEW),
    ...(most >= UNEQUAL * least ? { unequal: most / least } : {}),
  };
}
