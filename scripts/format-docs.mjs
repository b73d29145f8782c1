// @ts-check
/**
 * @file `npm run docs:formats`: writes the tables of docs/formats.md and docs/formats.ja.md from the code that reads and
 * writes: formats, hints, operators with their settings, layers, tensors. A test holds the pages to what this makes.
 */

import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CLASSICAL_WORDS,
  FORMAT_WORDS,
  HINT_WORDS,
  KERAS_WORDS,
  ONNX_WORDS,
  TORCH_WORDS,
  WRITTEN_WORDS,
} from "./format-words.mjs";
import { code, withTable } from "./function-docs.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

/** @import { Row } from "./format-words.mjs" */
/** @import { ModelDefinition } from "../src/model/model.js" */

/** The pages, `[English, Japanese]`, as everything that they say. */
export const FORMAT_PAGES = ["docs/formats.md", "docs/formats.ja.md"];

/** The files of these tables below src/ or dist/. */
const MODULES = {
  table: "formats/table",
  chain: "formats/onnx/chain-reader",
  schema: "formats/onnx/schema",
  graph: "formats/onnx/graph-writer",
  encode: "formats/onnx/encode",
  file: "formats/onnx/file-reader",
  kerasNetwork: "formats/keras/network",
  kerasSettings: "formats/keras/settings",
  torch: "formats/safetensors/torch-modules",
  activations: "model/activations",
  formulas: "model/formulas",
  model: "model/model",
};

/**
 * @typedef {object} Modules
 * @property {typeof import("../src/formats/table.js")} table
 * @property {typeof import("../src/formats/onnx/chain-reader.js")} chain
 * @property {typeof import("../src/formats/onnx/schema.js")} schema
 * @property {typeof import("../src/formats/onnx/graph-writer.js")} graph
 * @property {typeof import("../src/formats/onnx/encode.js")} encode
 * @property {typeof import("../src/formats/onnx/file-reader.js")} file
 * @property {typeof import("../src/formats/keras/network.js")} kerasNetwork
 * @property {typeof import("../src/formats/keras/settings.js")} kerasSettings
 * @property {typeof import("../src/formats/safetensors/torch-modules.js")} torch
 * @property {typeof import("../src/model/activations.js")} activations
 * @property {typeof import("../src/model/formulas.js")} formulas
 * @property {typeof import("../src/model/model.js")} model
 */

/**
 * Imports them, those of dist/ or of src/.
 *
 * @param {(path: string) => Promise<unknown>} load
 * @returns {Promise<Modules>}
 */
export async function formatModules(load) {
  const entries = Object.entries(MODULES).map(async ([name, path]) => [name, await load(path)]);
  return Object.fromEntries(await Promise.all(entries));
}

const HEADS = {
  formats: [
    ["format", "file name", "read", "written", "what it holds"],
    ["形式", "ファイル名", "読み込み", "書き出し", "内容"],
  ],
  hints: [
    ["in the library", "in the command", "what it says"],
    ["ライブラリー", "コマンド", "内容"],
  ],
  onnx: [
    ["operators, with their settings", "what is read"],
    ["演算子とその設定", "読み込めるもの"],
  ],
  keras: [
    ["layers, with their settings", "what is read"],
    ["層とその設定", "読み込めるもの"],
  ],
  torch: [
    ["module", "tensors", "their shapes, and what is done with them"],
    ["モジュール", "テンソル", "形と扱い"],
  ],
  written: [
    ["part of the model", "operators"],
    ["モデルの部分", "演算子"],
  ],
};

/**
 * A page with its tables as they are now.
 *
 * @param {string} page
 * @param {string} text of the page
 * @param {Modules} modules
 * @throws Error naming what has no words, or words for what is not there
 */
export function formatPage(page, text, modules) {
  const language = FORMAT_PAGES.indexOf(page);
  const tables = /** @type {const} */ ({
    formats: ["formats", formatRows(modules, language)],
    hints: ["hints", hintRows(language)],
    onnx: ["onnx", onnxRows(modules, language), opsets(modules, modules.schema.STANDARD)],
    "onnx-ml": ["onnx", classicalRows(modules, language), opsets(modules, modules.schema.CLASSICAL)],
    keras: ["keras", kerasRows(modules, language)],
    torch: ["torch", torchRows(modules, language)],
    "onnx-written": ["written", writtenRows(modules, language), writtenOpsets(modules)],
  });
  return Object.entries(tables).reduce((all, [name, [head, rows, versions]]) => {
    const [first, ...others] = HEADS[head][language];
    const brackets = [" (", "（"][language] + versions + [")", "）"][language];
    return withTable(all, name, [versions === undefined ? first : first + brackets, ...others], rows);
  }, text);
}

