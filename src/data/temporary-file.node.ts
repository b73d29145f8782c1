/**
 * @file A file for numbers that memory has no room for. It has no name once it is open, so nothing is left of it however
 * the process ends.
 */

import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AkariError } from "../error.js";

export class TemporaryFile {
  readonly #handle: FileHandle;
  #bytes = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @throws AkariError `invalid-file` where the folder for temporary files cannot be written to */
  static async create(): Promise<TemporaryFile> {
    const path = join(tmpdir(), `akari-${randomUUID()}`);
    let handle: FileHandle | undefined;
    try {
      handle = await open(path, "wx+", 0o600);
      await rm(path, { force: true });
      return new TemporaryFile(handle);
    } catch (error) {
      await handle?.close();
      throw problem("write", error);
    }
  }

  /** How long it is. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Adds some numbers at its end.
   *
   * @returns where they begin
   * @throws AkariError `invalid-file` where there is no room for them
   */
  append(numbers: ArrayBufferView): number {
    const begin = this.#bytes;
    const { buffer, byteOffset, byteLength } = numbers;
    try {
      for (let done = 0; done < byteLength; ) {
        const left = new Uint8Array(buffer, byteOffset + done, byteLength - done);
        done += writeSync(this.#handle.fd, left, 0, left.length, begin + done);
      }
    } catch (error) {
      throw problem("write", error);
    }
    this.#bytes = begin + byteLength;
    return begin;
  }

  /** Fills an array with the numbers that begin at `from`. @throws AkariError `invalid-file` where they cannot be read */
  async read(into: ArrayBufferView, from: number): Promise<void> {
    const { buffer, byteOffset, byteLength } = into;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    try {
      for (let done = 0; done < byteLength; ) {
        const { bytesRead } = await this.#handle.read(bytes, done, byteLength - done, from + done);
        if (bytesRead === 0) throw new Error("It is shorter than it was.");
        done += bytesRead;
      }
    } catch (error) {
      throw problem("read", error);
    }
  }

  /** Gives its room on the disk back. */
  async close(): Promise<void> {
    await this.#handle.close();
  }
}

function problem(what: "read" | "write", cause: unknown): AkariError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const full = code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
  const why = full ? "there is no room left" : `it failed${code === "" ? "" : ` (${code})`}`;
  return new AkariError(
    "invalid-file",
    `Data too large for memory could not be ${what === "read" ? "read from" : "written to"} a temporary file in ` +
      `${tmpdir()}: ${why}. Name a folder with more room in the environment variable TMPDIR.`,
    { cause },
  );
}
