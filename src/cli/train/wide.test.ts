import { afterAll, expect, test } from "vitest";
import { akari, makeFolder, writeIdxFolder } from "../../../test/cli/harness.js";
import { EXPECTED, problemIn, tryOut, widen } from "./wide.js";

const folder = makeFolder();
afterAll(folder.remove);

test("the trial's networks learn what they are known to learn", async () => {
  expect(await tryOut()).toBe(EXPECTED);
});

const paired = `Begin revec function wasm-function#15\nRevec: Print 1609: Decided to vectorize, 33 nodes:\n`;

test.each([
  ["a crash", { failure: "SIGTRAP", stdout: paired }, "ended with SIGTRAP"],
  ["other bits", { stdout: `${paired}0${EXPECTED.slice(1)}\n` }, "gave other bits"],
  ["no word", { stdout: paired }, "gave other bits"],
  ["no pairs", { stdout: `\n${EXPECTED}\n` }, "joined no vectors in its trial; it takes Node 24 or later"],
])("%s speaks against it", (_, ended, reason) => {
  expect(problemIn(ended)).toContain(reason);
});

test.each(["Decided", "Decide"])(
  "vectors that were joined, and the same bits, speak for it (V8 says: %s)",
  (word) => {
    expect(problemIn({ stdout: `${paired.replace("Decided", word)}\n${EXPECTED}\n` })).toBeUndefined();
  },
);

test("it is for the wasm engine", async () => {
  expect(await widen({ name: "reference" })).toBe(
    "--wide is left out: it is for the wasm engine, and reference trains here. Training goes on without it, to the same bits.",
  );
});

test("where it is left out, a sentence says so, and the model is the same", async () => {
  writeIdxFolder(folder.path("digits"));
  const line = [
    "train",
    folder.path("digits"),
    "--steps",
    "3",
    "--json",
    "--out",
    folder.path("a.safetensors"),
  ];
  const [plain, wide] = [await akari(line), await akari([...line, "--wide"])];
  const sha256 = ({ stdout }: { stdout: string }) =>
    JSON.parse(stdout.trim().split("\n").at(-1) ?? "").sha256;
  expect(wide.code).toBe(0);
  // From its sources the trial cannot be started.
  expect(wide.stderr).toContain("akari: --wide is left out: its trial in Node");
  expect(sha256(wide)).toBe(sha256(plain));
});
