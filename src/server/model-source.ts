/**
 * @file Where a server's model comes from: a file, which may be a mounted volume's, or an address of an object store; and
 * whether it is another one than was read last.
 *
 * Source: RFC 9110, sections 8.8 and 13.1 (validators, conditional requests).
 */

import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { AkariError, invalidArgument } from "../error.js";
import { readModelFile } from "../formats/files.node.js";

export interface ModelSource {
  /** What the log, the page and the metrics call the model: its file's name. */
  readonly name: string;
  /** Where it is, for messages; of an address without what may be a secret. */
  readonly place: string;
  /**
   * Reads the model's file.
   *
   * @throws AkariError `not-found` where there is none or the store does not give it, `invalid-file` where it cannot be read,
   * changes meanwhile or is too large
   */
  read(): Promise<Uint8Array>;
  /** The same, or undefined where it is the one that was read last. */
  readIfNew(): Promise<Uint8Array | undefined>;
}

/** @param operand a path, or an address that begins with `http://` or `https://` */
export function modelSource(operand: string): ModelSource {
  return /^https?:\/\//i.test(operand) ? new AddressSource(operand) : new FileSource(operand);
}

/** A file, of which a volume may put another one in its place: each has a number and times of its own. */
class FileSource implements ModelSource {
  readonly name: string;
  readonly place: string;
  #read: string | undefined;

  constructor(path: string) {
    this.name = basename(path);
    this.place = path;
  }

  async readIfNew(): Promise<Uint8Array | undefined> {
    return (await this.#mark()) === this.#read ? undefined : this.read();
  }

  async read(): Promise<Uint8Array> {
    const before = await this.#mark();
    const bytes = await readModelFile(this.place);
    if ((await this.#mark()) !== before) {
      throw new AkariError(
        "invalid-file",
        `${this.place} changed while it was read. Put a new one in its place in one step, with mv.`,
      );
    }
    this.#read = before;
    return bytes;
  }

  /** Of the file that the path leads to; nothing where there is none, which whoever reads it says. */
  async #mark(): Promise<string> {
    const found = await stat(this.place, { bigint: true }).catch(() => undefined);
    return found === undefined ? "" : [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join();
  }
}

/** Seconds in which an object store has to give its next bytes, and all of them. */
const STALLED = 30;
const LONGEST = 600;
/** Bytes: larger than any model of dense layers that a server would hold. */
const LARGEST = 2 ** 30;

/** What an object store said of what it gave: sent back, it gives nothing where it is the same still. */
interface Validators {
  readonly etag: string | null;
  readonly modified: string | null;
  /** Of the bytes, for stores that say neither. */
  readonly sha256: string;
}

class AddressSource implements ModelSource {
  readonly name: string;
  readonly place: string;
  readonly #url: URL;
  readonly #authorization: string | undefined;
  #last: Validators | undefined;

  /** @throws AkariError `invalid-argument` where it is no address */
  constructor(address: string) {
    if (!URL.canParse(address)) {
      throw invalidArgument("MODEL begins as an address does, and is none. Check its host and port.");
    }
    const url = new URL(address);
    // fetch takes no address with a password in it.
    const { username, password } = url;
    this.#authorization =
      username === "" && password === ""
        ? undefined
        : `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}`;
    url.username = "";
    url.password = "";
    url.hash = "";
    this.#url = url;
    this.place = `${url.origin}${url.pathname}`;
    this.name = decoded(basename(url.pathname)) || url.host;
  }

  async read(): Promise<Uint8Array> {
    return (await this.#inTime(undefined)) as Uint8Array;
  }

  readIfNew(): Promise<Uint8Array | undefined> {
    return this.#inTime(this.#last);
  }

  /** @returns undefined only where it is the same as the last */
  async #inTime(last: Validators | undefined): Promise<Uint8Array | undefined> {
    const clock = new Clock();
    try {
      return await this.#fetch(last, clock);
    } catch (cause) {
      if (cause instanceof AkariError) throw cause;
      const why = clock.problem ?? reasonOf(cause);
      throw new AkariError("not-found", `${this.place} could not be fetched: ${why}.`, { cause });
    } finally {
      clock.stop();
    }
  }

  async #fetch(last: Validators | undefined, clock: Clock): Promise<Uint8Array | undefined> {
    const headers = new Headers();
    if (this.#authorization !== undefined) headers.set("Authorization", this.#authorization);
    if (last?.etag) headers.set("If-None-Match", last.etag);
    else if (last?.modified) headers.set("If-Modified-Since", last.modified);
    const response = await fetch(this.#url, { headers, signal: clock.signal });
    if (response.status === 304 && last !== undefined) return undefined;
    if (response.status !== 200) {
      await response.body?.cancel();
      const sentence = `${this.place} could not be fetched: the server answers ${response.status}.`;
      throw new AkariError("not-found", sentence);
    }
    const [etag, modified] = [response.headers.get("etag"), response.headers.get("last-modified")];
    // Some stores do not look at what was sent back.
    if (etag !== null && etag === last?.etag) {
      await response.body?.cancel();
      return undefined;
    }
    const bytes = await this.#body(response, clock);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const isSame = sha256 === last?.sha256;
    this.#last = { etag, modified, sha256 };
    return isSame ? undefined : bytes;
  }

  async #body(response: Response, clock: Clock): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      clock.goesOn();
      length += chunk.length;
      if (length > LARGEST) {
        throw new AkariError(
          "invalid-file",
          `${this.place} has more than ${LARGEST} bytes: that is no model to serve.`,
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
  }
}

/** Ends what an object store keeps waiting. */
class Clock {
  readonly #controller = new AbortController();
  readonly #stalled = setTimeout(() => this.#end(`nothing came for ${STALLED} seconds`), STALLED * 1000);
  readonly #longest = setTimeout(() => this.#end(`it took longer than ${LONGEST} seconds`), LONGEST * 1000);
  problem: string | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  goesOn(): void {
    this.#stalled.refresh();
  }

  stop(): void {
    clearTimeout(this.#stalled);
    clearTimeout(this.#longest);
  }

  #end(problem: string): void {
    this.problem = problem;
    this.#controller.abort();
  }
}

/** fetch says `fetch failed`, and why in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? (cause?.message || message || String(error));
}

/** Of a part of an address; as it is where a "%" in it begins no escape. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
