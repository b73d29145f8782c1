/**
 * @file What differs by platform, and stands nowhere else: `#platform/system`, `#platform/files`, `#platform/stored`,
 * `#platform/unpack`, `#platform/pictures`, `#platform/threads` and `#platform/gpu` are two files each, one for Node, Bun and Deno and one for
 * browsers, between which the conditions in package.json's `imports` choose. These are the types that both have.
 */

import type { Bytes } from "../bytes.js";

/** SHA-256 of bytes, as 64 hexadecimal digits; undefined where the platform has none that answers at once. */
export type NativeSha256 = ((bytes: Uint8Array) => string) | undefined;

/**
 * Reads a file, given by its path or a `file:` address; undefined where there are no files.
 *
 * @throws AkariError `not-found` where there is none, `invalid-file` where it cannot be read; URIError for an address
 * with a "%" that begins no escape
 */
export type ReadLocalFile = ((place: string | URL) => Promise<Uint8Array>) | undefined;

/**
 * Saves bytes: at a path, replacing what is there in one step, or in a page as a download of that name.
 *
 * @throws AkariError `not-found` where the folder does not exist, `invalid-argument` where nothing can be saved there
 */
export type SaveFile = (place: string, bytes: Bytes) => Promise<void>;

/**
 * The files that a browser keeps for a page, by their names.
 *
 * @throws AkariError `unsupported` where there is no browser that would, or no room
 */
export interface StoredFiles {
  storedNames(): Promise<string[]>;
  /** @returns undefined where there is none */
  readStored(name: string): Promise<Uint8Array | undefined>;
  writeStored(name: string, bytes: Bytes): Promise<void>;
  removeStored(name: string): Promise<void>;
}

/**
 * Unpacks what gzip packed, piece by piece.
 *
 * @throws anything where it is no gzip data, or damaged
 */
export type UnpackStream = (packed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/**
 * Unpacks what zlib's format holds (RFC 1950), given in parts.
 *
 * @param most the most bytes that it may become
 * @throws anything where it is no such data, damaged, or would become more
 */
export type Inflate = (packed: readonly Uint8Array[], most: number) => Promise<Uint8Array>;

/**
 * Unpacks bytes that were deflated (RFC 1951). Node has the streams of browsers as well, but takes as long to load them as to
 * predict.
 */
export type InflateRaw = (packed: Bytes) => Bytes | Promise<ArrayBuffer>;

/** A picture's pixels. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 4]`: red, green, blue and opacity, 0 to 255, colours not multiplied by the opacity. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/**
 * Decodes a sound JPEG image, as it is stored: not turned, its colours as they are.
 *
 * @throws anything where its pixels cannot be decoded
 */
export type DecodeJpeg = (bytes: Bytes) => Promise<DecodedPicture>;

/**
 * Decodes an image of whatever other kind the platform knows; undefined where it knows none.
 *
 * @throws anything where it cannot
 */
export type DecodeOther = ((bytes: Bytes) => Promise<DecodedPicture>) | undefined;

/**
 * The pixels of what a browser shows, such as an `HTMLImageElement` or an `ImageBitmap`; undefined where nothing is shown.
 *
 * @throws DOMException "SecurityError" where a page may not see them
 */
export type DrawPicture = ((shown: unknown, width: number, height: number) => DecodedPicture) | undefined;

/** How many threads the machine runs at a time; undefined where none can share a memory and wait on it. */
export type CountThreads = () => number | undefined;

/** A thread, whatever the platform calls it. */
export interface Thread {
  postMessage(message: unknown): void;
  /** @returns what resolves when it is gone, if the platform tells */
  terminate(): Promise<unknown>;
}

/** What a thread says of itself: its first message has come; it has failed or is gone. */
export interface ThreadListener {
  ready(): void;
  lost(): void;
}

/**
 * Starts a thread, which does not keep the process alive.
 *
 * @param program JavaScript that defines `handle(message, reply)`, which is called with every message to the thread
 * @throws where the platform gives no threads
 */
export type StartThread = (program: string, listener: ThreadListener) => Thread;

/** What gives graphics cards by WebGPU; where there is none, why, as a part of a sentence. */
export type FindGpu = () => Promise<GPU | string>;
