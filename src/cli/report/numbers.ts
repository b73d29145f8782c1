/**
 * @file Writes a report's numbers.
 */

/** A number of a target in its own unit: six digits. */
export function valueText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return value.toExponential(3);
  return Number(value.toPrecision(6)).toLocaleString("en-US", { maximumFractionDigits: 9 });
}

/** A share as percentage points, with the sign of what it is. */
export const points = (share: number): string => {
  const written = (100 * share).toFixed(1);
  return Number(written) === 0 ? "0.0" : written.replace("-", "−");
};
