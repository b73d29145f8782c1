/**
 * @file Numbers that may be of any size, as they are when training diverges, in few characters.
 */

import { minus } from "./geometry";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** From here on a number is written with a power of ten. */
const LARGE = 1e5;

/** With a fixed count of decimals, or, where it is very large, with a power of ten: `1.64×10³⁸`. */
export function figure(value: number, decimals: number): string {
  if (!(Math.abs(value) >= LARGE) || !Number.isFinite(value)) return minus(value.toFixed(decimals));
  const [digits, power] = value.toExponential(2).split("e+");
  return `${minus(digits)}×10${[...power].map((digit) => SUPERSCRIPTS[Number(digit)]).join("")}`;
}
