/**
 * @file The files of the built page as HTTP has them: with a tag by which a browser knows what it has already, compressed where that makes
 * them smaller and the browser takes it, and in parts where only a part is wanted.
 */

import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip, constants as zlib } from "node:zlib";
import { getMimeType } from "hono/utils/mime";

/** Text of any kind. Weights hardly become smaller, and pictures in pieces, PNG and the like are compressed already. */
const COMPRESSIBLE = /^(?:text\/|image\/svg\+xml|application\/(?:javascript|json|manifest\+json))/;
/** Below this many bytes it is not worth the work. */
const LEAST = 1024;
/** Nearly as small as the slowest, in a tenth of its time. */
const BROTLI_QUALITY = 9;

const ENCODERS = {
  br: (bytes: Buffer): Promise<Buffer> =>
    promisify(brotliCompress)(bytes, {
      params: { [zlib.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes: Buffer): Promise<Buffer> => promisify(gzip)(bytes, { level: 9 }),
};

type Encoding = keyof typeof ENCODERS;

export interface PageFile {
  readonly type: string;
  /** By its contents: what npm unpacks has the same date in every version. */
  readonly tag: string;
  readonly bytes: Buffer;
  /** Whether what a browser says that it takes decides what it gets. */
  readonly varies: boolean;
  /** What it holds in this encoding, computed once. */
  encoded(encoding: Encoding): Promise<Buffer>;
}

interface Kept {
  readonly stamp: string;
  readonly file: Promise<PageFile>;
}

export class PageFiles {
  readonly #folder: string;
  readonly #kept = new Map<string, Kept>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file at a request's path; a folder's is its index.html. `undefined` where there is none, or a link leads out. */
  async find(path: string): Promise<PageFile | undefined> {
    const place = await this.#placeOf(path);
    if (place === undefined) return undefined;
    const { mtimeMs, size, ino } = await stat(place);
    const stamp = [mtimeMs, size, ino].join();
    const kept = this.#kept.get(place);
    if (kept?.stamp === stamp) return kept.file;
    const file = readFile(place).then((bytes) => pageFile(bytes, getMimeType(place)));
    // What cannot be read now may be later.
    file.catch(() => this.#kept.delete(place));
    this.#kept.set(place, { stamp, file });
    return file;
  }

  async #placeOf(path: string): Promise<string | undefined> {
    let name: string;
    try {
      name = decodeURIComponent(path);
    } catch {
      return undefined;
    }
    if (/(?:^|[/\\])\.{1,2}(?:$|[/\\])|\/{2,}|[\\\0]/.test(name)) return undefined;
    for (const asked of [name, join(name, "index.html")]) {
      const place = join(this.#folder, asked);
      const found = await stat(place).catch(() => undefined);
      if (found?.isFile()) return (await this.#isInside(place)) ? place : undefined;
    }
    return undefined;
  }

  async #isInside(place: string): Promise<boolean> {
    const [root, target] = await Promise.all([realpath(this.#folder), realpath(place)]);
    return target.startsWith(root + sep);
  }
}

/** Bytes as a file of the page. */
export function pageFile(bytes: Buffer, type = "application/octet-stream"): PageFile {
  const encodings: Partial<Record<Encoding, Promise<Buffer>>> = {};
  return {
    type,
    bytes,
    tag: createHash("sha256").update(bytes).digest("base64url").slice(0, 22),
    varies: COMPRESSIBLE.test(type) && bytes.length >= LEAST,
    encoded: (encoding) => {
      encodings[encoding] ??= ENCODERS[encoding](bytes);
      return encodings[encoding];
    },
  };
}

/** Answers a GET or HEAD request with a file. */
export async function answerWith(file: PageFile, asked: Headers): Promise<Response> {
  const headers = new Headers({ "Content-Type": file.type });
  if (file.varies) headers.set("Vary", "Accept-Encoding");
  const whole = `"${file.tag}"`;
  const range = rangeOf(asked.get("range"), file.bytes.length);
  // A part of the file is one of its bytes as they are, and only of those that the browser has others of.
  if (range !== undefined && (asked.get("if-range") ?? whole) === whole) {
    headers.set("Accept-Ranges", "bytes");
    if (range === "none") {
      headers.set("Content-Range", `bytes */${file.bytes.length}`);
      return new Response(null, { status: 416, headers });
    }
    const { from, to } = range;
    headers.set("ETag", whole);
    headers.set("Content-Range", `bytes ${from}-${to}/${file.bytes.length}`);
    headers.set("Content-Length", String(to + 1 - from));
    return new Response(Uint8Array.from(file.bytes.subarray(from, to + 1)), { status: 206, headers });
  }
  const encoding = file.varies ? bestEncoding(asked.get("accept-encoding") ?? "") : undefined;
  const tag = encoding === undefined ? whole : `"${file.tag}-${encoding}"`;
  headers.set("ETag", tag);
  if (isKnown(asked.get("if-none-match"), tag)) return new Response(null, { status: 304, headers });
  const bytes = encoding === undefined ? file.bytes : await file.encoded(encoding);
  if (encoding === undefined) headers.set("Accept-Ranges", "bytes");
  else headers.set("Content-Encoding", encoding);
  headers.set("Content-Length", String(bytes.length));
  return new Response(Uint8Array.from(bytes), { headers });
}

/** The encoding that a browser would rather have; of two that it likes as well, the smaller one. */
export function bestEncoding(accepted: string): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const item of accepted.toLowerCase().split(",")) {
    const [name, ...parameters] = item.split(";").map((part) => part.trim());
    const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, "");
    weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  const weightOf = (name: string): number => weights.get(name) ?? weights.get("*") ?? 0;
  const [br, gzip] = [weightOf("br"), weightOf("gzip")];
  if (Math.max(br, gzip) === 0) return undefined;
  return br >= gzip ? "br" : "gzip";
}

/** Whether a browser has just this: proxies may have marked what they passed on as weak. */
function isKnown(known: string | null, tag: string): boolean {
  if (known === null) return false;
  return known.trim() === "*" || known.split(",").some((one) => one.trim().replace(/^W\//, "") === tag);
}

/** The part that is asked for; `none` where the file has no such part, `undefined` where all of it is to be sent. */
export function rangeOf(
  asked: string | null,
  length: number,
): { readonly from: number; readonly to: number } | "none" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(asked?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const count = Math.min(Number(last), length);
    return count === 0 ? "none" : { from: length - count, to: length - 1 };
  }
  const from = Number(first);
  const to = last === "" ? length - 1 : Math.min(Number(last), length - 1);
  if (last !== "" && Number(last) < from) return undefined;
  return from >= length ? "none" : { from, to };
}
