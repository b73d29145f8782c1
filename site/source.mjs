// @ts-check
/**
 * @file The project's files that pages link to, as plain pages: code and data to read. A folder is a list of its files.
 */

import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { listFiles, ROOT } from "../scripts/setup.mjs";
import { sourceFile } from "./links.mjs";

/** Models and compiled Python are nothing to read. */
const isText = (/** @type {string} */ path) =>
  !/\.(safetensors|pyc|bin|pt|keras|onnx|png|jpg|wav)$/.test(path);

/**
 * Those of the linked files and folders, all files of the folders included.
 *
 * @param {Iterable<string>} linked from the project's folder
 */
export function withContents(linked) {
  const all = new Set();
  for (const path of linked) {
    all.add(path);
    if (!statSync(join(ROOT, path)).isDirectory()) continue;
    for (const file of listFiles(join(ROOT, path))) {
      for (let each = posix.relative(ROOT, file); each !== path; each = posix.dirname(each)) {
        if (isText(each)) all.add(each);
      }
    }
  }
  return /** @type {string[]} */ ([...all].sort());
}

/**
 * @param {readonly string[]} paths as {@link withContents} gives them
 * @param {string} folder where to
 * @param {string} style the tokens of the site's colours
 */
export function writeSources(paths, folder, style) {
  for (const path of paths) {
    const target = join(folder, sourceFile(path));
    mkdirSync(dirname(target), { recursive: true });
    const isFolder = statSync(join(ROOT, path)).isDirectory();
    const body = isFolder
      ? listing(path, paths)
      : `<pre tabindex="0"><code>${escaped(readFileSync(join(ROOT, path), "utf8"))}</code></pre>`;
    writeFileSync(target, page(path, body, paths, style));
  }
}

/** @param {string} path @param {readonly string[]} paths */
function listing(path, paths) {
  const items = readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => paths.includes(`${path}/${entry.name}`))
    .map((entry) => {
      const href = entry.isDirectory() ? `${entry.name}/index.html` : `${entry.name}.html`;
      return `<li><a href="${href}">${escaped(entry.name)}${entry.isDirectory() ? "/" : ""}</a></li>`;
    });
  return `<ul>${items.join("\n")}</ul>`;
}

/** @param {string} path @param {string} body @param {readonly string[]} paths @param {string} style */
function page(path, body, paths, style) {
  const from = posix.dirname(sourceFile(path));
  const parts = path.split("/");
  const trail = parts.map((part, i) => {
    const above = parts.slice(0, i + 1).join("/");
    if (above === path || !paths.includes(above)) return escaped(part);
    return `<a href="${posix.relative(from, sourceFile(above))}">${escaped(part)}</a>`;
  });
  const home = posix.relative(`source/${from}`, "index.html");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(path)} | Akari</title>
<link rel="icon" href="${posix.relative(`source/${from}`, "icon.svg")}" type="image/svg+xml">
<style>${style}
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 var(--font); }
header, main { padding: 1rem 1.5rem; }
header { border-bottom: 1px solid var(--line); background: var(--surface); }
h1 { display: inline; font-size: 1rem; font-weight: 600; }
a { color: var(--accent); }
li { line-height: 2; }
pre { margin: 0; overflow-x: auto; font: 0.8125rem/1.6 var(--mono); tab-size: 2; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
</style>
<header><a href="${home}"><span lang="ja">灯り</span> Akari</a> · <h1>${trail.join("/")}</h1></header>
<main>${body}</main>
</html>
`;
}

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
