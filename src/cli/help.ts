/**
 * @file Writes the help texts from the tables of commands and options.
 */

import { COMMAND_NAMES, COMMANDS, type CommandName, commandDefinition, usage } from "./commands.js";
import type { OptionName } from "./options.js";

/** Help texts are set for 80 columns, the width that every terminal has. */
const WIDTH = 80;
/** So many options are found without headings. */
const LONGEST_LIST = 8;

/** What `akari --help` prints. */
export function generalHelp(): string {
  const calls = COMMAND_NAMES.map((name): [string, string] => [usage(name), COMMANDS[name].summary]);
  return [
    "Akari trains small neural networks and shows every neuron light up.",
    "",
    ...table(calls),
    "",
    "akari COMMAND --help tells more. akari --version prints the version.",
    "Standard output carries results, standard error progress and errors.",
    "Exit codes: 0 done, 2 a mistake that you can fix, 1 one of Akari's, 130 Ctrl-C, 3 done and saved, but",
    "not all that there was to say could be written.",
    "",
  ].join("\n");
}

/** What `akari COMMAND --help` prints. The table of options is loaded for it: the general help says nothing of them. */
export async function commandHelp(command: CommandName): Promise<string> {
  const known = await import("./options.js");
  const { summary, operands, options, lists = {}, output, examples } = commandDefinition(command);
  return [
    `${usage(command)} [options]`,
    "",
    ...wrap(`${summary[0].toUpperCase()}${summary.slice(1)}.`, WIDTH),
    "",
    ...table(operands.map(({ name, help }) => [name, help])),
    "",
    ...optionSections(options, known),
    ...Object.entries(lists).flatMap(([heading, rows]) => section(heading, rows)),
    ...wrap(output, WIDTH),
    "",
    ...examples.map((call) => `  ${call}`),
    "",
  ].join("\n");
}

/** Options under a heading each, where the table of options puts them under one; a short list needs none. */
function optionSections(options: readonly OptionName[], known: typeof import("./options.js")): string[] {
  const optionLine = (name: OptionName): [string, string] => {
    const { value, help, default: standard } = known.optionDefinition(name);
    return [
      value === undefined ? `--${name}` : `--${name} ${value}`,
      standard === undefined ? help : `${help} (default ${standard})`,
    ];
  };
  if (options.length <= LONGEST_LIST) return section("Options", options.map(optionLine));
  return Object.entries(known.SECTIONS).flatMap(([heading, definitions]) => {
    const names = options.filter((name) => name in definitions);
    return names.length === 0 ? [] : section(heading, names.map(optionLine));
  });
}

const section = (heading: string, rows: readonly (readonly [string, string])[]): string[] => [
  `${heading}:`,
  ...table(rows),
  "",
];

/** Two columns, the second wrapped. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows.flatMap(([name, help]) =>
    wrap(help, WIDTH - left).map((line, i) => (i === 0 ? `  ${name}` : "").padEnd(left) + line),
  );
}

/** Breaks a text at spaces into lines of at most `width` characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
