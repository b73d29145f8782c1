import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../server/admission.js";
import type { LIMIT_OPTIONS } from "../options/server.js";
import { byteCount } from "../options/values.js";
import { OPTIONS } from "../options.js";

test("the help tells the limits that hold", () => {
  const told = (name: keyof typeof LIMIT_OPTIONS) => OPTIONS[name].parse(OPTIONS[name].default, `--${name}`);
  expect({
    bodyBytes: told("max-body"),
    rows: told("max-rows"),
    pixels: told("max-pixels"),
    soundSeconds: told("max-sound"),
    seconds: told("timeout"),
    waiting: told("max-waiting"),
    waitingOfOne: told("max-per-client"),
    heldBytes: told("max-held"),
  }).toEqual(DEFAULT_LIMITS);
});

test("numbers of bytes", () => {
  const read = (text: string): number => byteCount(text, "--max-body");
  expect(["7", "7B", "500kB", "8 MB", "1g", "2KiB"].map(read)).toEqual([
    7,
    7,
    512_000,
    2 ** 23,
    2 ** 30,
    2048,
  ]);
  for (const text of ["", "0", "-1", "1.5MB", "MB", "8TB", "9999999999GB"]) {
    expect(() => read(text), text).toThrow(/takes a number of bytes/);
  }
});
