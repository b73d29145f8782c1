/**
 * @file The order in which people number things: `fc2` before `fc10`, `2.png` before `10.png`, whatever the machine's
 * language.
 */

/**
 * Compares text character by character, where a run of digits counts as one number. Only code units are compared: the
 * order of `Intl.Collator` depends on the machine's language and on the version of its tables.
 *
 * @returns below 0 where `a` comes first, above 0 where `b` does, 0 for equal text only
 */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareParts(left[i], right[i]);
    if (order !== 0) return order;
  }
  // What is left differs in leading zeros at most, or one begins with the other.
  return left.length - right.length || compareCodes(a, b);
}

const parts = (text: string): string[] => text.match(/[0-9]+|[^0-9]/g) ?? [];

function compareParts(a: string, b: string): number {
  if (!(isNumber(a) && isNumber(b))) return compareCodes(a, b);
  // Digits are not turned into a number: there may be more of them than a float64 holds.
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return left.length - right.length || compareCodes(left, right);
}

const isNumber = (part: string): boolean => part[0] >= "0" && part[0] <= "9";
const compareCodes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
