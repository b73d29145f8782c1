// @ts-check
/**
 * @file `npm run docs:cli`: writes docs/cli.md from the tables of commands and options, which the help texts come from
 * too. A test holds the file to what this makes.
 */

import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { anchorOf } from "../site/anchors.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

/** Where the page is. */
export const COMMAND_PAGE = "docs/cli.md";

/** Prose is set as in the other pages. */
const WIDTH = 120;

/** What a command's section sends on to. */
const FURTHER = /** @type {const} */ ({
  train: "[Training on your own data](training.md) leads from a file to a tested model.",
  search:
    "[Search for good options](training.md#search-for-good-options) tells how to choose and what the scores are worth.",
  data: "[How data become inputs](data.md) has the rules.",
  evaluate:
    "[What a model's file says of the data](models.md#what-it-says-of-the-data) is how it finds the test part.",
  trace: "The [README](../README.md#the-command) shows what it draws.",
  export:
    "[What exported programs take and give](formats.md#what-exported-programs-take-and-give) tells how they are called.",
  serve: "[Predictions over HTTP](serving.md) is the guide.",
  studio: "The [README](../README.md#the-studio) tells what there is to see.",
  summary: "[Model files](models.md#the-file) shows what it prints.",
});

/** What becomes of an option that there is not. */
const MISTAKE = [
  "```console",
  "$ npx akari train mnist --learning-rate 0.1",
  "akari: akari train has no option --learning-rate. Did you mean --lr RATE?",
  "```",
  "",
];

/**
 * The tables, as src/ or dist/ has them.
 *
 * @typedef {object} Tables
 * @property {typeof import("../src/cli/commands.js")} commands
 * @property {typeof import("../src/cli/options.js")} options
 * @property {typeof import("../src/cli/io.js")} io
 * @property {typeof import("../src/cli/help.js")} help
 */

/**
 * The text of docs/cli.md.
 *
 * @param {Tables} tables
 */
