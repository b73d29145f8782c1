import { describe, expect, test } from "vitest";
import { COMMAND_NAMES, commandDefinition } from "./commands.js";
import { commandHelp, generalHelp, wrap } from "./help.js";
import { parseArguments } from "./parse.js";

test("wrap breaks at spaces and keeps every word", () => {
  expect(wrap("one two three four", 9)).toEqual(["one two", "three", "four"]);
  expect(wrap("unbreakable", 4)).toEqual(["unbreakable"]);
});

test("the general help names every command", () => {
  for (const command of COMMAND_NAMES) expect(generalHelp()).toContain(`akari ${command}`);
});

describe.each(COMMAND_NAMES)("akari %s --help", async (command) => {
  const help = await commandHelp(command);

  test("names every operand and option", () => {
    for (const { name } of commandDefinition(command).operands) expect(help).toContain(name);
    for (const name of commandDefinition(command).options) expect(help).toContain(`  --${name}`);
  });

  test("has examples that the command takes", () => {
    const calls = commandDefinition(command).examples.filter((example) => example.startsWith("akari "));
    expect(calls).not.toEqual([]);
    for (const call of calls) {
      const [, name, ...args] = call.replace(/ > .*/, "").split(" ");
      expect(name).toBe(command);
      expect(() => parseArguments(command, args), call).not.toThrow();
    }
  });

  test("fits 80 columns and ends with one newline", () => {
    for (const line of help.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(help).toMatch(/[^\n]\n$/);
  });
});
