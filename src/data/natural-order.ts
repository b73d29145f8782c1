/**
 * @file The order in which people list names: `2` before `10`, whatever the machine's language.
 */

/**
 * Compares two names part by part: runs of digits as numbers, all else by its characters' codes.
 *
 * @returns below 0 where `a` comes first, above 0 where `b` does, 0 for equal names only
 */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareParts(left[i], right[i]);
    if (order !== 0) return order;
  }
  return left.length - right.length || compareCodes(a, b);
}

const parts = (name: string): string[] => name.match(/[0-9]+|[^0-9]+/g) ?? [];

function compareParts(a: string, b: string): number {
  if (!(isNumber(a) && isNumber(b))) return compareCodes(a, b);
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  // Of two numbers without leading zeros the longer one is larger.
  return left.length - right.length || compareCodes(left, right);
}

const isNumber = (part: string): boolean => part[0] >= "0" && part[0] <= "9";
const compareCodes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
