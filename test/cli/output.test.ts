/**
 * @file What is wrong with the output ends no run and no server, and what is printed moves no cursor. Processes of their
 * own, for standard output is theirs. They run dist/, which `npm test` builds first.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.mjs";
import { esc, oneLine, VisibleStream, visible } from "../../src/cli/terminal/output.js";
import { jsonLog } from "../../src/server/server-log.js";
import { akari, makeFolder } from "./harness.js";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const FULL = "/dev/full";

const folder = makeFolder();
const table = folder.path("table.csv");
const model = folder.path("model.safetensors");

beforeAll(async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i / 7},${(i * 13) % 31},${i % 2 ? "odd" : "even"}`);
  writeFileSync(table, `a,b,y\n${rows.join("\n")}\n`);
  expect((await akari(["train", table, "--epochs", "2", "--out", model])).code).toBe(0);
});
afterAll(folder.remove);

function start(args: readonly string[], stdout: number | "pipe", stderr: number | "pipe" = "pipe") {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", stdout, stderr] });
  return { child, ended: once(child, "exit").then(([code]) => code as number | null) };
}

/** Runs a command whose standard output, and standard error where `both`, are a device that is always full. */
async function onFullDisk(args: readonly string[], both = false) {
  const full = openSync(FULL, "w");
  try {
    const { child, ended } = start(args, full, both ? full : "pipe");
    const said = text(child.stderr);
    return { code: await ended, stderr: await said };
  } finally {
    closeSync(full);
  }
}

async function text(stream: ChildProcess["stderr"]): Promise<string> {
  let all = "";
  for await (const part of stream ?? []) all += part;
  return all;
}

const hasFull = existsSync(FULL);

test.runIf(hasFull)(
  "training whose words cannot be written trains, saves and says so by its exit code",
  async () => {
    for (const [options, both] of [
      [[], false],
      [["--json"], false],
      [[], true],
    ] as const) {
      const out = folder.path(`full-${options.length}-${both}.safetensors`);
      const { code } = await onFullDisk(["train", table, "--epochs", "2", ...options, "--out", out], both);
      expect(code).toBe(3);
      expect(readFileSync(out)).toEqual(readFileSync(model));
    }
  },
);

test.runIf(hasFull)("a command that only prints says that it could not", async () => {
  const commands = [["--help"], ["summary", model], ["predict", model, table], ["data", table]];
  for (const command of commands) {
    const { code, stderr } = await onFullDisk(command);
    expect(code, command[0]).toBe(2);
    expect(stderr).toContain("cannot be written to standard output: the disk is full");
    expect(stderr).not.toContain("    at ");
  }
});

/** Those that write a file, and where it is named. */
const WRITERS = [
  ["export", model, "--to", "onnx", "--out"],
  ["export", model, "--to", "typescript", "--out"],
  ["report", model, table, "--out"],
  ["report", model, table, "--out", folder.path("page.html"), "--confusion"],
  ["evaluate", model, table, "--confusion"],
];

test.runIf(hasFull)("a command that writes a file writes it, whatever becomes of its words", async () => {
  for (const [i, args] of WRITERS.entries()) {
    const out = folder.path(`written-${i}`);
    const { code } = await onFullDisk([...args, out], i % 2 === 0);
    expect([code, existsSync(out)], args.join(" ")).toEqual([3, true]);
  }
});

test("a command that writes a file writes it where its reader goes", async () => {
  for (const [i, args] of WRITERS.entries()) {
    const out = folder.path(`unread-${i}`);
    const { child, ended } = start([...args, out], "pipe");
    child.stdout?.destroy();
    child.stderr?.resume();
    expect([await ended, existsSync(out)], args.join(" ")).toEqual([3, true]);
  }
});

test.runIf(hasFull)("a command that has nothing to say on standard error leaves nothing unsaid", async () => {
  const full = openSync(FULL, "w");
  const { child, ended } = start(["summary", model], "pipe", full);
  closeSync(full);
  child.stdout?.resume();
  expect(await ended).toBe(0);
});

test("a reader who goes ends a printing command quietly, and no training", async () => {
  const out = folder.path("unread.safetensors");
  const predict = start(["predict", model, ...Array<string>(60).fill(table)], "pipe");
  const said = text(predict.child.stderr);
  predict.child.stdout?.destroy();
  expect(await predict.ended).toBe(141);
  expect(await said).not.toContain("EPIPE");

  const train = start(["train", table, "--epochs", "2", "--json", "--out", out], "pipe");
  train.child.stdout?.destroy();
  expect(await train.ended).toBe(3);
  expect(readFileSync(out)).toEqual(readFileSync(model));
});

test.runIf(process.platform !== "win32").each([
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s stops training, which saves", async (signal, exit) => {
  const out = folder.path(`${signal}.safetensors`);
  const { child, ended } = start(["train", table, "--epochs", "1000000", "--json", "--out", out], "pipe");
  const [first] = await once(child.stdout as NodeJS.ReadableStream, "data");
  expect(String(first)).toContain('"event":"epoch"');
  child.stdout?.resume();
  child.kill(signal);
  expect(await ended).toBe(exit);
  expect((await akari(["evaluate", out, table])).code).toBe(0);
});

/** Starts a server and waits until it answers. */
async function serve(stdout: number | "pipe") {
  const port = await freePort();
  const server = start(["serve", model, "--port", String(port)], stdout);
  await once(server.child.stderr as NodeJS.ReadableStream, "data");
  server.child.stderr?.resume();
  const url = `http://127.0.0.1:${port}`;
  const lost = async (): Promise<number> =>
    Number(
      /^akari_log_lines_lost_total (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1] ?? 0,
    );
  return { ...server, url, lost };
}

