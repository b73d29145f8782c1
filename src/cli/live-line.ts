/**
 * @file A line on standard error that is drawn again and again, in a terminal that can do so.
 */

import type { Io } from "./io.js";
import type { Style } from "./terminal/color.js";
import { ESC } from "./terminal/output.js";

/** Moves to the line's start and clears it. */
export const CLEAR_LINE = `${ESC}[1G${ESC}[2K`;
/** Of a terminal that does not say how wide it is. */
export const USUAL_COLUMNS = 80;

export const canRedraw = ({ stderr, env }: Pick<Io, "stderr" | "env">): boolean =>
  stderr.isTTY === true && env.TERM !== "dumb";

/** A bar after two spaces. @param share of it that is lit, 0 to 1 */
export function drawnBar(share: number, width: number, { text }: Style): string {
  const done = Math.floor(Math.min(1, share) * width);
  return `  ${text.yellow("━".repeat(done))}${text.dim("━".repeat(width - done))}`;
}
