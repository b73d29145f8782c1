import { describe, expect, test } from "vitest";
import { bundle } from "../scripts/bundle.mjs";

describe("bundled for browsers", () => {
  test.each(["dist/index.js", "dist/data/index.js"])(
    "%s needs nothing of Node's and no package",
    async (entry) => {
      expect((await bundle(entry)).imports).toEqual([]);
    },
  );

  test("what is for Node shows its imports", async () => {
    expect((await bundle("dist/node.js")).imports).toContain("node:fs/promises");
  });
});
