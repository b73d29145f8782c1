import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mnist } from "../data/digits/mnist.node.js";
import { createStudioApp } from "./studio-app.js";

let folder: string;
let app: ReturnType<typeof createStudioApp>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "akari-studio-"));
  writeFileSync(join(folder, "index.html"), "<title>Akari</title>");
  app = createStudioApp({ folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

test("MNIST's pieces are made of its package where none lie beside the page", async () => {
  const index = await (await app.request("/mnist/index.json")).json();
  expect(index).toMatchObject({
    pixels: 784,
    test: { count: 10_000, piece: 1000 },
    train: { count: 60_000, piece: 5000 },
  });
  const { test: part } = await mnist();
  const response = await app.request("/mnist/test-09.bin.gz");
  expect(response.headers.get("Content-Type")).toBe("application/gzip");
  const bytes = gunzipSync(new Uint8Array(await response.arrayBuffer()));
  expect(bytes.equals(part.features.data.slice(9000 * 784) as Uint8Array)).toBe(true);
  const tag = response.headers.get("ETag") ?? "";
  const again = await app.request("/mnist/test-09.bin.gz", { headers: { "If-None-Match": tag } });
  expect(again.status).toBe(304);
});

test("no others are", async () => {
  for (const name of [
    "test-10.bin.gz",
    "train-12.bin.gz",
    "test-9.bin.gz",
    "index.html",
    "..%2findex.html",
    "",
  ])
    expect((await app.request(`/mnist/${name}`)).status, name).toBe(404);
});
