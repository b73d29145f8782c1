/**
 * @file Finds a Python that has PyTorch, for tests that run what Akari writes for it.
 */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface PythonRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const STAND_IN = fileURLToPath(new URL("stand_in", import.meta.url));

/** The variable AKARI_PYTHON names one; else those on the path and of the system are tried. */
const CANDIDATES = [process.env.AKARI_PYTHON, "python3", "/usr/bin/python3"].filter(
  (name) => name !== undefined,
);

/** Runs Python with PyTorch; undefined where this machine has none. */
export const python: ((args: readonly string[]) => PythonRun) | undefined = (() => {
  const program = CANDIDATES.find((name) => spawnSync(name, ["-c", "import torch, numpy"]).status === 0);
  if (program === undefined) return undefined;
  const hasSafetensors = spawnSync(program, ["-c", "import safetensors.torch"]).status === 0;
  const env = hasSafetensors ? process.env : { ...process.env, PYTHONPATH: STAND_IN };
  return (args) => spawnSync(program, args, { encoding: "utf8", env });
})();

/** Why a test was skipped. */
export const NO_PYTHON = "no Python with PyTorch on this machine";
