/**
 * @file The built site as a host serves it: what its pages link to, and whether it is there.
 */

import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { SITE_DIST } from "../../site/pages.mjs";

/** A page as it was built: what it links to and loads, and what a link can lead to in it. */
interface Built {
  readonly targets: readonly string[];
  readonly ids: ReadonlySet<string>;
}

const unescaped = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const built = new Map<string, Built>();

/** @param file from the site's folder */
function read(file: string): Built {
  const known = built.get(file);
  if (known !== undefined) return known;
  const html = readFileSync(join(SITE_DIST, file), "utf8");
  // What code shows is no link.
  const tags = html.match(/<[a-z][^<>]*>/gi) ?? [];
  const valuesOf = (name: RegExp): string[] =>
    tags.flatMap((tag) => [...tag.matchAll(name)].map(([, value]) => unescaped(value)));
  const page = {
    targets: valuesOf(/\s(?:href|src)="([^"]*)"/g),
    ids: new Set(valuesOf(/\sid="([^"]*)"/g)),
  };
  built.set(file, page);
  return page;
}

/**
 * What is wrong with the links of all pages that can be reached from some: a line for each.
 *
 * @param first pages, from the site's folder
 * @returns the pages that were reached, too
 */
export function crawl(first: readonly string[]): { reached: readonly string[]; dead: readonly string[] } {
  const reached = new Set(first);
  const dead: string[] = [];
  for (const file of reached) {
    // The Studio is a page of its own, with tests of its own.
    if (file.startsWith("studio/")) continue;
    for (const target of read(file).targets) {
      if (/^(data:|mailto:|https?:)/.test(target)) continue;
      const [path, id] = target.split("#");
      const clean = decodeURIComponent(path.split("?")[0]);
      let place =
        clean === "" ? file : clean.startsWith("/") ? clean.slice(1) : posix.join(posix.dirname(file), clean);
      if (place === "" || place.endsWith("/")) place += "index.html";
      const where = join(SITE_DIST, place);
      if (!existsSync(where) || !statSync(where).isFile()) {
        dead.push(`${file}: ${target}`);
        continue;
      }
      if (!place.endsWith(".html")) continue;
      if (id !== undefined && id !== "" && !read(place).ids.has(decodeURIComponent(id)))
        dead.push(`${file}: ${target}`);
      reached.add(place);
    }
  }
  return { reached: [...reached], dead };
}
