/**
 * @file A number as somebody types it: also with full-width digits, a true minus sign or a decimal comma.
 */

export type Typed = { readonly value: number } | { readonly problem: "no number" | "out of range" };

/** What was typed, or why it cannot be used. */
export function readTyped(text: string, [least, most]: readonly [least: number, most: number]): Typed {
  const plain = text
    .normalize("NFKC")
    .trim()
    .replace(/^[−–—ー]/, "-")
    .replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return { problem: "no number" };
  const value = Number(plain);
  return value >= least && value <= most ? { value } : { problem: "out of range" };
}

/** The next of 1, 2, 5, 10, 20, …, or 0.5, 0.2, …: a scale up to there stands still while numbers change a little. */
export function roundUp(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 1;
  const decade = 10 ** Math.floor(Math.log10(size));
  return ([1, 2, 5].find((factor) => factor * decade >= size) ?? 10) * decade;
}

/** How far a slider goes to either side for numbers of this size. */
export const reachFor = (largest: number): number => Math.max(1, roundUp(largest));

/** How far an arrow key moves on a slider that goes so far. */
export const stepFor = (reach: number): number => (reach <= 5 ? 0.01 : reach <= 50 ? 0.1 : 1);