/** @param {Modules} modules @param {string} domain */
function opsets({ chain, schema }, domain) {
  const [oldest, newest] = chain.KNOWN_OPSETS[domain];
  return `${domain === schema.STANDARD ? "opset" : `\`${domain}\``} ${oldest}–${newest}`;
}

/** @param {Modules} modules */
const writtenOpsets = ({ graph, schema }) =>
  `opset ${graph.OPSETS[schema.STANDARD]}, \`${schema.CLASSICAL}\` ${graph.OPSETS[schema.CLASSICAL]}`;

/** @param {Modules} modules @param {number} language */
function formatRows({ table }, language) {
  const yes = ["yes", "○"][language];
  return Object.entries(FORMAT_WORDS).map(([name, words]) => {
    const { title, extension, ...format } =
      table.FORMATS[/** @type {import("../src/formats/table.js").FormatName} */ (name)];
    const options = "options" in format ? format.options.map((option) => `, ${code(option)}`).join("") : "";
    const written = "options" in format ? `${yes}${options}` : "";
    return [title, code(`*${extension}`), "recognizes" in format ? yes : "", written, words[language]];
  });
}

/** @param {number} language */
const hintRows = (language) =>
  Object.entries(HINT_WORDS).map(([name, { option, words }]) => [
    code(name),
    option === "" ? "" : code(`--${option}`),
    words[language],
  ]);

/**
 * Rows that say of each name what there is to say.
 *
 * @param {readonly Row[]} rows
 * @param {Iterable<string>} names those that there are
 * @param {(name: string) => readonly string[]} settingsOf
 * @param {number} language
 */
function namedRows(rows, names, settingsOf, language) {
  const said = rows.flatMap((row) => row.names);
  const there = [...names];
  const missing = there.filter((name) => !said.includes(name));
  const gone = said.filter((name, i) => !there.includes(name) || said.indexOf(name) < i);
  if (missing.length + gone.length > 0) {
    throw new Error(
      `scripts/format-words.mjs: nothing is said of ${missing.join(", ") || "nothing"}; twice, or of what is not read: ` +
        (gone.join(", ") || "nothing"),
    );
  }
  return rows.map((row) => {
    const cells = row.names.map((name) => {
      const settings = settingsOf(name);
      return settings.length === 0 ? code(name) : `${code(name)} (${settings.join(", ")})`;
    });
    return [cells.join("; "), row.words[language]];
  });
}

/** @param {Modules} modules @param {string} domain @param {string} operator */
const onnxSettings = ({ schema }, domain, operator) =>
  (schema.SETTINGS[domain][operator] ?? []).map((setting) => {
    if (typeof setting === "string") return code(setting);
    const { name, since, until } = setting;
    const from = since === undefined ? "" : ` ${since}–`;
    return `${code(name)}${until === undefined ? from : `${from === "" ? " –" : from}${until - 1}`}`;
  });

/** @param {Modules} modules @param {number} language */
function onnxRows(modules, language) {
  const { STANDARD } = modules.schema;
  const rows = namedRows(
    ONNX_WORDS,
    Object.keys(modules.chain.OPERATORS[STANDARD]),
    (name) => onnxSettings(modules, STANDARD, name),
    language,
  );
  const choices = [...modules.chain.CHOICES].map(code).join("; ");
  const ends = [
    "choose the class: the network ends before them",
    "クラスを選びます。ネットワークはその手前までです。",
  ];
  return [...rows, [choices, ends[language]]];
}

/** @param {Modules} modules @param {number} language */
function classicalRows(modules, language) {
  const { CLASSICAL } = modules.schema;
  return namedRows(
    CLASSICAL_WORDS,
    Object.keys(modules.chain.OPERATORS[CLASSICAL]),
    (name) => onnxSettings(modules, CLASSICAL, name),
    language,
  );
}

/** Settings of training, which change nothing in a file. */
const OF_TRAINING = /_(initializer|regularizer|constraint)$/;

/** @param {Modules} modules @param {number} language */
function kerasRows({ kerasNetwork, kerasSettings }, language) {
  const { ACTIVATION_LAYERS, LAYER_SETTINGS } = kerasSettings;
  const { READERS, IDLE } = kerasNetwork;
  const read = ["InputLayer", ...Object.keys(READERS), ...IDLE, ...Object.keys(ACTIVATION_LAYERS)];
  const settings = Object.keys(LAYER_SETTINGS);
  const odd = [...read, ...settings].filter((name) => !read.includes(name) || !settings.includes(name));
  if (odd.length > 0)
    throw new Error(`Layers of Keras without settings, or the other way round: ${odd.join(", ")}`);
  const settingsOf = (/** @type {string} */ name) =>
    LAYER_SETTINGS[name].filter((setting) => !OF_TRAINING.test(setting)).map(code);
  return namedRows(KERAS_WORDS, read, settingsOf, language);
}

