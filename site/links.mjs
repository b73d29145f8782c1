// @ts-check
/**
 * @file Where a link of a page leads on the site: links are written for who reads the files, such as
 * `training.ja.md#a-table` or `../src/bounds.ts`.
 */

import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { ROOT, SetUpError } from "../scripts/setup.mjs";
import { linkOf } from "./pages.mjs";

/** Where what is in the project's folder and on no page is shown, as text. */
export const SOURCE = "source";

/**
 * What a link of a file leads to on the site, from the site's root.
 *
 * @param {string} file from the project's folder
 * @param {string} href as it is written there
 * @param {ReadonlyMap<string, string>} places of each page's file, from the project's folder
 * @returns {{ href: string, source?: string } | undefined} with the path of a file or folder that is on no page;
 * `undefined` where the link is left as it is
 * @throws {SetUpError} where the project has no such file
 */
export function resolveLink(file, href, places) {
  // Other hosts, the page itself, and what is written for the site alone.
  if (/^([a-z][a-z0-9+.-]*:|#|\/)/i.test(href)) return undefined;
  const [path, anchor] = href.split("#");
  const target = posix
    .normalize(posix.join(posix.dirname(file), decodeURIComponent(path)))
    .replace(/\/$/, "");
  const hash = anchor === undefined ? "" : `#${anchor}`;
  const place = places.get(target);
  if (place !== undefined) return { href: linkOf(place) + hash };
  if (target.startsWith("..") || !existsSync(join(ROOT, target))) {
    throw new SetUpError(`${file} links to ${href}, which is not there.`);
  }
  return { href: `/${SOURCE}/${sourceFile(target)}`, source: target };
}

/**
 * The file that shows a file or a folder of the project.
 *
 * @param {string} path
 */
export const sourceFile = (path) =>
  statSync(join(ROOT, path)).isDirectory() ? `${path}/index.html` : `${path}.html`;

/**
 * The links of a page that lead to files and folders that are on no page.
 *
 * @param {string} file
 * @param {ReadonlyMap<string, string>} places
 */
export function sourcesOf(file, places) {
  const text = readFileSync(join(ROOT, file), "utf8").replaceAll(/^```.*?^```$/gms, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(
    ([, href]) => resolveLink(file, href, places)?.source ?? [],
  );
}
