// @ts-check
/**
 * @file How VitePress makes the site of the pages in generated/pages, which site/build.mjs has put there.
 */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { anchorOf } from "../anchors.mjs";
import { CHROME } from "../chrome.mjs";
import { IMPORTS } from "../live-imports.mjs";
import { accessibleTables, givenAnchors, liveExamples, siteLinks } from "../markdown.mjs";
import { LANGUAGES, listPages, sidebarOf } from "../pages.mjs";
import { referenceItem } from "../reference.mjs";
import { tokenize } from "../search.mjs";
import { lightTokens } from "./tokens.mjs";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

const pages = listPages();
const base = process.env.AKARI_SITE_BASE ?? "/";

/** VitePress would put the function into each page as text to evaluate, unless it does not see it. */
const miniSearch = Object.defineProperty(
  {
    searchOptions: {
      combineWith: /** @type {const} */ ("AND"),
      fuzzy: 0.2,
      prefix: true,
      boost: { title: 4, titles: 2 },
    },
  },
  "options",
  { value: { tokenize }, enumerable: false },
);

/** @param {import("../pages.mjs").Language} language */
function localeOf(language) {
  const { label, lang, description, studio, theme } = CHROME[language];
  const sidebar = sidebarOf(pages, language, referenceItem(language));
  return {
    label,
    lang,
    description,
    link: language === "en" ? "/" : `/${language}/`,
    themeConfig: {
      ...theme,
      sidebar,
      nav: [{ text: studio, link: "/studio/index.html", target: "_self" }],
    },
  };
}

export default defineConfig({
  srcDir: at("../generated/pages"),
  base,
  cacheDir: at("../node_modules/.cache/vitepress"),
  title: "Akari",
  titleTemplate: ":title | Akari",
  head: [["link", { rel: "icon", href: `${base}icon.svg`, type: "image/svg+xml" }]],
  // Only what is in files of its own can be named in a policy that allows no scripts but the server's.
  metaChunk: true,
  locales: Object.fromEntries(
    LANGUAGES.map((language) => [language === "en" ? "root" : language, localeOf(language)]),
  ),
  markdown: {
    anchor: { slugify: anchorOf },
    // Braces are what GitHub makes of them: themselves.
    attrs: { disable: true },
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config: (md) => {
      md.use(siteLinks, { pages, base });
      md.use(givenAnchors);
      md.use(liveExamples);
      md.use(accessibleTables);
    },
  },
  themeConfig: {
    siteTitle: "Akari",
    search: {
      provider: "local",
      options: {
        miniSearch,
        locales: Object.fromEntries(
          LANGUAGES.map((language) => [
            language === "en" ? "root" : language,
            { translations: CHROME[language].search },
          ]),
        ),
      },
    },
  },
  transformPageData(page) {
    if (page.relativePath.includes("reference/")) page.frontmatter.pageClass = "reference";
  },
  // A server's policy names scripts by their hashes, and looks for those that have no attributes.
  transformHtml: (html) => html.replaceAll(/<script id="[\w-]+">/g, "<script>"),
  vite: {
    publicDir: at("../generated/public"),
    define: { __AKARI_IMPORTS__: JSON.stringify(IMPORTS) },
    plugins: [lightTokens()],
    resolve: { alias: [{ find: /^minisearch$/, replacement: at("theme/minisearch.ts") }] },
    build: { chunkSizeWarningLimit: 4096 },
  },
});
