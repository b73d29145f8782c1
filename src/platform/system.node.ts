/** @file Node's own SHA-256, processors and inflating; Bun and Deno have them too. */

import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { inflateRawSync } from "node:zlib";
import type { CountThreads, InflateRaw, NativeSha256 } from "./platform.js";

export const nativeSha256: NativeSha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

export const countThreads: CountThreads = availableParallelism;

export const inflateRaw: InflateRaw = inflateRawSync;
