// @ts-check
/**
 * @file Which pages the site has, in the order of its sidebar. A page's title is the first line of its own file. A page of
 * docs/ that is not in the list, and one of the list that is not in docs/, end the build with a sentence.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, SetUpError } from "../scripts/setup.mjs";

/** @typedef {"en" | "ja"} Language */

/** The built site. */
export const SITE_DIST = join(ROOT, "site/dist");

/** @type {readonly Language[]} */
export const LANGUAGES = ["en", "ja"];

/** The parts of the sidebar. A page is `docs/NAME.md` and `docs/NAME.ja.md`, unless {@link ELSEWHERE} says otherwise. */
export const GROUPS = [
  { title: { en: "First steps", ja: "はじめに" }, pages: ["start", "install", "readme"] },
  { title: { en: "Your data", ja: "データ" }, pages: ["tables", "pictures", "sounds", "data", "sound"] },
  { title: { en: "Training", ja: "学習" }, pages: ["training", "own-loops", "search", "scaling"] },
  { title: { en: "Looking inside", ja: "ネットワークを見る" }, pages: ["insight"] },
  { title: { en: "Using a model", ja: "モデルを使う" }, pages: ["saving", "formats", "models", "serving"] },
  {
    title: { en: "What you can rely on", ja: "信頼できること" },
    pages: ["reproducibility", "engines", "security"],
  },
  { title: { en: "From elsewhere", ja: "ほかのライブラリーから" }, pages: ["coming-from"] },
  { title: { en: "In class", ja: "授業" }, pages: ["teaching"] },
  { title: { en: "Reference", ja: "リファレンス" }, pages: ["cli", "reference"] },
  { title: { en: "The project", ja: "開発" }, pages: ["architecture", "code", "contributing", "changelog"] },
];

/** The page that a language begins with. */
export const HOME = "index";

/** The reference of the library, which is made from the docstrings of src/, in English only. */
export const REFERENCE = "reference";

/**
 * Pages whose files are not in docs/.
 *
 * @type {Readonly<Record<string, Partial<Record<Language, string>>>>}
 */
const ELSEWHERE = {
  readme: { en: "README.md", ja: "README.ja.md" },
  contributing: { en: "CONTRIBUTING.md", ja: "CONTRIBUTING.ja.md" },
  // The changelog is in English only.
  changelog: { en: "CHANGELOG.md" },
};

/**
 * @typedef {object} Page
 * @property {string} name
 * @property {Language} language
 * @property {string} file from the project's folder
 * @property {string} place its file on the site, as VitePress names it: `ja/training.md`
 * @property {string} title
 */

/**
 * Every page that is a file of the project, both languages.
 *
 * @returns {Page[]}
 * @throws {SetUpError} when the list and docs/ differ, or a page has no title
 */
export function listPages() {
  const listed = GROUPS.flatMap(({ pages }) => pages).filter((name) => name !== REFERENCE);
  const names = [HOME, ...listed];
  const there = readdirSync(join(ROOT, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => file.replace(/(\.ja)?\.md$/, ""));
  const unlisted = there.find((name) => !names.includes(name));
  if (unlisted !== undefined) {
    throw new SetUpError(
      `docs/${unlisted}.md is on no page of the site: put "${unlisted}" into a group of site/pages.mjs.`,
    );
  }
  return names.flatMap((name) =>
    LANGUAGES.flatMap((language) => {
      const file = fileOf(name, language);
      if (file === undefined) return [];
      if (!existsSync(join(ROOT, file))) {
        throw new SetUpError(
          `site/pages.mjs lists "${name}", but there is no ${file}: write it, or take it off the list.`,
        );
      }
      return { name, language, file, place: placeOf(name, language), title: titleOf(file) };
    }),
  );
}

/**
 * @param {string} name
 * @param {Language} language
 */
function fileOf(name, language) {
  const elsewhere = ELSEWHERE[name];
  return elsewhere === undefined
    ? `docs/${name}${language === "en" ? "" : `.${language}`}.md`
    : elsewhere[language];
}

/**
 * @param {string} name
 * @param {Language} language
 */
export const placeOf = (name, language) => `${language === "en" ? "" : `${language}/`}${name}.md`;

/** @param {string} file */
function titleOf(file) {
  const title = /^# (.+)$/m.exec(readFileSync(join(ROOT, file), "utf8"))?.[1];
  if (title === undefined)
    throw new SetUpError(`${file} has no title: begin it with a line such as "# Training".`);
  return title.replaceAll("`", "");
}

/**
 * The sidebar of a language.
 *
 * @param {readonly Page[]} pages
 * @param {Language} language
 * @param {{ text: string, items: { text: string, link: string }[] }} reference
 */
export function sidebarOf(pages, language, reference) {
  const itemOf = (/** @type {string} */ name) => {
    if (name === REFERENCE)
      return { collapsed: true, link: linkOf(placeOf("reference/index", language)), ...reference };
    const found = pages.filter((page) => page.name === name);
    const page = found.find((each) => each.language === language) ?? found[0];
    return { text: page.title, link: linkOf(placeOf(name, language)) };
  };
  return GROUPS.map(({ title, pages: names }) => ({ text: title[language], items: names.map(itemOf) }));
}

/**
 * What stands in Japanese where a page is in English only.
 *
 * @param {string} title
 * @param {string} english its address
 */
export const onlyEnglish = (title, english) =>
  `# ${title}\n\nこのページは英語だけです。[英語のページ](${english})をご覧ください。\n`;

/**
 * A page's address on the site: `ja/training.md` is at `/ja/training.html`.
 *
 * @param {string} place
 */
export const linkOf = (place) => `/${place.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, ".html")}`;
