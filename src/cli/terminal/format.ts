/**
 * @file Writes numbers for people.
 */

/** `54,000`. */
export const count = (n: number): string => Math.round(n).toLocaleString("en-US");

/** `1 image`, `54,000 images`. */
export const countOf = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

/** `95.02%`, of a share from 0 to 1. */
export const percent = (share: number, digits = 2): string => `${(share * 100).toFixed(digits)}%`;

/** A loss or the like with four significant digits: `0.1712`, `12.35`, `3.1e+9`. */
export function compact(x: number): string {
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return x.toExponential(1);
  return size < 10 ? x.toFixed(4) : x.toFixed(2);
}

/** An activation in at most six characters: `0.98`, `-12.3`, `-1e+5`. */
export function short(x: number): string {
  const size = Math.abs(x);
  if (size >= 99_999.5) return x.toExponential(0);
  const written = x.toFixed(size < 9.995 ? 2 : size < 999.95 ? 1 : 0);
  return Number(written) === 0 ? written.replace("-", "") : written;
}

/** Time in words short enough for a progress line: `4 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}
