/**
 * @file What a command writes is none of what it reads, is known to be writable before the work begins, and is not lost
 * where it cannot be written in the end.
 */

import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mnistFolder } from "../../src/data/digits/mnist.node.js";
import { akari, makeFolder, writeIdxFolder } from "./harness.js";
import { writeKinds, writePictures } from "./own-data.js";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

const folder = makeFolder();
const table = folder.path("kinds.csv");
const pictures = folder.path("pictures");
const model = folder.path("model.safetensors");
const checkpoint = folder.path("run.checkpoint.safetensors");
const link = folder.path("link.safetensors");

beforeAll(async () => {
  writeKinds(table);
  writePictures(pictures, 4);
  expect((await akari(["train", table, "--epochs", "2", "--out", model])).code).toBe(0);
  const run = ["train", table, "--epochs", "2", "--checkpoint", "1epoch", "--out"];
  expect((await akari([...run, folder.path("run.safetensors")])).code).toBe(0);
  symlinkSync(table, folder.path("other.csv"));
  symlinkSync(model, link);
  copyFileSync(model, folder.path("net.pytorch.safetensors"));
  linkSync(table, folder.path("hard.csv"));
  writePictures(folder.path("elsewhere"), 4);
  linkSync(`${pictures}/left/0.png`, folder.path("hard.png"));
  mkdirSync(folder.path("linked/b"), { recursive: true });
  symlinkSync(folder.path("elsewhere/left"), folder.path("linked/a"));
  for (let i = 0; i < 20; i++) {
    symlinkSync(folder.path(`elsewhere/right/${i}.png`), folder.path(`linked/b/${i}.png`));
  }
  writeIdxFolder(folder.path("idx"));
  mkdirSync(folder.path("idx-links"));
  for (const name of readdirSync(folder.path("idx"))) {
    symlinkSync(folder.path(`idx/${name}`), folder.path(`idx-links/${name}`));
  }
});
afterAll(folder.remove);

describe("an output that is an input is refused before anything is written", () => {
  test.each([
    ["train, its table", () => ["train", table, "--out", table], () => table],
    ["train, by a symbolic link", () => ["train", table, "--out", folder.path("other.csv")], () => table],
    ["train, by a hard link", () => ["train", table, "--out", folder.path("hard.csv")], () => table],
    ["train, the start", () => ["train", table, "--init", model, "--out", model], () => model],
    [
      "train, a picture of its folder",
      () => ["train", pictures, "--out", `${pictures}/left/0.png`],
      () => `${pictures}/left/0.png`,
    ],
    [
      "train, a picture by a hard link",
      () => ["train", pictures, "--out", folder.path("hard.png")],
      () => `${pictures}/left/0.png`,
    ],
    [
      "train, what a class's link leads to",
      () => ["train", folder.path("linked"), "--out", folder.path("elsewhere/left/1.png")],
      () => folder.path("elsewhere/left/1.png"),
    ],
    [
      "evaluate, what a picture's link leads to",
      () => ["evaluate", model, folder.path("linked"), "--confusion", folder.path("elsewhere/right/1.png")],
      () => folder.path("elsewhere/right/1.png"),
    ],
    [
      "train, what an IDX file's link leads to",
      () => ["train", folder.path("idx-links"), "--out", folder.path("idx/t10k-labels-idx1-ubyte")],
      () => folder.path("idx/t10k-labels-idx1-ubyte"),
    ],
    [
      "train, MNIST's own",
      () => ["train", "mnist", "--out", `${mnistFolder()}/t10k-labels-idx1-ubyte`],
      () => `${mnistFolder()}/t10k-labels-idx1-ubyte`,
    ],
    [
      "train, the checkpoint",
      () => ["train", "--resume", checkpoint, "--epochs", "3", "--out", checkpoint],
      () => checkpoint,
    ],
    [
      "train, by its checkpoint's name",
      () => [
        "train",
        folder.path("a.checkpoint.safetensors"),
        "--checkpoint",
        "1epoch",
        "--out",
        folder.path("a.safetensors"),
      ],
      () => folder.path("a.checkpoint.safetensors"),
    ],
    ["export", () => ["export", model, "--to", "onnx", "--out", model], () => model],
    ["export, by a link", () => ["export", model, "--to", "onnx", "--out", link], () => model],
    [
      "export, the second file",
      () => [
        "export",
        folder.path("net.pytorch.safetensors"),
        "--to",
        "pytorch",
        "--out",
        folder.path("net.py"),
      ],
      () => folder.path("net.pytorch.safetensors"),
    ],
    ["report, the model", () => ["report", model, table, "--out", model], () => model],
    ["report, the table", () => ["report", model, table, "--out", table], () => table],
  ] as const)("%s", async (_, args, kept) => {
    writeFileSync(folder.path("a.checkpoint.safetensors"), "x");
    const before = readFileSync(kept());
    const files = readdirSync(folder.path("."));
    const { code, stderr } = await akari(args());
    expect(stderr).toMatch(/would be overwritten/);
    expect(code).toBe(2);
    expect(readFileSync(kept())).toEqual(before);
    expect(readdirSync(folder.path("."))).toEqual(files);
  });
});

