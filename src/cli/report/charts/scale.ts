/**
 * @file From numbers to places on a chart's axis, and the numbers that are written beside it.
 */

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Round numbers within. */
  readonly ticks: readonly number[];
}

const FEW_TICKS = 5;
/** Numbers below this are 0 to any eye. */
const SMALLEST = 1e-100;

/**
 * A scale that holds some numbers and begins and ends with a round one.
 *
 * @param values those that are not finite are passed over
 * @param include a number that it must hold, such as 0
 */
export function scaleOf(values: Iterable<number>, include?: number): Scale {
  let low = include ?? Number.POSITIVE_INFINITY;
  let high = include ?? Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return fixedScale(0, 1, 1);
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < SMALLEST || high - low < 1e-9 * size) {
    const room = size < SMALLEST ? 1 : size / 2;
    [low, high] = [low - room, high + room];
  }
  const step = roundStep((high - low) / FEW_TICKS);
  return fixedScale(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
}

/** From one number to another, a tick after every `step`. */
export function fixedScale(from: number, to: number, step: number): Scale {
  const count = Math.round((to - from) / step);
  // Counted from the first, so that errors do not add up; 0.30000000000000004 is 0.3.
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
  return { from, to, ticks };
}

/** 1, 2 or 5 times a power of ten, not below `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5].find((round) => round * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** 0 at the beginning, 1 at the end. */
export const place = ({ from, to }: Scale, value: number): number => (value - from) / (to - from);

/** A number beside an axis: `0.25`, `1,500`, `2.5M`. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(1).replace(".0e", "e");
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  return Number(value.toPrecision(6)).toLocaleString("en-US", { maximumFractionDigits: 8 });
}
