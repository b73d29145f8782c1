/**
 * @file Finds Python, and one that has a PyTorch which the exported program runs with.
 */

import { spawnSync } from "node:child_process";

/** The variable AKARI_TORCH_PYTHON names one; else the one on the path is tried. */
const CANDIDATES = [process.env.AKARI_TORCH_PYTHON, "python3"].filter((name) => name !== undefined);

const ends = (name: string, args: readonly string[]): boolean => spawnSync(name, args).status === 0;

/** Any Python; undefined where this machine has none. */
export const plainPython: string | undefined = CANDIDATES.find((name) => ends(name, ["--version"]));

/** Told by what is installed, for to import PyTorch takes seconds. */
const HAS_TORCH = `
import importlib.metadata as metadata
assert tuple(map(int, metadata.version("torch").split(".")[:2])) >= (2, 1)
metadata.version("safetensors")
`;

/** A Python with PyTorch 2.1 or later and safetensors; undefined where this machine has none. */
export const torchPython: string | undefined = CANDIDATES.find((name) => ends(name, ["-c", HAS_TORCH]));

/** Why a test was skipped. */
export const NO_TORCH = "no Python with PyTorch 2.1 or later: name one in AKARI_TORCH_PYTHON";
