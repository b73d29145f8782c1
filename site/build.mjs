// @ts-check
/**
 * @file Builds the site into site/dist: a folder that any static host can serve, the Studio in it at studio/.
 */

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import {
  hashFiles,
  installPackages,
  listFiles,
  putInPlace,
  ROOT,
  readIfThere,
  SetUpError,
} from "../scripts/setup.mjs";
import { siteTokens } from "./.vitepress/tokens.mjs";
import { digits } from "./digits.mjs";
import { buildLibrary } from "./library.mjs";
import { sourcesOf } from "./links.mjs";
import { DATA } from "./live-imports.mjs";
import { HOME, linkOf, listPages, onlyEnglish, placeOf, SITE_DIST } from "./pages.mjs";
import { writeReference, writeReferenceIndex } from "./reference.mjs";
import { withContents, writeSources } from "./source.mjs";

const SITE = join(ROOT, "site");
/** What is made for VitePress to build the site of: pages, and files that are served as they are. */
const GENERATED = join(SITE, "generated");
/** What lies in the site's folder and is no source of it. */
const MADE = new Set(["dist", "generated"]);

/**
 * Builds the site if it is missing or stale. dist/ and the Studio must be built.
 *
 * @param {string} [base] the path that the site is served at
 * @throws {SetUpError} when a page, a link or a docstring is not sound, after the tools' own messages
 */
export async function buildSite(base = "/") {
  installPackages(SITE);
  const pages = listPages();
  const places = new Map(pages.map(({ file, place }) => [file, place]));
  const sources = withContents(new Set(pages.flatMap(({ file }) => sourcesOf(file, places))));
  const inputs = hashFiles([
    ...pages.map(({ file }) => join(ROOT, file)),
    ...DATA.map((file) => join(ROOT, "docs", file)),
    ...sources.map((path) => join(ROOT, path)).filter((path) => statSync(path).isFile()),
    ...listFiles(SITE).filter((path) => !MADE.has(relative(SITE, path).split(sep)[0])),
    join(ROOT, "scripts/setup.mjs"),
    join(ROOT, "dist/.stamp"),
    join(ROOT, "dist/studio/.stamp"),
  ]);
  const stamp = `${inputs} ${base}\n`;
  if (readIfThere(join(SITE_DIST, ".stamp")) === stamp) return;
  console.log("Building the site …");
  const fresh = join(SITE, `node_modules/.cache/site-${process.pid}`);
  try {
    rmSync(GENERATED, { recursive: true, force: true });
    await generate(pages, sources);
    await runVitePress(fresh, base);
    copyStudio(join(fresh, "studio"));
    writeFileSync(join(fresh, ".stamp"), stamp);
    putInPlace(fresh, SITE_DIST);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * The Studio, whose page is told where the documentation is.
 *
 * @param {string} folder where to
 */
function copyStudio(folder) {
  cpSync(join(ROOT, "dist/studio"), folder, { recursive: true });
  const page = join(folder, "index.html");
  const html = readFileSync(page, "utf8");
  writeFileSync(page, html.replace("<head>", '<head>\n    <meta name="akari-docs" content="../" />'));
}

/**
 * @param {readonly import("./pages.mjs").Page[]} pages
 * @param {readonly string[]} sources
 */
async function generate(pages, sources) {
  const texts = join(GENERATED, "pages");
  const files = join(GENERATED, "public");
  await writeReference(join(texts, "reference"));
  writeReferenceIndex(texts);
  for (const { file, place, name, title } of pages) {
    const target = join(texts, place);
    mkdirSync(dirname(target), { recursive: true });
    const text = readFileSync(join(ROOT, file), "utf8");
    writeFileSync(target, name === HOME ? homePage(text) : text);
    const inJapanese = pages.some((page) => page.name === name && page.language === "ja");
    if (!inJapanese) writeFileSync(join(texts, placeOf(name, "ja")), onlyEnglish(title, linkOf(place)));
  }
  await buildLibrary(join(files, "lib"));
  for (const file of DATA) {
    const json = readFileSync(join(ROOT, "docs", file), "utf8");
    writeFileSync(join(files, "lib", `${file}.js`), `export default ${json};`);
  }
  writeFileSync(join(files, "digits.bin"), digits());
  const tokens = readFileSync(join(ROOT, "studio/src/kit/tokens.css"), "utf8");
  writeSources(sources, join(files, "source"), siteTokens(tokens));
  cpSync(join(ROOT, "studio/public/icon.svg"), join(files, "icon.svg"));
}

/**
 * The first page: its title is the network's, which is lit up there.
 *
 * @param {string} text
 */
const homePage = (text) => `---
layout: doc
sidebar: false
aside: false
prev: false
next: false
pageClass: home
---

<HomeLight />

${text.replace(/^# .*\n/, "")}`;

/**
 * @param {string} out where to
 * @param {string} base
 */
async function runVitePress(out, base) {
  mkdirSync(out, { recursive: true });
  const program = join(SITE, "node_modules/vitepress/bin/vitepress.js");
  const child = spawn(process.execPath, [program, "build", ".", "--outDir", out], {
    cwd: SITE,
    env: { ...process.env, AKARI_SITE_BASE: base },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const status = await new Promise((resolve) => child.on("close", resolve));
  if (status === 0) return;
  process.stderr.write(said);
  throw new SetUpError("VitePress could not build the site; what it says is above.");
}