describe("two outputs that are one file are refused", () => {
  test.each([
    ["of one name", "one.csv", "one.csv"],
    ["by a link to what is there", "there.csv", "to-there.csv"],
    ["by folders that are links", "sub/new.csv", "to-sub/new.csv"],
    ["but for large letters", "Letters.csv", "letters.CSV"],
  ])("%s", async (_, out, confusion) => {
    for (const name of ["sub", "to-sub", "there.csv", "to-there.csv"]) {
      rmSync(folder.path(name), { recursive: true, force: true });
    }
    mkdirSync(folder.path("sub"));
    symlinkSync(folder.path("sub"), folder.path("to-sub"));
    writeFileSync(folder.path("there.csv"), "as it was");
    symlinkSync(folder.path("there.csv"), folder.path("to-there.csv"));
    for (const command of [
      ["train", table, "--epochs", "1"],
      ["report", model, table],
    ]) {
      const files = ["--out", folder.path(out), "--confusion", folder.path(confusion)];
      const { code, stderr } = await akari([...command, ...files]);
      expect(stderr).toMatch(/would overwrite what the command writes to/);
      expect(code).toBe(2);
    }
    expect(readFileSync(folder.path("there.csv"), "utf8")).toBe("as it was");
  });

  test("a model that is its checkpoint", async () => {
    writeFileSync(folder.path("c.checkpoint.safetensors"), "");
    symlinkSync(folder.path("c.checkpoint.safetensors"), folder.path("c.safetensors"));
    const run = ["train", table, "--epochs", "1", "--checkpoint", "1epoch"];
    const { code, stderr } = await akari([...run, "--out", folder.path("c.safetensors")]);
    expect(stderr).toMatch(/would overwrite what the command writes to/);
    expect(code).toBe(2);
  });
});

test("a folder whose classes are links is one of pictures", async () => {
  const { code, stderr } = await akari(["data", folder.path("linked")]);
  expect([code, stderr]).toEqual([0, ""]);
});

test("where the confusion matrix cannot be written in the end, all else is written and told", async () => {
  const gone = folder.path("gone-matrix");
  mkdirSync(gone);
  const out = folder.path("judged.safetensors");
  const { code, stdout, stderr } = await akari(
    ["train", table, "--epochs", "3", "--out", out, "--confusion", `${gone}/c.csv`],
    { onProgress: () => rmSync(gone, { recursive: true, force: true }) },
  );
  expect(stdout).toContain(`Saved ${out}`);
  expect(stderr).toMatch(/There is no folder \S+gone-matrix to write/);
  expect(code).toBe(2);
});

test("a run may go on in its own files, and a model beside its pictures be replaced", async () => {
  const beside = `${pictures}/net.safetensors`;
  const train = ["train", table, "--epochs", "1", "--out", beside];
  expect((await akari(train)).code).toBe(0);
  expect((await akari(train)).code).toBe(0);
  rmSync(beside);
  expect((await akari(["train", "--resume", checkpoint, "--epochs", "3"])).code).toBe(0);
});

/** What a shell command gives where this machine has it. */
const shell = (command: string): SpawnSyncReturns<string> =>
  spawnSync("sh", ["-c", command], { encoding: "utf8" });

