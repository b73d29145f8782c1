// @ts-check
/**
 * @file The table of docs/coming-from.md and its Japanese page: what the same eight tasks take in each library, from what
 * `npm run test:coming-from` found (results.json), what a program does by hand, and why a library does not do a task.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withTable } from "./function-docs.mjs";
import { ROOT } from "./setup.mjs";

/** @typedef {readonly [english: string, japanese: string]} Words */

export const COMING_FROM = join(ROOT, "examples/coming-from");
export const COMING_FROM_PAGES = ["docs/coming-from.md", "docs/coming-from.ja.md"];

/** Folders of programs: what their library is called, and how their names end. */
export const LIBRARIES = /** @type {const} */ ({
  akari: { title: "Akari", ending: "mjs" },
  tfjs: { title: "TensorFlow.js", ending: "mjs" },
  brain: { title: "brain.js", ending: "mjs" },
  sklearn: { title: "scikit-learn", ending: "py" },
  keras: { title: "Keras", ending: "py" },
});

/** @typedef {keyof typeof LIBRARIES} Library */

/**
 * A task: the least score that each program must reach, what it does by hand, and why a library has none.
 *
 * @typedef {object} Task
 * @property {Words} title
 * @property {Words} score what the programs print at the end
 * @property {number} least
 * @property {Readonly<Partial<Record<Library, Words>>>} [byHand]
 * @property {Readonly<Partial<Record<Library, Words>>>} [without]
 */

/** @type {Words} */
const NO_BROWSER = ["no: does not run in browsers", "不可（ブラウザーでは動かない）"];

/** @type {Words} */
const PARSED = ["the file parsed by hand", "ファイルの解析も自分で書く"];

/** By the names of their files, in the page's order. @type {Readonly<Record<string, Task>>} */
export const TASKS = {
  iris: {
    title: ["irises from objects", "オブジェクトのアヤメ"],
    score: ["accuracy", "正解率"],
    least: 0.86,
  },
  houses: { title: ["house prices from arrays", "配列の住宅価格"], score: ["R²", "R²"], least: 0.85 },
  mnist: {
    title: ["MNIST, with progress", "MNIST（進み具合を表示）"],
    score: ["accuracy", "正解率"],
    least: 0.9,
  },
  pytorch: {
    title: ["a network from PyTorch", "PyTorch のネットワーク"],
    score: ["accuracy", "正解率"],
    least: 0.98,
    byHand: { tfjs: PARSED, brain: PARSED },
    without: { sklearn: ["no", "不可"] },
  },
  loop: {
    title: ["a loop of one's own: a game", "自分で書くループ（ゲーム）"],
    score: ["certainty of the right move", "正しい手の確率"],
    least: 0.9,
    without: { brain: ["no: its examples have no weights", "不可（データに重みを付けられない）"] },
  },
  online: {
    title: ["online learning", "オンライン学習"],
    score: ["share right before learning", "学習前の正解率"],
    least: 0.78,
  },
  browser: {
    title: ["saving in the browser", "ブラウザーへの保存"],
    score: ["accuracy", "正解率"],
    least: 0.86,
    without: { sklearn: NO_BROWSER, keras: NO_BROWSER },
  },
  search: {
    title: ["a search over ten settings", "10 通りの設定の探索"],
    score: ["accuracy", "正解率"],
    least: 0.86,
  },
};

/** @typedef {{ readonly lines: number, readonly score: number }} Found */
/**
 * @typedef {object} Results
 * @property {string} date
 * @property {Readonly<Record<string, string>>} versions
 * @property {Readonly<Record<string, Readonly<Partial<Record<Library, Found>>>>>} tasks
 */

/** @returns {Results} what the last run found */
export const readResults = () => JSON.parse(readFileSync(join(COMING_FROM, "results.json"), "utf8"));

/** @param {Library} library @param {string} task */
export const programOf = (library, task) =>
  join(COMING_FROM, library, `${task}.${LIBRARIES[library].ending}`);

export const LIBRARY_NAMES = /** @type {Library[]} */ (Object.keys(LIBRARIES));

/** @param {string} task @returns the libraries that do it */
export const librariesOf = (task) =>
  LIBRARY_NAMES.filter((library) => TASKS[task].without?.[library] === undefined);

/** Lines that are neither blank nor a comment alone. @param {string} program its path */
export const linesOf = (program) =>
  readFileSync(program, "utf8")
    .split("\n")
    .filter((line) => !/^\s*(\/\/.*|#.*)?$/.test(line)).length;

/** The tasks in which Akari needs more lines than the shorter of TensorFlow.js and brain.js. @param {Results} results */
export const tooLong = ({ tasks }) =>
  Object.keys(tasks).filter((task) => {
    const { akari, tfjs, brain } = tasks[task];
    const others = [tfjs, brain].flatMap((found) => found?.lines ?? []);
    return akari === undefined || akari.lines > Math.min(...others);
  });

/**
 * A page with its table as it is now.
 *
 * @param {string} page
 * @param {string} text of the page
 * @param {Results} results
 */
export function comingFromPage(page, text, { tasks }) {
  const language = COMING_FROM_PAGES.indexOf(page);
  const head = [["task", "課題"][language], ...LIBRARY_NAMES.map((library) => LIBRARIES[library].title)];
  const rows = Object.entries(TASKS).map(([name, { title, score, byHand, without }]) => [
    `${title[language]}${["; ", "、"][language]}${score[language]}`,
    ...LIBRARY_NAMES.map((library) => {
      const found = tasks[name][library];
      if (found === undefined) return without?.[library]?.[language] ?? "";
      const lines = `${found.lines} ${["lines", "行"][language]}`;
      const parts = [lines, found.score.toFixed(3), byHand?.[library]?.[language] ?? []].flat();
      return parts.join(["; ", "、"][language]);
    }),
  ]);
  return withTable(text, "coming-from", head, rows);
}
