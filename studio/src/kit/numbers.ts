/**
 * @file Numbers as the page writes them: with a fixed count of decimals, so that nothing jitters while they change, and
 * with a true minus sign. What stands in a sentence is written by `Speech.number`, as its language has it.
 */

/** Decimals of weights, products, weighted sums and activations. */
export const DECIMALS = 3;
/** Decimals of gradients and moves, which are small. */
export const FINE_DECIMALS = 6;

/** The nearest number with so many decimals. */
export function rounded(value: number, decimals = DECIMALS): number {
  // `+ 0` makes −0 a plain 0.
  return Number(value.toFixed(decimals)) + 0;
}

/** A number's text with a true minus sign in place of the hyphen. */
export const minus = (text: string): string => text.replace("-", "−");

/** From here on a number is written with a power of ten, as it is needed when training diverges. */
const LARGE = 1e5;

export const isLarge = (value: number): boolean => Math.abs(value) >= LARGE && Number.isFinite(value);

/** A number as text: `0.123`, and what is large in as few characters, `1.64×10³⁸`. */
export function written(value: number, decimals = DECIMALS): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  if (!isLarge(value)) return minus(rounded(value, decimals).toFixed(decimals));
  const [digits, power] = value.toExponential(2).split("e");
  return `${minus(digits)}×${powerOfTen(Number(power))}`;
}

/** The same with its sign before it, `+` too, as what is added to a sum is read. */
export function writtenSigned(value: number, decimals = DECIMALS): string {
  const text = written(value, decimals);
  return rounded(value, decimals) > 0 ? `+${text}` : text;
}

/** e^z as text. Large and tiny ones in powers of ten, by way of the logarithm, so that no `z` is too large. */
export function writtenExponential(z: number): string {
  if (!Number.isFinite(z) || (z > -6 && z < 12)) return written(Math.exp(z));
  let exponent = Math.floor(z / Math.LN10);
  let mantissa = rounded(10 ** (z / Math.LN10 - exponent), 2);
  if (mantissa >= 10) {
    mantissa = 1;
    exponent += 1;
  }
  return `${written(mantissa, 2)} × ${powerOfTen(exponent)}`;
}

const powerOfTen = (exponent: number): string =>
  `10${[...String(exponent)].map((sign) => RAISED[sign]).join("")}`;

const RAISED: Readonly<Record<string, string>> = Object.fromEntries(
  [..."-0123456789"].map((sign, i) => [sign, [..."⁻⁰¹²³⁴⁵⁶⁷⁸⁹"][i]]),
);

/** More digits than these are none of a cell's. */
const CELL_DIGITS = 6;

/** A number of a table in as few digits as say it. */
export const shortest = (value: number, digits = CELL_DIGITS): string =>
  Number.isFinite(value) ? minus(String(Number(value.toPrecision(digits)))) : "–";

/** Below this a number is written with a power of ten, too, where it has no fixed count of decimals. */
const SMALL = 1e-3;

/** A number in as few characters as say so many of its digits: `0.5`, `1,200`, `1.6×10³⁸`, `2.5×10⁻⁶`. */
export function compact(value: number, digits: number): string {
  if (!Number.isFinite(value)) return written(value);
  const near = Number(value.toPrecision(digits)) + 0;
  if (near === 0 || (Math.abs(near) >= SMALL && !isLarge(near)))
    return minus(near.toLocaleString("en", { maximumSignificantDigits: digits }));
  const [mantissa, power] = near.toExponential().split("e");
  return `${minus(mantissa)}×${powerOfTen(Number(power))}`;
}

/** More digits than these are no number's. */
const MOST_DIGITS = 12;

/** A number with as many decimals as matter where numbers differ by about so much. */
export function shortestBeside(value: number, spread: number): string {
  const decimals = Math.min(100, Math.max(0, 2 - Math.floor(Math.log10(spread))));
  return shortest(Number(value.toFixed(decimals)), MOST_DIGITS);
}

const DAY_MILLISECONDS = 86_400_000;

/** A day as ISO 8601 has it. @param day counted from 1970-01-01 */
export const dayText = (day: number): string =>
  Number.isFinite(day) ? new Date(Math.round(day) * DAY_MILLISECONDS).toISOString().slice(0, 10) : "–";
