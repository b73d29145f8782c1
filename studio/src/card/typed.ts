/**
 * @file A number as somebody types it: also with full-width digits, a true minus sign or a decimal comma.
 */

export type Typed =
  | { readonly value: number }
  | { readonly problem: "no number" | "out of range" };

/** What was typed, or why it cannot be used. */
export function readTyped(text: string, [least, most]: readonly [least: number, most: number]): Typed {
  const plain = text.normalize("NFKC").trim().replace(/^[−–—ー]/, "-").replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return { problem: "no number" };
  const value = Number(plain);
  return value >= least && value <= most ? { value } : { problem: "out of range" };
}

/** How far a slider goes to either side for numbers of this size: to a round number, so that it stands still. */
export function reachFor(largest: number): number {
  let reach = 1;
  for (const factor of [2, 2.5, 2]) if (reach < largest) reach *= factor;
  while (reach < largest) reach *= 10;
  return reach;
}

/** How far an arrow key moves on a slider that goes so far. */
export const stepFor = (reach: number): number => (reach <= 5 ? 0.01 : reach <= 50 ? 0.1 : 1);