test.runIf(hasFull)("a server whose log's disk is full answers on and counts", async () => {
  const full = openSync(FULL, "w");
  const { child, ended, url, lost } = await serve(full);
  closeSync(full);
  for (let i = 0; i < 150; i++) expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await lost()).toBeGreaterThan(0);
  child.kill("SIGTERM");
  expect(await ended).toBe(3);
});

test("a server whose log nobody reads keeps no more than a bound of it, and ends when it is asked to", async () => {
  const { child, ended, url, lost } = await serve("pipe");
  child.stdout?.pause();
  const path = `${url}/v1/${"x".repeat(8000)}`;
  for (let i = 0; i < 60; i++) {
    await Promise.all(Array.from({ length: 10 }, async () => (await fetch(path)).text()));
  }
  expect(await lost()).toBeGreaterThan(0);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("the log says how many lines it lost, and counts those that fail", async () => {
  const written: string[] = [];
  const stream = {
    writableLength: 2 ** 24,
    fails: false,
    write(lines: string, done: (error?: Error) => void) {
      if (!this.fails) written.push(...lines.trimEnd().split("\n"));
      done(this.fails ? new Error("ENOSPC") : undefined);
    },
  };
  let lost = 0;
  const log = jsonLog(stream, (lines) => {
    lost += lines;
  });
  const turn = async (lines: number): Promise<void> => {
    for (let i = 0; i < lines; i++) log({ event: "stopped", cut: i });
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await turn(3);
  stream.writableLength = 0;
  stream.fails = true;
  await turn(2);
  expect([written, lost]).toEqual([[], 5]);
  stream.fails = false;
  await turn(1);
  await turn(1);
  const events = written.map((line) => JSON.parse(line));
  expect(events.map(({ event, lines, cut }) => lines ?? `${event} ${cut}`)).toEqual([
    5,
    "stopped 0",
    "stopped 0",
  ]);
  expect(lost).toBe(5);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const HOSTILE = fc.string({
  unit: fc.constantFrom(
    "\x1b",
    "[2J",
    "]0;",
    "\x07",
    "\x9b",
    "\x9d",
    "\r",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u2028",
    "é",
    "点",
  ),
});

test("nothing of a stranger's text is obeyed by a terminal; JSON keeps it", () => {
  fc.assert(
    fc.property(HOSTILE, (name) => {
      expect(visible(name)).not.toMatch(OBEYED);
      expect(oneLine(name)).not.toMatch(/[\r\n\u2028\u2029]/);
      expect(JSON.parse(visible(JSON.stringify(name)))).toBe(name);
      let written = "";
      const stream = new VisibleStream({ write: (part) => (written += part), isTTY: true });
      stream.write(`${esc()}[1m${name}${esc()}[22m`);
      expect(written.startsWith("\x1b[1m") && written.endsWith("\x1b[22m")).toBe(true);
      expect(written.slice(4, -5)).not.toMatch(OBEYED);
    }),
  );
});

test("a stranger's text begins no line of its own, and no cell", async () => {
  const hostile = "x\nFALSE\tline\nFALSE";
  const path = folder.path(`${hostile}.csv`);
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 5},"${hostile}${i % 2}"`);
  writeFileSync(path, `"a${hostile}",b,"y${hostile}"\n${rows.join("\n")}\n`);
  const out = folder.path("lines.safetensors");
  const copy = folder.path(`l${hostile}.onnx`);
  for (const args of [
    ["train", path, "--epochs", "1", "--out", out],
    ["data", path],
    ["summary", out],
    ["predict", out, path],
    ["trace", out, path, "--index", "0"],
    ["evaluate", out, path],
    ["report", out, path, "--out", folder.path("lines.html")],
    ["export", out, "--to", "onnx", "--out", folder.path("lines.onnx")],
    ["summary", folder.path("lines.onnx")],
    ["export", out, "--to", "onnx", "--out", copy, "--json"],
    ["summary", copy],
    ["train", path, "--target", hostile],
  ]) {
    const { stdout, stderr } = await akari(args);
    expect(stdout, args.join(" ")).not.toMatch(/^FALSE/m);
    expect(stderr, args.join(" ")).not.toMatch(/^FALSE/m);
  }
  const { stdout } = await akari(["predict", out, path]);
  for (const line of stdout.trimEnd().split("\n")) expect(line.split("\t")).toHaveLength(3);
});

test("every command that names files, columns and classes of a stranger's", async () => {
  const hostile = "\x1b[31m\x9b2J\u202ex";
  const path = folder.path(`${hostile}.csv`);
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 5},${hostile}${i % 2}`);
  writeFileSync(path, `a${hostile},b,y${hostile}\n${rows.join("\n")}\n`);
  const out = folder.path(`m${hostile}.safetensors`);
  for (const args of [
    ["train", path, "--epochs", "1", "--out", out],
    ["data", path],
    ["summary", out],
    ["predict", out, path],
    ["trace", out, path, "--index", "0"],
    ["evaluate", out, path],
    ["predict", out, `${hostile}.nothing`],
    ["train", `${hostile}.csv`],
    [hostile],
  ]) {
    for (const form of [[], ["--json"]]) {
      if (args[0] === "data" && form.length > 0) continue;
      const { stdout, stderr } = await akari([...args, ...form]);
      expect(stdout, args.join(" ")).not.toMatch(OBEYED);
      expect(stderr, args.join(" ")).not.toMatch(OBEYED);
    }
  }
  const { stdout } = await akari(["predict", out, path, "--json"]);
  expect(JSON.parse(stdout.split("\n")[0]).label).toContain(hostile);
});
