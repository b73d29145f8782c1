/**
 * @file Exports experiments and runs them as their READMEs say, for the tests of torchrun.
 */

import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { akari } from "../cli/harness.js";
import { torchPython } from "./python.js";

/** Has `akari` write a folder. @param args with the command first */
export async function exported(args: readonly string[], place: string): Promise<void> {
  const { code, stderr } = await akari([...args, "--to", "torchrun", "--out", place]);
  if (code !== 0) throw new Error(stderr);
}

/** Trains a folder's experiment; of one process without torchrun. @throws where it fails */
export function torchrun(
  place: string,
  processes: number,
  args: readonly string[] = [],
): SpawnSyncReturns<string> {
  const program = ["train.py", "--log-steps", "steps.csv", ...args];
  const ended = spawnSync(
    torchPython ?? "",
    processes === 1 ? program : [...launched(processes), ...program],
    {
      cwd: place,
      encoding: "utf8",
      env: { ...process.env, OMP_NUM_THREADS: "1" },
    },
  );
  if (ended.status !== 0) throw new Error(`torchrun ended with ${ended.status}:\n${ended.stderr}`);
  return ended;
}

/** The losses that a file of --log-steps has, of the steps in their order. */
export const stepLosses = (path: string): number[] =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => Number(line.split(",")[2]));

/** The largest relative difference of two runs' losses, step by step. */
export const largestDifference = (losses: readonly number[], others: readonly number[]): number =>
  losses.reduce((worst, loss, i) => Math.max(worst, Math.abs(loss - others[i]) / Math.abs(others[i])), 0);

/** A run that goes on while a test looks on. */
export interface Running {
  /** torchrun's own. */
  readonly pid: number;
  /** What it has said on both streams. */
  said(): string;
  /** Its exit code, null where it was killed. */
  readonly ended: Promise<number | null>;
}

/** What torchrun is started with on one machine. */
const launched = (processes: number): string[] => [
  ...["-m", "torch.distributed.run", "--standalone"],
  ...["--nproc-per-node", String(processes)],
];

/**
 * Starts torchrun, in a group of processes of its own.
 *
 * @param command what to start, torchrun itself when left out
 */
export function started(
  place: string,
  args: readonly string[] = [],
  command: readonly string[] = [torchPython ?? "", ...launched(2)],
): Running {
  const [file, ...before] = command;
  const child = spawn(file, [...before, ...args, "train.py", "--log-steps", "steps.csv"], {
    cwd: place,
    detached: true,
    env: { ...process.env, OMP_NUM_THREADS: "1" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      said += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { pid: child.pid ?? 0, said: () => said, ended };
}

/** Until the run has made its first checkpoint. @throws where it ends before */
export async function firstCheckpoint(place: string, running: Running): Promise<void> {
  let ended = false;
  void running.ended.then(() => {
    ended = true;
  });
  while (!existsSync(`${place}/checkpoint.safetensors`)) {
    if (ended) throw new Error(running.said());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Takes away what a run has made. */
export function beginAnew(place: string): void {
  for (const file of ["checkpoint.safetensors", "result.safetensors", "steps.csv"]) {
    rmSync(`${place}/${file}`, { force: true });
  }
}

/** The processes that torchrun has started. */
export function workersOf(launcher: number): number[] {
  const children = readFileSync(`/proc/${launcher}/task/${launcher}/children`, "utf8").trim().split(" ");
  const workers = children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("train.py"));
  if (workers.length === 0) throw new Error("torchrun has no process of its own.");
  return workers.map(Number);
}

/** The lines by which the program says what is wrong. */
export const sentencesOf = (text: string): string[] =>
  text.split("\n").filter((line) => line.startsWith("train.py: "));
