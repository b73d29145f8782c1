/**
 * @file What `akari data` prints, whatever the data are: its parts, classes as bars, and what to beware of, in sentences.
 */

import type { Duplicates } from "../../insight/data-profile/duplicates.js";
import type { ClassBalance, TableProfile } from "../../insight/data-profile/profile.js";
import type { Style } from "../terminal/color.js";
import { barOf } from "../terminal/picture.js";
import { count, countOf, displayWidth, padAfter, padBefore, percent, safeText } from "../terminal/text.js";

/** What `akari data` says of data of any kind. */
export interface DataPage {
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** What was decided about the data, a sentence each. */
  readonly notes: readonly string[];
  /** What to beware of. */
  readonly warnings: readonly string[];
  /** The same for scripts. */
  readonly json: object;
}

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

/** More names than this are counted. */
const MOST_NAMED = 8;

/** What to beware of in a table, a sentence each. @param rowName what to call a row */
export function tableWarnings(profile: TableProfile, rowName: (row: number) => string): string[] {
  const { withoutTarget, rows, leftOut, duplicates, leaking, classes, targets = [] } = profile;
  const constant = leftOut.filter(({ different, missing }) => different === 1 && missing === 0);
  const empty = leftOut.filter(({ missing }) => missing === rows + withoutTarget);
  const gaps = profile.inputs.filter(({ missing }) => missing > rows / 2);
  const target = classes?.target ?? targets[0]?.name ?? "";
  return [
    ...(withoutTarget === 0
      ? []
      : [
          `${countOf(withoutTarget, "row")} without a target (${safeText(target)} is missing) will be left out.`,
        ]),
    ...(constant.length === 0
      ? []
      : [`The same in every row, so that nothing is learned from it: ${firstNames(constant)}.`]),
    ...(empty.length === 0 ? [] : [`Without a single cell: ${firstNames(empty)}.`]),
    ...(gaps.length === 0 ? [] : [`Missing in more than half of the rows: ${firstNames(gaps)}.`]),
    ...leaking.map(
      (found) =>
        `${safeText(found.column)} gives ${safeText(found.target ?? target)} away: alone it predicts it ` +
        `${classes === undefined ? `with R² ${found.score.toFixed(4)}` : `correctly in ${percent(found.score, 1)}`}. If it ` +
        `is not known when you predict, leave it out: --ignore ${quotedName(found.column)}.`,
    ),
    ...duplicateWarnings(duplicates, "row", rowName),
    ...classWarnings(classes),
  ];
}

/** @param noun what an example is */
export function duplicateWarnings(
  duplicates: Duplicates,
  noun: string,
  name: (row: number) => string,
): string[] {
  const { same, firstSame, contradicting, firstContradicting } = duplicates;
  const pair = (rows: readonly [number, number] | undefined): string =>
    rows === undefined ? "" : rows.map((row) => safeText(name(row))).join(" and ");
  const is = (n: number): string => `${countOf(n, noun)} ${n === 1 ? "is" : "are"}`;
  return [
    ...(same === 0
      ? []
      : [
          `${is(same)} the same as another one, such as ${pair(firstSame)}: where one is learned from and the other ` +
            "tested on, scores come out too good.",
        ]),
    ...(contradicting === 0
      ? []
      : [
          `${is(contradicting)} the same as another one but for the target, such as ${pair(firstContradicting)}: one of ` +
            "the two cannot be predicted.",
        ]),
  ];
}

/** What to beware of in how often each class occurs; nothing where there are no classes. */
export function classWarnings(balance: ClassBalance | undefined): string[] {
  if (balance === undefined) return [];
  const { rare, unequal } = balance;
  return [
    ...(rare.length === 0
      ? []
      : [
          `Fewer than 10 examples of ${firstNames(rare.map((name) => ({ name })))}: too few to learn from, and to trust a ` +
            "score.",
        ]),
    ...(unequal === undefined
      ? []
      : [
          `The largest class has ${count(unequal)} times as many examples as the smallest: accuracy says little then; look ` +
            "at recall, and try --class-weights balanced.",
        ]),
  ];
}

function firstNames(items: readonly { readonly name: string }[]): string {
  const names = items
    .slice(0, MOST_NAMED)
    .map(({ name }) => safeText(name, 30) || "the unnamed first column");
  const more = items.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

/** As `--ignore` takes it. */
const quotedName = (name: string): string => (/[\s,"]/.test(name) ? `'"${safeText(name)}"'` : safeText(name));
