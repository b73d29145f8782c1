/**
 * @file What to beware of in data, in sentences.
 */

import type { Duplicates } from "../../insight/data-profile/duplicates.js";
import type { ClassBalance, TableProfile } from "../../insight/data-profile/profile.js";
import { count, countOf, percent } from "../terminal/format.js";
import { safeText } from "../terminal/text-width.js";

/** More names than this are counted. */
const MOST_NAMED = 8;

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
      : [`The same in every row, so that nothing is learned from it: ${listed(constant)}.`]),
    ...(empty.length === 0 ? [] : [`Without a single cell: ${listed(empty)}.`]),
    ...(gaps.length === 0 ? [] : [`Missing in more than half of the rows: ${listed(gaps)}.`]),
    ...leaking.map(
      (found) =>
        `${safeText(found.column)} gives ${safeText(found.target ?? target)} away: alone it predicts it ` +
        `${classes === undefined ? `with R² ${found.score.toFixed(4)}` : `rightly in ${percent(found.score, 1)}`}. If it ` +
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

export function classWarnings(balance: ClassBalance | undefined): string[] {
  if (balance === undefined) return [];
  const { rare, unequal } = balance;
  return [
    ...(rare.length === 0
      ? []
      : [
          `Fewer than 10 examples of ${listed(rare.map((name) => ({ name })))}: too few to learn from, and to trust a ` +
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

function listed(items: readonly { readonly name: string }[]): string {
  const names = items
    .slice(0, MOST_NAMED)
    .map(({ name }) => safeText(name, 30) || "the unnamed first column");
  const more = items.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

/** As `--ignore` takes it. */
const quotedName = (name: string): string => (/[\s,"]/.test(name) ? `'"${safeText(name)}"'` : safeText(name));
