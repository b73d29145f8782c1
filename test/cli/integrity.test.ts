/**
 * @file Every command that reads a model calls a damaged one damaged, and `akari summary` says what is known.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "../../src/formats/safetensors/safetensors.js";
import { akari, makeFolder } from "./harness.js";

const folder = makeFolder();
const data = folder.path("flowers.csv");
const model = folder.path("flowers.safetensors");
const checkpoint = folder.path("flowers.checkpoint.safetensors");
const onnx = folder.path("flowers.onnx");
const damaged = folder.path("damaged.safetensors");
const SENTENCE = /^akari: \S+ is damaged, or was changed after Akari wrote it: [^\n]+\n$/;

/** The same file with one bit of its middle byte changed: a weight's. */
function damage(path: string, to: string): string {
  const bytes = readFileSync(path);
  bytes[path.endsWith(".onnx") ? Math.floor(bytes.length / 2) : bytes.length - 2] ^= 1;
  writeFileSync(to, bytes);
  return to;
}

beforeAll(async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${(i * 7) % 11},${(i * 5) % 13},${i % 2 ? "rose" : "lily"}`,
  );
  writeFileSync(data, `length,width,kind\n${rows.join("\n")}\n`);
  const options = ["--layers", "3", "--epochs", "2", "--checkpoint", "1", "--engine", "reference"];
  expect((await akari(["train", data, ...options, "--optimizer", "adam", "--out", model])).code).toBe(0);
  expect((await akari(["export", model, "--to", "onnx", "--out", onnx])).code).toBe(0);
  damage(model, damaged);
});
afterAll(folder.remove);

describe("a model with one bit changed", () => {
  test.each([
    ["summary"],
    ["predict", data],
    ["trace", data, "--index", "0"],
    ["evaluate", data],
    ["report", data],
    ["export", "--to", "typescript", "--out", "never.ts"],
    ["serve"],
  ])("is refused by akari %s", async (command, ...rest) => {
    const { code, stdout, stderr } = await akari([command, damaged, ...rest]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(SENTENCE);
  });

  test("is not begun with", async () => {
    const { code, stderr } = await akari(["train", data, "--init", damaged, "--out", folder.path("never")]);
    expect(code).toBe(2);
    expect(stderr).toMatch(SENTENCE);
  });

  test("is not gone on with, where it is a checkpoint's", async () => {
    const point = damage(checkpoint, folder.path("damaged.checkpoint.safetensors"));
    const { code, stderr } = await akari(["train", "--resume", point, "--epochs", "3"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(SENTENCE);
  });

  test("is called so as ONNX, rather than an operator", async () => {
    const { code, stderr } = await akari(["predict", damage(onnx, folder.path("damaged.onnx")), data]);
    expect(code).toBe(2);
    expect(stderr).toMatch(SENTENCE);
  });
});

describe("akari summary", () => {
  test.each([
    ["a model", () => model],
    ["a checkpoint", () => checkpoint],
    ["an ONNX file", () => onnx],
  ])("says that %s is as it was written", async (_what, path) => {
    expect((await akari(["summary", path()])).stdout).toContain(
      "\nIntegrity   verified: the file is as Akari wrote it\n",
    );
    expect(JSON.parse((await akari(["summary", path(), "--json"])).stdout).verified).toBe(true);
  });

  test("says that a file carries no hash, and exporting it gives one that does", async () => {
    const { tensors, metadata } = decodeSafetensors(readFileSync(model), model);
    const edited = folder.path("edited.safetensors");
    writeFileSync(edited, encodeSafetensors(tensors, metadata));
    const { stdout, stderr } = await akari(["summary", edited]);
    expect(stdout).toContain("\nIntegrity   unverified: the file carries no hash of Akari's\n");
    expect(stderr).toBe("");
    expect(JSON.parse((await akari(["summary", edited, "--json"])).stdout).verified).toBe(false);

    const signed = folder.path("signed.safetensors");
    await akari(["export", edited, "--to", "safetensors", "--out", signed]);
    expect(readFileSync(signed)).toEqual(readFileSync(model));
  });
});
