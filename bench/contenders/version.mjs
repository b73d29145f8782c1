// @ts-check
/**
 * @file Which version of a peer is installed.
 */

import { readFileSync } from "node:fs";

/** @param {string} name of a package */
export function versionOf(name) {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return /** @type {string} */ (JSON.parse(readFileSync(manifest, "utf8")).version);
}
