// @ts-check
/**
 * @file `npm run docs:functions`: writes the tables of activations and losses in docs/models.md and docs/models.ja.md from
 * those in src/model. A test holds the pages to what this makes.
 */

import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT, setUpOrExit } from "./setup.mjs";

/** The pages, and what they call things: `[English, Japanese]`. */
export const FUNCTION_PAGES = ["docs/models.md", "docs/models.ja.md"];
const HEADS = {
  activations: [
    ["name", "`σ(z)`", "initialiser", "PyTorch", "ONNX", "Keras"],
    ["名前", "`σ(z)`", "初期化", "PyTorch", "ONNX", "Keras"],
  ],
  losses: [
    ["name", "of outputs `a` and targets `y`", "output layer"],
    ["名前", "出力 `a` と目標 `y` の式", "出力層"],
  ],
};
const ANY = ["any", "どれでも"];

/**
 * The tables, as src/ or dist/ has them.
 *
 * @typedef {object} Tables
 * @property {typeof import("../src/model/activations.js")} activations
 * @property {typeof import("../src/model/expressions.js")} expressions
 * @property {typeof import("../src/model/formulas.js")} formulas
 * @property {typeof import("../src/model/losses.js")} losses
 */

/**
 * A page with its tables as they are now.
 *
 * @param {string} page
 * @param {string} text of the page
 * @param {Tables} tables
 */
export function functionPage(page, text, { activations, expressions, formulas, losses }) {
  const language = FUNCTION_PAGES.indexOf(page);
  const { formulaText } = expressions;
  const rows = {
    activations: activations.ACTIVATION_NAMES.map((name) => {
      const { formula, pytorch, onnx, keras = [] } = formulas.ACTIVATION_FORMULAS[name];
      const { initializer } = activations.ACTIVATIONS[name];
      const others = [pytorch?.replace(/^nn\./, ""), onnx?.operator, keras.join(", ")];
      return [name, formulaText(formula), initializer, ...others].map(code);
    }),
    losses: losses.LOSS_NAMES.map((name) => [
      code(name),
      code(formulaText(formulas.LOSS_FORMULAS[name])),
      code(losses.fusedActivation(name)) || ANY[language],
    ]),
  };
  return /** @type {const} */ (["activations", "losses"]).reduce(
    (all, table) => withTable(all, table, HEADS[table][language], rows[table]),
    text,
  );
}

/**
 * A page with one of its tables as it should be: it stands between a comment with its name and one that ends it.
 *
 * @param {string} text of the page
 * @param {string} table its name
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function withTable(text, table, head, rows) {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  const [before, , after] = text.split(new RegExp(`(?<=<!-- ${table} -->\n)([^]*?)(?=<!-- end -->)`));
  if (after === undefined) throw new Error(`The page has no place for the table "${table}".`);
  return `${before}\n${lines.join("\n")}\n\n${after}`;
}

/** @param {string | undefined} text */
export const code = (text) => (text === undefined || text === "" ? "" : `\`${text.replaceAll("|", "\\|")}\``);

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await setUpOrExit();
  /** @param {string} name of a module of the built library */
  const built = (name) => import(new URL(`../dist/model/${name}.js`, import.meta.url).href);
  const tables = {
    activations: await built("activations"),
    expressions: await built("expressions"),
    formulas: await built("formulas"),
    losses: await built("losses"),
  };
  for (const page of FUNCTION_PAGES) {
    const path = join(ROOT, page);
    writeFileSync(path, functionPage(page, readFileSync(path, "utf8"), tables));
  }
}
