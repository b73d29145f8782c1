/**
 * @file A table in a file, as its bytes.
 */

import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { AkariError } from "../../error.js";
import { requireOrdinary } from "../../platform/read-file.node.js";
import { START_BYTES, type TableSource } from "./text-chunks.js";

/** How many bytes are read at a time. */
const CHUNK_BYTES = 2 ** 18;

/** The file at a path, which is opened anew each time that its bytes are asked for. */
export const tableFile = (path: string): TableSource => ({
  name: path,
  async look() {
    await requireOrdinary(path);
    try {
      const file = await open(path);
      try {
        const room = new Uint8Array(START_BYTES);
        const { bytesRead } = await file.read(room, 0, START_BYTES, 0);
        return { bytes: (await file.stat()).size, start: room.subarray(0, bytesRead) };
      } finally {
        await file.close();
      }
    } catch (error) {
      throw asProblem(error, path);
    }
  },
  async *chunks() {
    const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    try {
      for await (const chunk of file as AsyncIterable<Uint8Array>) yield chunk;
    } catch (error) {
      throw asProblem(error, path);
    } finally {
      file.destroy();
    }
  },
});

function asProblem(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (error instanceof AkariError || code === undefined) return error;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new AkariError("not-found", `There is no file ${path}.`, { cause: error });
  }
  if (code === "EISDIR")
    return new AkariError("invalid-file", `${path} is a folder, not a file.`, { cause: error });
  return new AkariError("invalid-file", `${path} cannot be read (${code}).`, { cause: error });
}
