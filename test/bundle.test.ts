import { describe, expect, test } from "vitest";
import { bundle } from "../scripts/bundle.mjs";

describe("bundled for browsers", () => {
  test.each(["index", "model", "data", "training", "insight", "engines"].map((entry) => `dist/${entry}.js`))(
    "%s needs nothing of Node's and no package",
    async (entry) => {
      expect((await bundle(entry)).imports).toEqual([]);
    },
  );

  test("dist/formats.js needs packages when a file asks for them, and nothing of Node's", async () => {
    const { imports, later, modules } = await bundle("dist/formats.js");
    expect(imports).toEqual([]);
    expect(later).toContain("sound HDF5");
    const readers = [...modules.keys()].filter((path) =>
      /dist\/formats\/(keras|onnx)\/|node_modules/.test(path),
    );
    expect(readers).toEqual([]);
  });

  test("akari is short", async () => {
    expect(Object.keys(await import("../src/index.js")).sort()).toEqual(
      [
        ["AkariError", "DivergedError"],
        ["dataset", "table", "split", "defineModel", "recommend", "fit", "trainer"],
        ["evaluate", "predict", "compile", "trace", "load", "save"],
      ]
        .flat()
        .sort(),
    );
  });

  test("what is for Node shows its imports", async () => {
    expect((await bundle("dist/node.js")).imports).toContain("node:fs/promises");
  });

  test("what few programs need is loaded when they do", async () => {
    const { modules, later } = await bundle("dist/index.js", ["compile", "evaluate", "fit"]);
    const onDemand = [
      "dist/data/split.js",
      "dist/engine/lbfgs/",
      "dist/engine/passes/",
      "dist/engine/reference/",
      "dist/engine/wasm/team.js",
      "dist/engine/wasm/regularization.js",
    ];
    expect([...modules.keys()].filter((path) => onDemand.some((part) => path.startsWith(part)))).toEqual([]);
    expect(later).toContain("createObjectURL");
    expect(later).not.toContain("worker_threads");
  });
});
