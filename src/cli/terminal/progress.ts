/**
 * @file A line on standard error that is drawn again and again, in a terminal that can do so; and how reading a large
 * table goes, told in such a line, and elsewhere in a line now and then.
 */

import type { Io, TextStream } from "../io.js";
import { type Style, streamStyle } from "./color.js";
import { esc, writeIfRead } from "./output.js";
import { count, duration, percent } from "./text.js";

/** Moves to the line's start and clears it. */
export const CLEAR_LINE = `${esc()}[1G${esc()}[2K`;
/** Of a terminal that does not say how wide it is. */
export const DEFAULT_COLUMNS = 80;

/** Whether standard error is a terminal that can go back in a line. */
export const canRedraw = ({ stderr, env }: Pick<Io, "stderr" | "env">): boolean =>
  stderr.isTTY === true && env.TERM !== "dumb";

/** A bar after two spaces. @param share of it that is lit, 0 to 1 */
export function drawnBar(share: number, width: number, { text }: Style): string {
  const done = Math.floor(Math.min(1, share) * width);
  return `  ${text.yellow("━".repeat(done))}${text.dim("━".repeat(width - done))}`;
}

const BAR = 20;

/** Draws a line anew, with a bar behind it where there is room. @param share of the bar that is lit, 0 to 1, where it is known */
export function drawLine(stderr: TextStream, text: string, share: number | undefined, style: Style): void {
  const columns = stderr.columns ?? DEFAULT_COLUMNS;
  const bar = share === undefined || text.length + BAR + 3 >= columns ? "" : drawnBar(share, BAR, style);
  writeIfRead(stderr, `${CLEAR_LINE}${text.slice(0, columns - 1)}${bar}`);
}

/** Milliseconds before the first word, between two drawings in a terminal, and between two lines elsewhere. */
const SILENCE = 500;
const INTERVAL = 100;
const LINE_INTERVAL = 10_000;

/** How reading goes. Of what is read in a moment nothing is said. */
export interface ReadingProgress {
  /**
   * @param doing what is done, such as `Reading prices.csv`; each has a rate of its own
   * @param share of it that is done, 0 to 1
   */
  show(doing: string, rows: number, share: number): void;
  /** Takes the line away. */
  end(): void;
}

/** @param clock milliseconds */
export function readingProgress(
  { stderr, env }: Pick<Io, "stderr" | "env">,
  clock: () => number = () => performance.now(),
): ReadingProgress {
  const live = canRedraw({ stderr, env });
  const style = streamStyle(stderr, env);
  let doing = "";
  let began = clock();
  let lastShown = began;
  let isDrawn = false;

  function line(rows: number, share: number, seconds: number): string {
    const left = share > 0 ? `  ${duration((seconds / share) * (1 - share))} left` : "";
    return `${doing}: ${count(rows)} rows  ${count(rows / Math.max(seconds, 0.001))} rows/s  ${percent(share, 0)}${left}`;
  }

  return {
    show(now, rows, share) {
      const at = clock();
      if (now !== doing) {
        doing = now;
        began = at;
      }
      const wait = live ? (isDrawn ? INTERVAL : SILENCE) : LINE_INTERVAL;
      if (at - lastShown < wait) return;
      lastShown = at;
      const text = line(rows, share, (at - began) / 1000);
      if (!live) {
        writeIfRead(stderr, `${text}\n`);
        return;
      }
      drawLine(stderr, text, share, style);
      isDrawn = true;
    },
    end() {
      if (isDrawn) stderr.write(CLEAR_LINE);
      isDrawn = false;
    },
  };
}
