/**
 * @file The order in which people number things: `fc2` before `fc10`.
 */

/**
 * Compares text character by character, where a run of digits counts as one number. Only code units are compared: the order of
 * `Intl.Collator` depends on the machine's language and on the version of its tables.
 */
export function compareNaturally(a: string, b: string): number {
  const partsA = parts(a);
  const partsB = parts(b);
  for (let i = 0; i < Math.min(partsA.length, partsB.length); i++) {
    const order = compareParts(partsA[i], partsB[i]);
    if (order !== 0) return order;
  }
  // What is left differs in leading zeros at most, or one begins with the other.
  return partsA.length - partsB.length || compareText(a, b);
}

const parts = (text: string): string[] => text.match(/[0-9]+|[^0-9]/g) ?? [];

function compareParts(a: string, b: string): number {
  if (!/^[0-9]/.test(a) || !/^[0-9]/.test(b)) return compareText(a, b);
  // Digits are not turned into a number: there may be more of them than a float64 holds.
  const digitsA = a.replace(/^0+/, "");
  const digitsB = b.replace(/^0+/, "");
  return digitsA.length - digitsB.length || compareText(digitsA, digitsB);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
