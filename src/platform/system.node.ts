/** @file Node's own SHA-256, files and processors; Bun and Deno have them too. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { CountThreads, NativeSha256, ReadLocalFile } from "./platform.js";

export const nativeSha256: NativeSha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

export const readLocalFile: ReadLocalFile = (address) => readFileSync(address);

export const countThreads: CountThreads = availableParallelism;
