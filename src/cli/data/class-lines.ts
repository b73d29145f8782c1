/**
 * @file Classes and how many examples each has, as bars.
 */

import type { ClassBalance } from "../../insight/data-profile/profile.js";
import { barOf } from "../terminal/blocks.js";
import type { Style } from "../terminal/color.js";
import { count, percent } from "../terminal/format.js";
import { displayWidth, padAfter, padBefore, safeText } from "../terminal/text-width.js";

const LONGEST_NAME = 24;
const LONGEST_BAR = 40;
/** More classes are counted: the largest and the smallest are shown. */
const MOST_CLASSES = 24;

/** @param columns width of the terminal */
export function classLines({ classes }: ClassBalance, { text }: Style, columns: number): string[] {
  const all = classes.reduce((sum, { examples }) => sum + examples, 0);
  const most = classes.reduce((high, { examples }) => Math.max(high, examples), 1);
  const hidden = classes.length - MOST_CLASSES;
  const bySize = [...classes].sort((a, b) => b.examples - a.examples);
  const shown =
    hidden <= 0 ? classes : [...bySize.slice(0, MOST_CLASSES / 2), ...bySize.slice(-MOST_CLASSES / 2)];
  const names = shown.map(({ name }) => safeText(name, LONGEST_NAME));
  const [wide, digits] = [Math.max(...names.map(displayWidth)), count(most).length];
  const room = Math.max(4, Math.min(LONGEST_BAR, columns - wide - digits - 13));
  const lines = shown.map(({ examples }, i) => {
    const share = padBefore(percent(examples / all, 1), 6);
    return `  ${padAfter(names[i], wide)}  ${padBefore(count(examples), digits)}  ${share}  ${barOf(examples / most, room)}`.trimEnd();
  });
  if (hidden <= 0) return lines;
  const between = text.dim(`  … ${count(hidden)} more …`);
  return [...lines.slice(0, MOST_CLASSES / 2), between, ...lines.slice(MOST_CLASSES / 2)];
}
