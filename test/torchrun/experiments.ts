/**
 * @file Exports experiments and runs them as their READMEs say, for the tests of torchrun.
 */

import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
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
  const launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", String(processes)];
  const ended = spawnSync(torchPython ?? "", processes === 1 ? program : [...launcher, ...program], {
    cwd: place,
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: "1" },
  });
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
