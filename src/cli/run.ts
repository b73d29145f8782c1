/**
 * @file Finds the command, runs it, and turns whatever goes wrong into a sentence and an exit code.
 */

import { nearest } from "../data/names.js";
import { AkariError, invalidArgument } from "../error.js";
import { COMMAND_NAMES, type CommandName } from "./commands.js";
import { commandHelp, generalHelp } from "./help.js";
import { EXIT, type Io } from "./io.js";
import type { Arguments } from "./parse.js";
import { oneLine, VisibleStream } from "./terminal/output.js";

/** Each command's code is loaded when it is called, so that `akari --help` waits for none of it. */
const RUNNERS: Readonly<Record<CommandName, (args: Arguments, io: Io) => Promise<number>>> = {
  train: async (args, io) => (await import("./train/train.js")).train(args, io),
  search: async (args, io) => (await import("./search/search.js")).searchSettings(args, io),
  data: async (args, io) => (await import("./data/data.js")).data(args, io),
  evaluate: async (args, io) => (await import("./evaluate/evaluate.js")).evaluate(args, io),
  report: async (args, io) => (await import("./report/report.js")).report(args, io),
  predict: async (args, io) => (await import("./predict/predict.js")).predict(args, io),
  trace: async (args, io) => (await import("./trace/trace.js")).trace(args, io),
  export: async (args, io) => (await import("./export/export.js")).exportModel(args, io),
  serve: async (args, io) => (await import("./serve/serve.js")).serve(args, io),
  studio: async (args, io) => (await import("./serve/serve.js")).studio(args, io),
  summary: async (args, io) => (await import("./summary/summary.js")).summary(args, io),
};

/**
 * Runs `akari` with these arguments.
 *
 * @param argv what follows `akari` on the command line
 * @returns the exit code: 0 done, 2 a mistake of the user's, 1 one of Akari's, 128 and more where interrupted
 */
export async function run(argv: readonly string[], outside: Io): Promise<number> {
  const io: Io = {
    ...outside,
    stdout: new VisibleStream(outside.stdout),
    stderr: new VisibleStream(outside.stderr),
  };
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return explain(error, argv.includes("--debug"), io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    const about = first === "help" ? rest[0] : undefined;
    io.stdout.write(about === undefined ? generalHelp() : await commandHelp(commandNamed(about)));
    return EXIT.done;
  }
  if (first === "--version" || first === "-v") {
    io.stdout.write(`${await version()}\n`);
    return EXIT.done;
  }
  const command = commandNamed(first);
  if (asksForHelp(rest)) {
    io.stdout.write(await commandHelp(command));
    return EXIT.done;
  }
  const { parseArguments } = await import("./parse.js");
  return RUNNERS[command](parseArguments(command, rest), io);
}

function commandNamed(name: string): CommandName {
  const known = COMMAND_NAMES.find((command) => command === name);
  if (known !== undefined) return known;
  const problem = name.startsWith("-")
    ? `The command comes first, as in akari train mnist; ${name} is none.`
    : `There is no command "${name}". Did you mean akari ${nearest(name, COMMAND_NAMES)}?`;
  throw invalidArgument(`${problem} akari --help lists them all.`);
}

/** Help is given whatever else is on the line, up to `--`. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

async function version(): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  const description = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(description) as { version: string }).version;
}

function explain(error: unknown, debug: boolean, io: Io): number {
  const mistake = error instanceof AkariError;
  const message = oneLine(error instanceof Error ? error.message : String(error));
  const sentence = mistake
    ? message
    : `Something went wrong that is a mistake of Akari's own (${message}). Please report it, with what --debug adds.`;
  io.stderr.write(`akari: ${sentence}\n`);
  if (debug && error instanceof Error) io.stderr.write(`${error.stack}\n`);
  return mistake ? EXIT.mistake : EXIT.bug;
}
