import { spawnSync } from "node:child_process";
import { lstat, mkdir, mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { requireWritable, writeAtomically } from "./write-file.node.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "akari-write-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const bytes = Uint8Array.of(1, 2, 3);
const refusal = (code: string, text: string) =>
  expect.objectContaining({ name: "AkariError", code, message: expect.stringContaining(text) });

/** What every open file is made of, so that one of its methods can be made to fail. */
async function fileHandle(): Promise<{ writeFile(): Promise<void>; sync(): Promise<void> }> {
  const handle = await open(join(folder, "probe"), "w");
  await handle.close();
  await rm(join(folder, "probe"));
  return Object.getPrototypeOf(handle);
}

test("writes a new file and replaces an old one, leaving nothing else", async () => {
  const path = join(folder, "a");
  await writeAtomically(path, Uint8Array.of(9, 9, 9, 9, 9));
  await writeAtomically(path, bytes);
  expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  expect(await readdir(folder)).toEqual(["a"]);
});

test("flushes the file before it is renamed, then its folder", async () => {
  const seen: string[][] = [];
  vi.spyOn(await fileHandle(), "sync").mockImplementation(async () => {
    seen.push((await readdir(folder)).map((name) => (name.endsWith(".tmp") ? "temporary" : name)));
  });
  await writeAtomically(join(folder, "a"), bytes);
  expect(seen).toEqual([["temporary"], ["a"]]);
});

test("a folder that cannot be flushed does not matter", async () => {
  vi.spyOn(await fileHandle(), "sync")
    .mockResolvedValueOnce()
    .mockRejectedValueOnce(Object.assign(new Error("EINVAL"), { code: "EINVAL" }));
  await writeAtomically(join(folder, "a"), bytes);
  expect(await readdir(folder)).toEqual(["a"]);
});

describe("a failure leaves the old file and no other", () => {
  test.each([
    ["ENOSPC", "the disk is full"],
    ["EROFS", "the disk is read-only"],
    ["EACCES", "no permission"],
    ["EIO", "something with the disk"],
  ])("%s", async (code, text) => {
    const path = join(folder, "a");
    await writeFile(path, "old");
    for (const method of ["writeFile", "sync"] as const) {
      vi.spyOn(await fileHandle(), method).mockRejectedValueOnce(
        Object.assign(new Error("something with the disk"), { code }),
      );
      await expect(writeAtomically(path, bytes)).rejects.toThrow(refusal("invalid-argument", text));
      expect(await readdir(folder)).toEqual(["a"]);
      expect(await readFile(path, "utf8")).toBe("old");
    }
  });
});

test("a folder that does not exist", async () => {
  const path = join(folder, "none", "a");
  await expect(writeAtomically(path, bytes)).rejects.toThrow(refusal("not-found", "There is no folder"));
});

test("a path through a file, and a path that no system takes", async () => {
  await writeFile(join(folder, "file"), "");
  const through = join(folder, "file", "a");
  await expect(writeAtomically(through, bytes)).rejects.toThrow(
    refusal("invalid-argument", "is not a folder"),
  );
  const impossible = join(folder, "a\0b");
  await expect(writeAtomically(impossible, bytes)).rejects.toThrow(
    refusal("invalid-argument", "cannot be written"),
  );
});

test("a folder in the file's place", async () => {
  const path = join(folder, "a");
  await mkdir(path);
  await expect(writeAtomically(path, bytes)).rejects.toThrow(refusal("invalid-argument", "is a folder"));
  expect(await readdir(folder)).toEqual(["a"]);
});

// Windows keeps sockets elsewhere and grants symbolic links to administrators only.
describe.skipIf(process.platform === "win32")("on POSIX systems", () => {
  test("a socket or device is not replaced", async () => {
    const path = join(folder, "socket");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    await expect(writeAtomically(path, bytes)).rejects.toThrow(
      refusal("invalid-argument", "not an ordinary file"),
    );
    expect((await lstat(path)).isSocket()).toBe(true);
    await new Promise((resolve) => server.close(resolve));
  });

  test("a symbolic link stays one", async () => {
    await writeFile(join(folder, "real"), "old");
    await symlink(join(folder, "real"), join(folder, "link"));
    await writeAtomically(join(folder, "link"), bytes);
    expect((await lstat(join(folder, "link"))).isSymbolicLink()).toBe(true);
    expect([...(await readFile(join(folder, "real")))]).toEqual([1, 2, 3]);
  });
});

test("asking whether a file can be written changes nothing, and takes away what killed processes left", async () => {
  const path = join(folder, "a");
  await writeAtomically(path, bytes);
  let ours = "";
  vi.spyOn(await fileHandle(), "sync").mockImplementationOnce(async () => {
    ours = (await readdir(folder)).find((name) => name.endsWith(".tmp")) ?? "";
  });
  await writeAtomically(path, bytes);
  expect(ours).toContain(`-${process.pid}-`);
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const stale = ours.replace(`-${process.pid}-`, `-${pid}-`);
  const ofAnotherMachine = stale.replace(/^\.akari-.{8}/, ".akari-00000000");
  for (const name of [stale, ours, ofAnotherMachine, ".akari-notes.tmp"])
    await writeFile(join(folder, name), "");
  await requireWritable(path);
  await requireWritable(join(folder, "b"));
  expect((await readdir(folder)).sort()).toEqual([ofAnotherMachine, ours, ".akari-notes.tmp", "a"].sort());
  expect([...(await readFile(path))]).toEqual([1, 2, 3]);
});
