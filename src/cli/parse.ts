/**
 * @file Reads a command's arguments strictly: nothing that was typed is silently dropped.
 */

import { parseArgs } from "node:util";
import { nearest } from "../data/names.js";
import { type AkariError, invalidArgument } from "../error.js";
import { COMMAND_NAMES, type CommandName, commandDefinition, usage } from "./commands.js";
import { OPTIONS, type OptionName, type OptionValues, optionDefinition } from "./options.js";

/** A command's arguments, read and checked. */
export interface Arguments {
  /** As many as the command asks for, more where its last may be repeated. */
  readonly operands: readonly string[];
  readonly options: OptionValues;
  /** The options as they were typed; a flag's text is empty. */
  readonly texts: ReadonlyMap<OptionName, string>;
}

/**
 * @param args what follows the command's name
 * @throws AkariError `invalid-argument` for anything that is unknown, missing, repeated, or would be ignored
 */
export function parseArguments(command: CommandName, args: readonly string[]): Arguments {
  const { options: names } = commandDefinition(command);
  const operands: string[] = [];
  const given = new Map<OptionName, string>();
  for (const token of tokenize(names, args)) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const name = names.find((known) => known === token.name);
    if (name === undefined) throw unknownOption(command, token.rawName, args[token.index]);
    if (given.has(name)) throw invalidArgument(`--${name} is given twice; the first would be ignored.`);
    given.set(name, optionValue(name, token));
  }
  const options: Record<string, unknown> = {};
  for (const [name, value] of given) options[name] = OPTIONS[name].parse(value, `--${name}`);
  for (const name of given.keys()) refuseIgnored(name, given);
  requireOperands(command, operands, given);
  return { operands, options, texts: given };
}

/** A word of the command line that is an option: a flag's value is undefined. */
interface OptionToken {
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function tokenize(names: readonly OptionName[], args: readonly string[]) {
  const entries = names.map((name) => {
    const { value, short } = optionDefinition(name);
    const type = value === undefined ? ("boolean" as const) : ("string" as const);
    return [name, short === undefined ? { type } : { type, short }] as const;
  });
  const options = Object.fromEntries(entries);
  return parseArgs({ args: [...args], options, strict: false, tokens: true }).tokens;
}

/** The text given for an option; nothing for a flag. */
function optionValue(name: OptionName, { value, inlineValue }: OptionToken): string {
  if (optionDefinition(name).value === undefined) {
    if (value === undefined) return "";
    throw invalidArgument(`--${name} takes no value; leave out "=${value}".`);
  }
  // `--lr --seed 3`: the next word is an option, not this one's value. A single dash may begin a number or a path.
  const swallowed = inlineValue !== true && value?.startsWith("--");
  if (value === undefined || swallowed) {
    throw invalidArgument(`--${name} needs a value: --${name} ${optionDefinition(name).value}.`);
  }
  return value;
}

function unknownOption(command: CommandName, written: string, argument: string): AkariError {
  const { options: names } = commandDefinition(command);
  const bare = written.replace(/^-+/, "");
  const owners = COMMAND_NAMES.filter((other) =>
    commandDefinition(other).options.some((name) => name === bare),
  );
  if (written.startsWith("--") && owners.length > 0) {
    const others = names.map((name) => `--${name}`);
    return invalidArgument(
      `akari ${command} would ignore ${written}, which is for akari ${owners.join(" and ")}. ` +
        `The options here are ${others.join(", ")}.`,
    );
  }
  const spellings = new Map<string, OptionName>();
  for (const name of names) {
    for (const spelling of [name, ...(optionDefinition(name).aliases ?? [])]) spellings.set(spelling, name);
  }
  const meant = spellings.get(nearest(bare, [...spellings.keys()])) ?? "help";
  const file = written.startsWith("--")
    ? ""
    : ` A file whose name begins with a dash is written ./${argument}.`;
  return invalidArgument(`akari ${command} has no option ${written}. Did you mean ${example(meant)}?${file}`);
}

/** An option as one would type it. */
function example(name: OptionName): string {
  if (name === "shuffle") return "--shuffle false";
  const { value } = optionDefinition(name);
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/**
 * @param isOpen whether another option's value is still to be decided: in a search, trial by trial
 * @param called the option in messages
 * @throws AkariError where another option makes this one do nothing
 */
export function refuseIgnored(
  name: OptionName,
  given: ReadonlyMap<OptionName, string>,
  isOpen: (other: OptionName) => boolean = (other) => isSearched(other, given.get("over")),
  called = `--${name}`,
): void {
  for (const rule of optionDefinition(name).ignoredWhen ?? []) {
    const other = rule.option as OptionName;
    if (isOpen(other)) continue;
    // What is left out is then as the checkpoint has it.
    const standard = given.has("resume") ? undefined : optionDefinition(other).default;
    const value = (given.get(other) ?? standard ?? "").toLowerCase();
    if (rule.is.includes(value)) {
      throw invalidArgument(`${called} would be ignored with --${other} ${value}: ${rule.why}.`);
    }
  }
}

/** @param over the space of a search as it was typed */
const isSearched = (name: OptionName, over: string | undefined): boolean =>
  over !== undefined && new RegExp(`(^|,)\\s*(--)?${name}\\s*=`).test(over);

function requireOperands(
  command: CommandName,
  operands: readonly string[],
  given: ReadonlyMap<OptionName, string>,
): void {
  const wanted = commandDefinition(command).operands;
  const call = `Call it so: ${usage(command)}`;
  const needed = wanted.filter(
    ({ unless, optional }) => optional !== true && (unless === undefined || !given.has(unless)),
  );
  if (operands.length < needed.length) {
    const { name, help } = needed[operands.length];
    throw invalidArgument(`akari ${command} needs ${name.replace("…", "")}: ${help}. ${call}`);
  }
  const repeatable = wanted[wanted.length - 1].name.endsWith("…");
  if (!repeatable && operands.length > wanted.length) {
    throw invalidArgument(
      `akari ${command} does not know what to do with "${operands[wanted.length]}". ${call}`,
    );
  }
  const empty = operands.indexOf("");
  if (empty !== -1) {
    const { name, help } = wanted[Math.min(empty, wanted.length - 1)];
    throw invalidArgument(`${name.replace("…", "")} is empty; it should be ${help}.`);
  }
}