/** @param {Modules} modules @param {number} language */
function torchRows({ torch }, language) {
  const rows = Object.values(TORCH_WORDS);
  const missing = torch.PARTS.filter((part) => !rows.some(({ parts }) => parts.includes(part)));
  if (missing.length > 0)
    throw new Error(`Tensors of PyTorch of which nothing is said: ${missing.join(", ")}`);
  return rows.map(({ title, parts, words }) => [code(title), parts.map(code).join(", "), words[language]]);
}

/** @param {Modules} modules @param {number} language */
function writtenRows(modules, language) {
  const { activations, formulas } = modules;
  const layers = writtenBy(modules, {});
  const more = (/** @type {Parameters<typeof writtenBy>[1]} */ parts) =>
    writtenBy(modules, parts).filter((operator) => !layers.includes(operator));
  const ofActivations = activations.ACTIVATION_NAMES.filter(
    (name) => formulas.ACTIVATION_FORMULAS[name].formula !== "z",
  );
  return [
    [WRITTEN_WORDS.layers[language], layers],
    ...ofActivations.map((activation) => [code(activation), more({ activation })]),
    ...Object.entries(SAMPLES).map(([name, sample]) => [
      WRITTEN_WORDS[/** @type {keyof typeof SAMPLES} */ (name)][language],
      more(sample),
    ]),
  ].map(([part, operators]) => [String(part), /** @type {string[]} */ (operators).map(code).join(", ")]);
}

const STANDARDISED = { shift: 2, scale: 3 };
const FILLED = { missing: { fill: 0, indicator: true }, ...STANDARDISED };

/** Models each of which has one part more than a bare one. */
const SAMPLES = /** @type {const} */ ({
  pair: { activation: "sigmoid", labels: ["no", "yes"] },
  pixels: { inputs: 4, preprocessing: { divideBy: 255, image: [2, 2] } },
  scaled: { preprocessing: { divideBy: 2, scaling: { each: [STANDARDISED], precision: "float64" } } },
  numbers: {
    inputs: 4,
    preprocessing: {
      divideBy: 1,
      table: {
        columns: [
          { name: "number", kind: "number", ...FILLED },
          { name: "date", kind: "date", ...FILLED },
        ],
        targets: ["target"],
        missing: ["-1"],
      },
    },
  },
  texts: {
    inputs: 4,
    preprocessing: {
      divideBy: 1,
      table: {
        columns: [
          { name: "category", kind: "category", values: ["a"], missing: { fill: "a", indicator: true } },
          { name: "yes-no", kind: "yes-no", values: ["no", "yes"], missing: { fill: 0, indicator: false } },
        ],
        targets: ["target"],
      },
    },
  },
  products: {
    inputs: 3,
    preprocessing: {
      divideBy: 1,
      table: {
        columns: [{ name: "number", kind: "number", ...FILLED }],
        targets: ["target"],
        degree: 2,
        products: [STANDARDISED],
      },
    },
  },
  targets: { preprocessing: { divideBy: 1, outputs: [{ name: "price", ...STANDARDISED }] } },
});

/**
 * The operators of a file.
 *
 * @param {Modules} modules
 * @param {{ inputs?: number, activation?: import("../src/model/activations.js").ActivationName, labels?: readonly string[], preprocessing?: ModelDefinition["preprocessing"] }} parts
 */
function writtenBy({ model, encode, file }, { inputs = 1, activation = "linear", labels, preprocessing }) {
  const units = activation === "softmax" ? 2 : 1;
  const definition = model.defineModel({
    inputs,
    layers: [{ units, activation }],
    ...(labels === undefined ? {} : { labels }),
    ...(preprocessing === undefined ? {} : { preprocessing }),
  });
  const parameters = [{ weight: new Float32Array(units * inputs), bias: new Float32Array(units) }];
  const { nodes } = file.readOnnxFile(encode.encodeOnnx({ definition, parameters }));
  return [...new Set(nodes.map(({ operator }) => operator))].sort();
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await setUpOrExit();
  const modules = await formatModules((path) => import(new URL(`../dist/${path}.js`, import.meta.url).href));
  for (const page of FORMAT_PAGES) {
    const path = join(ROOT, page);
    writeFileSync(path, formatPage(page, readFileSync(path, "utf8"), modules));
  }
}
