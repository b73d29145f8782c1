// @ts-check
/**
 * @file What a live example can import, and the file of the site that each stands in.
 */

import { PAGE_ENTRIES, specifierOf } from "./library.mjs";

/** Data of the pages, as modules: what JSON is imported by is not known to every browser. */
export const DATA = ["iris.json"];

/** @type {Readonly<Record<string, string>>} */
export const IMPORTS = Object.fromEntries([
  ...PAGE_ENTRIES.map((entry) => [specifierOf(entry), `lib/${entry}.js`]),
  ...DATA.map((file) => [`./${file}`, `lib/${file}.js`]),
]);