export function commandPage({ commands, options, io, help }) {
  /** @param {string} text */
  const paragraph = (text) => [...help.wrap(text, WIDTH), ""];
  /** @param {string} text */
  const item = (text) => help.wrap(text, WIDTH - 2).map((line, i) => `${i === 0 ? "-" : " "} ${line}`);
  /**
   * A help text in Markdown: calls and options as code, and nothing that would be taken for markup.
   *
   * @param {string} text
   */
  const prose = (text) => text.replaceAll(/[|*<]/g, "\\$&").replaceAll(CODE, (code) => `\`${code}\``);
  const CODE = new RegExp(`akari (?:${commands.COMMAND_NAMES.join("|")})(?: --json)?|--[a-z][a-z0-9-]*`, "g");
  /** @param {...string} text */
  const fenced = (...text) => ["```sh", ...text, "```", ""];

  /** @param {import("../src/cli/commands.js").CommandName} name */
  function commandSection(name) {
    const {
      summary,
      operands,
      options: taken,
      lists = {},
      output,
      examples,
    } = commands.commandDefinition(name);
    const groups = Object.entries(options.SECTIONS).flatMap(([heading, definitions]) => {
      const names = taken.filter((option) => option in definitions).map((option) => `\`--${option}\``);
      return names.length === 0 ? [] : item(`[${heading}](#${anchorOf(heading)}): ${names.join(", ")}`);
    });
    return [
      `## \`akari ${name}\``,
      "",
      ...fenced(`${commands.usage(name)} [options]`),
      ...paragraph(`${summary[0].toUpperCase()}${summary.slice(1)}.`),
      ...operands.flatMap((operand) => item(`\`${operand.name}\`: ${prose(operand.help)}`)),
      "",
      "Options:",
      "",
      ...groups,
      "",
      ...Object.entries(lists).flatMap(([heading, rows]) => [
        ...table(
          [heading, ""],
          rows.map(([what, text]) => [`\`${what}\``, prose(text)]),
        ),
      ]),
      ...paragraph(prose(output)),
      ...fenced(...examples),
      ...(name in FURTHER ? paragraph(FURTHER[/** @type {keyof typeof FURTHER} */ (name)]) : []),
    ];
  }

  /** @param {import("../src/cli/options.js").OptionName} name */
  function optionRow(name) {
    const { value, short, help: about, default: standard, ignoredWhen = [] } = options.optionDefinition(name);
    const called = `\`--${name}${value === undefined ? "" : ` ${value}`}\``;
    const excluded = ignoredWhen.map(({ option, is, why }) => {
      const values = [is.slice(0, -1).join(", "), is[is.length - 1]].filter((one) => one !== "").join(" or ");
      return ` Not with \`--${option}\` ${values}: ${prose(why)}.`;
    });
    return [
      short === undefined ? called : `${called}, \`-${short}\``,
      `${prose(about)}${excluded.length === 0 ? "" : "."}${excluded.join("")}`,
      prose(standard ?? ""),
    ];
  }

  const rows = commands.COMMAND_NAMES.map((name) => [
    `[\`${commands.usage(name)}\`](#${anchorOf(`akari ${name}`)})`,
    prose(commands.COMMANDS[name].summary),
  ]);
  const { EXIT, INTERRUPTED } = io;
  return [
    "# The command",
    "",
    "[日本語](cli.ja.md)",
    "",
    "<!-- `npm run docs:cli` writes this page from the tables of commands and options: change those. -->",
    "",
    ...paragraph(
      "In a clone it is `npx akari`; where the package is installed, too. Every command has `--help`, which says what " +
        "this page says, and all but `serve` have `--json`, which prints one JSON object a line. Standard output carries " +
        "results, standard error progress and errors.",
    ),
    ...table(["call", "does"], rows),
    ...commands.COMMAND_NAMES.flatMap(commandSection),
    "## Options",
    "",
    ...paragraph(
      "An option that is unknown or would have no effect is an error, and one that is given twice, too. What stands under " +
        "“default” holds where the option is left out.",
    ),
    ...MISTAKE,
    ...Object.entries(options.SECTIONS).flatMap(([heading, definitions]) => [
      `### ${heading}`,
      "",
      ...table(
        ["option", "", "default"],
        /** @type {import("../src/cli/options.js").OptionName[]} */ (Object.keys(definitions)).map(optionRow),
      ),
    ]),
    "## Exit codes",
    "",
    ...table(
      ["code", ""],
      [
        [EXIT.done, "all is done"],
        [EXIT.mistake, "a mistake that you can fix"],
        [EXIT.bug, "a mistake of Akari's own"],
        [
          EXIT.unsaid,
          "done and saved, but not all that there was to say could be written: a disk was full or a reader had gone",
        ],
        [INTERRUPTED.SIGINT, "Ctrl-C; `akari train` stops within a step and saves"],
        [INTERRUPTED.SIGTERM, "SIGTERM, with which it does the same"],
        [INTERRUPTED.SIGHUP, "the terminal was closed, with which it does the same"],
      ].map(([code, text]) => [`${code}`, `${text}`]),
    ),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

/** @param {readonly string[]} heading @param {readonly (readonly string[])[]} rows */
const table = (heading, rows) => [
  ...[heading, heading.map(() => "---"), ...rows].map((cells) =>
    `| ${cells.join(" | ")} |`
      .replaceAll(/ {2,}/g, " ")
      .replaceAll("| --- ", "|---")
      .replace("--- |", "---|"),
  ),
  "",
];

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await setUpOrExit();
  /** @param {string} name of a module of the built command */
  const built = (name) => import(new URL(`../dist/cli/${name}.js`, import.meta.url).href);
  const page = commandPage({
    commands: await built("commands"),
    options: await built("options"),
    io: await built("io"),
    help: await built("help"),
  });
  writeFileSync(join(ROOT, COMMAND_PAGE), page);
}