describe("what cannot be written is known before the first step", () => {
  const refused = async (out: string, why: RegExp): Promise<void> => {
    const { code, stdout, stderr } = await akari(["train", table, "--epochs", "1", "--json", "--out", out]);
    expect(stderr).toMatch(why);
    expect([code, stdout]).toEqual([2, ""]);
  };

  test("a folder, a name that is too long, a link to nowhere", async () => {
    await refused(pictures, /is a folder/);
    await refused(folder.path(`${"n".repeat(300)}.safetensors`), /name is too long/);
    symlinkSync(folder.path("nowhere/at/all"), folder.path("dangling"));
    await refused(folder.path("dangling"), /symbolic link to what is not there/);
  });

  test.runIf(process.platform === "linux")("a device", () => refused("/dev/null", /not an ordinary file/));

  test.runIf(shell("command -v mkfifo").status === 0)("a pipe, as output and as input", async () => {
    const pipe = folder.path("pipe.csv");
    shell(`mkfifo '${pipe}'`);
    await refused(pipe, /not an ordinary file/);
    for (const args of [
      ["train", pipe, "--out", folder.path("p.safetensors")],
      ["predict", model, pipe],
      ["evaluate", pipe, table],
      ["data", pipe],
      ["serve", model, "--token-file", pipe],
    ]) {
      const { code, stderr } = await akari(args);
      expect(stderr, args.join(" ")).toMatch(/is a pipe, not a file/);
      expect(code).toBe(2);
    }
    rmSync(pipe);
  });

  test.runIf(process.platform !== "win32")("a socket as a model", async () => {
    const path = folder.path("s.safetensors");
    const server = createServer().listen(path);
    await once(server, "listening");
    const { code, stderr } = await akari(["summary", path]);
    server.close();
    expect(stderr).toMatch(/is a socket, not a file/);
    expect(code).toBe(2);
  });

  const locked = folder.path("locked.safetensors");
  writeFileSync(locked, "");
  const canLock = process.getuid?.() === 0 && shell(`chattr +i '${locked}'`).status === 0;
  test.runIf(canLock)("a file that the system protects", async () => {
    try {
      await refused(locked, /the system protects it/);
    } finally {
      shell(`chattr -i '${locked}'`);
    }
  });
});

test.runIf(process.platform !== "win32")(
  "the file that is replaced passes its permissions on; a link stays one",
  async () => {
    chmodSync(model, 0o640);
    const train = ["train", table, "--epochs", "2", "--seed", "3", "--out", link];
    const before = readFileSync(model);
    expect((await akari(train)).code).toBe(0);
    expect(readFileSync(model)).not.toEqual(before);
    expect(statSync(model).mode & 0o777).toBe(0o640);
  },
);

test("a process that ends at once takes its temporary files along", async () => {
  const place = folder.path("ended");
  mkdirSync(place);
  const written = new URL("../../dist/platform/write-file.node.js", import.meta.url).href;
  const program = `
    import fs from "node:fs";
    import { writeAtomically } from "${written}";
    void writeAtomically("${place}/m", new Uint8Array(2 ** 26));
    const look = () => fs.readdirSync("${place}").some((name) => name.endsWith(".tmp")) ? process.exit(7) : setImmediate(look);
    look();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" });
  expect((await once(child, "close"))[0]).toBe(7);
  expect(readdirSync(place)).toEqual([]);
});

test("a model that cannot be saved in the end is saved elsewhere, and the command says where", async () => {
  const gone = folder.path("gone");
  mkdirSync(gone);
  const out = `${gone}/m.safetensors`;
  const args = [MAIN, "train", table, "--epochs", "2000", "--json", "--out", out];
  const child = spawn(process.execPath, args, { cwd: folder.path("."), stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (part) => {
    stderr += part;
  });
  await once(child.stdout, "data");
  child.stdout.resume();
  rmSync(gone, { recursive: true });
  const [code] = await once(child, "close");
  expect(code).toBe(2);
  const [, instead = ""] = /is saved in (\S+) instead/.exec(stderr) ?? [];
  expect((await akari(["evaluate", instead, table])).code).toBe(0);
});
