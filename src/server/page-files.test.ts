import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { getRequestListener } from "@hono/node-server";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFolder } from "../../test/cli/harness.js";
import { type Listening, listen } from "./listen.js";
import { bestEncoding, rangeOf } from "./page-files.js";
import { createStudioApp } from "./studio-app.js";

const folder = makeFolder();
const SCRIPT = "export const light = 1;\n".repeat(400);
const PAGE = `<!doctype html><script>document.title = "灯り";</script>${"<p>page</p>".repeat(200)}`;
const WEIGHTS = Buffer.from(Uint8Array.from({ length: 5000 }, (_, i) => i % 7));
let server: Listening;

beforeAll(async () => {
  const root = folder.path("page");
  mkdirSync(`${root}/assets`, { recursive: true });
  writeFileSync(`${root}/index.html`, PAGE);
  writeFileSync(`${root}/assets/main-1.js`, SCRIPT);
  writeFileSync(`${root}/small.js`, "1;");
  writeFileSync(`${root}/weights.safetensors`, WEIGHTS);
  writeFileSync(`${root}/piece.bin.gz`, WEIGHTS);
  server = await listen(getRequestListener(createStudioApp({ folder: root }).fetch), {
    port: 4700,
    exactly: false,
  });
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

/** As it comes over the wire: nothing is decompressed on the way. */
async function ask(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const asking = request(new URL(path, server.url), { headers, method }, async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(parts),
      });
    });
    asking.on("error", reject);
    asking.end();
  });
}

describe("a text", () => {
  test.each([
    ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
  ] as const)("comes compressed to whoever takes %s", async (accepted, encoding, decode) => {
    const { status, headers, body } = await ask("/assets/main-1.js", { "Accept-Encoding": accepted });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-encoding": encoding,
      vary: "Accept-Encoding",
      "content-length": String(body.length),
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(headers["accept-ranges"]).toBeUndefined();
    expect(body.length).toBeLessThan(SCRIPT.length / 10);
    expect(decode(body).toString()).toBe(SCRIPT);
  });

  test("comes as it is to whoever takes nothing else, with another tag", async () => {
    const plain = await ask("/assets/main-1.js");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.headers.vary).toBe("Accept-Encoding");
    expect(plain.body.toString()).toBe(SCRIPT);
    const packed = await ask("/assets/main-1.js", { "Accept-Encoding": "br" });
    expect(packed.headers.etag).not.toBe(plain.headers.etag);
  });

  test("is not sent again to whoever has it, in the encoding that they have it in", async () => {
    const headers = { "Accept-Encoding": "br" };
    const { etag = "" } = (await ask("/assets/main-1.js", headers)).headers;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await ask("/assets/main-1.js", { ...headers, "If-None-Match": known });
      expect([again.status, again.body.length]).toEqual([304, 0]);
      expect(again.headers).toMatchObject({ etag, vary: "Accept-Encoding" });
    }
    expect((await ask("/assets/main-1.js", { "If-None-Match": etag })).status).toBe(200);
  });

  test("is told of by HEAD as GET would send it", async () => {
    for (const accepted of ["br", "identity"]) {
      const headers = { "Accept-Encoding": accepted };
      const [head, get] = [await ask("/", headers, "HEAD"), await ask("/", headers)];
      expect(head.body.length).toBe(0);
      for (const name of ["etag", "content-length", "content-encoding", "vary", "content-type"])
        expect(head.headers[name], name).toBe(get.headers[name]);
    }
  });
});

test.each(["/weights.safetensors", "/piece.bin.gz", "/small.js"])("%s is not compressed", async (path) => {
  const { headers } = await ask(path, { "Accept-Encoding": "br, gzip" });
  expect(headers["content-encoding"]).toBeUndefined();
  expect(headers.vary).toBeUndefined();
  expect(headers["accept-ranges"]).toBe("bytes");
});

test("a part is one of the bytes as they are, whatever encodings are taken", async () => {
  const { etag = "" } = (await ask("/assets/main-1.js")).headers;
  const wanted = { "Accept-Encoding": "br", Range: "bytes=7-11" };
  const part = await ask("/assets/main-1.js", { ...wanted, "If-Range": etag });
  expect([part.status, part.body.toString()]).toEqual([206, "const"]);
  expect(part.headers).toMatchObject({
    etag,
    "content-range": `bytes 7-11/${SCRIPT.length}`,
    "content-length": "5",
  });
  const { etag: packed = "" } = (await ask("/assets/main-1.js", { "Accept-Encoding": "br" })).headers;
  expect((await ask("/assets/main-1.js", { ...wanted, "If-Range": packed })).status).toBe(200);
  const beyond = await ask("/assets/main-1.js", { Range: `bytes=${SCRIPT.length}-` });
  expect([beyond.status, beyond.headers["content-range"]]).toEqual([416, `bytes */${SCRIPT.length}`]);
});

test("the page may run its own inline script and no other", async () => {
  const policyOf = async (path: string): Promise<string> =>
    String((await ask(path)).headers["content-security-policy"]);
  const hash = createHash("sha256").update('document.title = "灯り";').digest("base64");
  expect(await policyOf("/")).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`);
  expect(await policyOf("/assets/main-1.js")).toContain("script-src 'self' 'wasm-unsafe-eval';");
  for (const path of ["/", "/nothing"])
    expect(await policyOf(path)).not.toMatch(/script-src[^;]*'unsafe-inline'/);
});

test("a changed file is sent anew", async () => {
  const before = await ask("/small.js");
  writeFileSync(folder.path("page/small.js"), "2;22;");
  const after = await ask("/small.js", { "If-None-Match": String(before.headers.etag) });
  expect([after.status, after.body.toString()]).toEqual([200, "2;22;"]);
});

test.each([
  ["", undefined],
  ["br", "br"],
  ["gzip;q=1.0, br;q=0.5", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["*", "br"],
  ["*, br;q=0", "gzip"],
  ["GZIP ; q=0.8", "gzip"],
  ["deflate, identity", undefined],
  ["br;q=nonsense", undefined],
])("of %j it sends %s", (accepted, expected) => {
  expect(bestEncoding(accepted)).toBe(expected);
});

test("a range is within the file, or none, or everything", () => {
  const digits = fc.option(fc.nat({ max: 300 }), { nil: "" });
  fc.assert(
    fc.property(digits, digits, fc.integer({ min: 1, max: 200 }), (first, last, length) => {
      const range = rangeOf(`bytes=${first}-${last}`, length);
      if (range === undefined || range === "none") return;
      expect(range.from).toBeGreaterThanOrEqual(0);
      expect(range.from).toBeLessThanOrEqual(range.to);
      expect(range.to).toBeLessThan(length);
    }),
  );
  expect(rangeOf("bytes=-3", 10)).toEqual({ from: 7, to: 9 });
  expect(rangeOf("bytes=5-", 10)).toEqual({ from: 5, to: 9 });
  expect(rangeOf("bytes=0-1,4-5", 10)).toBeUndefined();
  expect(rangeOf("bytes=-0", 10)).toBe("none");
});
