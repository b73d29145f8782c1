/**
 * @file A run that is killed, again and again, and resumed each time ends with the same bytes as one that is left in
 * peace. Processes of their own: nothing but what is on the disk gets from one to the next. They run dist/, which
 * `npm test` builds first.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadCheckpoint } from "../../src/formats/files.node.js";
import { makeFolder, writeIdxFolder } from "./harness.js";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

const folder = makeFolder();
const data = folder.path("data");
const full = folder.path("full.safetensors");
const killed = folder.path("killed.safetensors");
const checkpoint = folder.path("killed.checkpoint.safetensors");

/** 1,000 steps of 8 examples. */
const OPTIONS = ["--layers", "32", "--batch", "8", "--epochs", "20", "--keep-best", "--json"];

interface Ended {
  readonly code: number | null;
  readonly lines: readonly Record<string, unknown>[];
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

function start(...args: string[]): Started {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  let stdout = "";
  child.stdout?.on("data", (text) => {
    stdout += text;
  });
  const ended = once(child, "close").then(([code]) => ({
    code,
    // The last line of a process that was killed may be half a line.
    lines: stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  }));
  return { child, ended };
}

/** Everything but times and the names of files. */
const timeless = (lines: readonly Record<string, unknown>[]) =>
  lines.map(({ seconds, samplesPerSecond, out, checkpoint: path, ...rest }) => rest);

/** Waits until a file is another one than before: it is replaced in one step. */
async function untilChanged(path: string, before: Buffer | undefined, { ended }: Started): Promise<void> {
  const over = ended.then(() => true);
  const contents = (): Buffer | undefined => (existsSync(path) ? readFileSync(path) : undefined);
  const pause = (): Promise<boolean> =>
    new Promise((resolve) => {
      setTimeout(() => resolve(false), 5);
    });
  for (;;) {
    const now = contents();
    if (now !== undefined && !(before?.equals(now) ?? false)) return;
    if (await Promise.race([over, pause()])) return;
  }
}

let whole: Ended;
beforeAll(async () => {
  writeIdxFolder(data, { train: 444 });
  whole = await start("train", data, ...OPTIONS, "--out", full).ended;
  expect(whole.code).toBe(0);
});
afterAll(folder.remove);

test.each([
  ["auto", "7"],
  ["2", "2epochs"],
])("killed four times, with --threads %s and --checkpoint %s", async (threads, every) => {
  rmSync(checkpoint, { force: true });
  const more = ["--json", "--threads", threads];
  let run = start("train", data, ...OPTIONS, "--out", killed, "--checkpoint", every, "--threads", threads);
  let told: Record<string, unknown>[] = [];
  let steps = 0;
  for (let kill = 0; kill < 4; kill++) {
    await untilChanged(checkpoint, existsSync(checkpoint) ? readFileSync(checkpoint) : undefined, run);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    run.child.kill("SIGKILL");
    const { lines } = await run.ended;
    // Whatever the moment, a whole checkpoint is there; what was told after it is told again.
    const { step, history } = (await loadCheckpoint(checkpoint)).checkpoint;
    expect(step).toBeGreaterThanOrEqual(steps);
    steps = step;
    told = [...told, ...lines.slice(0, history.length - told.length)].slice(0, history.length);
    run = start("train", "--resume", checkpoint, ...more);
  }
  const last = await run.ended;
  expect(last.code).toBe(0);
  expect(timeless([...told, ...last.lines])).toEqual(timeless(whole.lines));
  expect(readFileSync(killed)).toEqual(readFileSync(full));
});

test("Ctrl-C saves model and checkpoint, exits with 130, and the run can be gone on with", async () => {
  rmSync(checkpoint, { force: true });
  rmSync(killed, { force: true });
  const run = start("train", data, ...OPTIONS, "--out", killed, "--checkpoint", "1epoch");
  await untilChanged(checkpoint, undefined, run);
  run.child.kill("SIGINT");
  const { code, lines } = await run.ended;
  expect(code).toBe(130);
  expect(lines.at(-1)).toMatchObject({ event: "done", stopped: "aborted", out: killed, checkpoint });
  expect((await loadCheckpoint(checkpoint)).checkpoint.step).toBe(lines.at(-1)?.steps);
  expect(existsSync(killed)).toBe(true);
  expect((await start("train", "--resume", checkpoint, "--json").ended).code).toBe(0);
  expect(readFileSync(killed)).toEqual(readFileSync(full));
});
