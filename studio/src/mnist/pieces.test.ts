import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadTestImages, loadTestLabels, loadTraining, type PieceError } from "./pieces";

/** Five test images and four for training, of two pixels each, in pieces of two. */
const FILES: Record<string, Uint8Array> = {
  "index.json": new TextEncoder().encode(
    JSON.stringify({ pixels: 2, test: { count: 5, piece: 2 }, train: { count: 4, piece: 2 } }),
  ),
  "test-00.bin.gz": gzipSync(Uint8Array.of(0, 1, 2, 3)),
  "test-01.bin.gz": gzipSync(Uint8Array.of(4, 5, 6, 7)),
  "test-02.bin.gz": gzipSync(Uint8Array.of(8, 9)),
  "test-labels.bin.gz": gzipSync(Uint8Array.of(7, 2, 1, 0, 4)),
  // As from a host that says "Content-Encoding: gzip": unpacked on the way.
  "train-00.bin.gz": Uint8Array.of(10, 11, 12, 13),
  "train-01.bin.gz": gzipSync(Uint8Array.of(14, 15, 16, 17)),
  "train-labels.bin.gz": gzipSync(Uint8Array.of(5, 0, 4, 1)),
};

let asked: string[] = [];
let files = FILES;
let count = 0;
/** A new address for each test, so that none has what another fetched. */
let base = "";

beforeEach(() => {
  asked = [];
  files = { ...FILES };
  base = `http://host-${count++}/studio/index.html`;
  vi.stubGlobal("fetch", async (url: URL) => {
    const name = url.href.replace(new URL("mnist/", base).href, "");
    asked.push(name);
    const found = files[name];
    return found === undefined
      ? new Response("not here", { status: 404 })
      : new Response(Uint8Array.from(found));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a range is cut out of the pieces that it touches, and only those are fetched", async () => {
  expect(await loadTestImages(base, { start: 1, end: 4 })).toEqual(Uint8Array.of(2, 3, 4, 5, 6, 7));
  expect(asked).toEqual(["index.json", "test-00.bin.gz", "test-01.bin.gz"]);
  expect(await loadTestImages(base, { start: 0, end: 3 })).toEqual(Uint8Array.of(0, 1, 2, 3, 4, 5));
  expect(asked).toHaveLength(3);
});

test("all of it, the last piece shorter", async () => {
  expect([...(await loadTestImages(base))]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...(await loadTestLabels(base))]).toEqual([7, 2, 1, 0, 4]);
  expect([...(await loadTestImages(base, { start: 4, end: 99 }))]).toEqual([8, 9]);
});

test("the training part reports how much has come, packed or not", async () => {
  const reports: number[] = [];
  const { images, labels } = await loadTraining(base, (loaded, total) => reports.push(loaded / total));
  expect([...images]).toEqual([10, 11, 12, 13, 14, 15, 16, 17]);
  expect([...labels]).toEqual([5, 0, 4, 1]);
  expect(reports).toEqual([0.5, 1]);
});

test("what is missing, damaged or out of reach gets a sentence, and is tried anew", async () => {
  delete files["test-00.bin.gz"];
  await expect(loadTestImages(base, { start: 0, end: 1 })).rejects.toMatchObject({
    kind: "missing",
    file: "test-00.bin.gz",
    message: expect.stringContaining("test-00.bin.gz was not found"),
  } satisfies Partial<PieceError>);
  files["test-00.bin.gz"] = gzipSync(Uint8Array.of(1));
  await expect(loadTestImages(base, { start: 0, end: 1 })).rejects.toMatchObject({ kind: "damaged" });
  files["test-00.bin.gz"] = FILES["test-00.bin.gz"];
  expect([...(await loadTestImages(base, { start: 0, end: 1 }))]).toEqual([0, 1]);
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("failed");
  });
  await expect(loadTestImages(base, { start: 2, end: 3 })).rejects.toMatchObject({ kind: "unreachable" });
});
