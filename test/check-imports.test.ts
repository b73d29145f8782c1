import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkImports } from "../scripts/check-imports.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "akari-imports-"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Checks a tree that holds these files and no others. */
function check(files: Record<string, string>): string[] {
  const manifest = JSON.stringify({ dependencies: { cac: "1" }, devDependencies: { vitest: "1" } });
  for (const [path, text] of Object.entries({ "package.json": manifest, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkImports(root);
}

describe("imports that are allowed", () => {
  test("run downwards, within a room and to the error", () => {
    expect(
      check({
        "src/error.ts": "export {};",
        "src/model/model.ts": 'import { e } from "../error.js"; import { a } from "./activations.js";',
        "src/model/activations.ts": "export const a = 1;",
        "src/engine/wasm/engine.ts":
          'import { m } from "../../model/model.js"; import "../../data/dataset.js";',
        "src/data/dataset.ts": "export {};",
        "src/index.ts": 'export * from "./engine/wasm/engine.js";',
      }),
    ).toEqual([]);
  });

  test("bring Node's modules and packages where the name says so", () => {
    expect(
      check({
        "src/data/files.node.ts": 'import { readFile } from "node:fs/promises";',
        "src/node.ts": 'export * from "./data/files.node.js";',
        "src/cli/main.ts":
          'import { cac } from "cac"; import "node:path"; import "../node.js"; import "../index.js";',
        "src/server/serve.ts": 'import "node:http"; import "../data/files.node.js";',
      }),
    ).toEqual([]);
  });

  test("bring what differs by platform by its own name", () => {
    expect(
      check({
        "src/model/model.ts": 'import { s } from "#platform/system";',
        "src/platform/system.node.ts": 'import "node:fs"; import "./platform.js";',
        "src/platform/system.browser.ts": 'import "./platform.js";',
        "src/platform/platform.ts": "export {};",
      }),
    ).toEqual([]);
  });

  test("bring packages that run in browsers where the name says so", () => {
    expect(
      check({
        "src/formats/keras.packages.ts": 'import "cac"; import "./safetensors.js";',
        "src/formats/any.packages.ts": 'export const read = () => import("./keras.packages.js");',
        "src/formats/safetensors/safetensors.ts": "export {};",
        "src/formats.ts": 'export * from "./formats/any.packages.js";',
        "src/formats/files.node.ts": 'import "./any.packages.js";',
      }),
    ).toEqual([]);
  });

  test("bring packages that nobody has to install where the build bundles them", () => {
    expect(
      check({
        "src/vendor/any.ts": 'export { read } from "not-among-dependencies/lib/read.js";',
        "src/data/image.ts": 'import { read } from "../vendor/any.js";',
        "src/index.ts": 'export * from "./data/image.js";',
      }),
    ).toEqual([]);
  });

  test("are anything in tests, in kernels, in comments and in strings", () => {
    expect(
      check({
        "src/model/model.test.ts":
          'import { test } from "vitest"; import "../cli/main.js"; import "node:fs";',
        "src/engine/wasm/kernels/index.ts": 'import "../../../cli/main.js";',
        "src/model/model.ts": `// import "node:fs";\nconst s = 'import "node:fs"';\n/* export * from "../cli/main.js" */`,
      }),
    ).toEqual([]);
  });

  test("are packages and its own files in the Studio", () => {
    expect(
      check({
        "studio/src/app.ts": 'import { fit } from "akari"; import "svelte"; import "./canvas.js";',
        "studio/src/canvas.ts": "",
      }),
    ).toEqual([]);
  });
});

describe("imports that break the order of the rooms", () => {
  const above = "imports run downwards";
  test.each([
    ["src/error.ts", "./model/model.js", above],
    ["src/model/model.ts", "../data/dataset.js", above],
    ["src/data/dataset.ts", "../engine/engine.js", above],
    ["src/engine/engine.ts", "../training/fit.js", above],
    ["src/training/fit.ts", "../insight/trace.js", above],
    ["src/training/fit.ts", "../cli/main.js", above],
    ["src/training/fit.ts", "../index.js", above],
    ["src/insight/trace.ts", "../formats/load.js", above],
    ["src/index.ts", "./node.js", "side by side"],
    ["src/model/model.ts", "../util.js", "src/util.ts is in no room"],
    ["src/util.ts", "./model/model.js", "src/util.ts is in no room"],
    ["src/model/model.ts", "../../test/helper.js", "outside src/"],
  ])("%s imports %s", (file, target, reason) => {
    const first = check({ [file]: `import "${target}";` })[0];
    expect(first).toContain(`${file}: imports ${target}, but `);
    expect(first).toContain(reason);
  });

  test.each([
    'import type { X } from "../cli/main.js";',
    'export * from "../cli/main.js";',
    'export const later = () => import("../cli/main.js");',
    'type X = import("../cli/main.js").X;',
  ])("are seen in the form %s", (statement) => {
    expect(check({ "src/model/model.ts": statement })).toContainEqual(
      "src/model/model.ts: imports ../cli/main.js, but src/cli is above src/model and imports run downwards",
    );
  });
});

describe("imports that browsers cannot follow", () => {
  test.each([
    ["src/model/model.ts", "node:fs"],
    ["src/index.ts", "node:path"],
    ["src/node.ts", "node:fs"],
    ["src/formats/png.ts", "cac"],
    ["src/formats.ts", "cac"],
    ["src/formats/keras.packages.ts", "node:zlib"],
  ])("%s imports %s", (file, target) => {
    expect(check({ [file]: `import "${target}";` })).toEqual([
      `${file}: imports ${target}, but Node's modules and packages belong in *.node.ts, src/cli/ and src/server/, ` +
        "and packages that run in browsers also in *.packages.ts and, bundled by the build, in src/vendor/, for the rest " +
        "runs in browsers as it is",
    ]);
  });

  test("are found behind files on the way from an entry", () => {
    expect(
      check({
        "src/data/index.ts": 'export * from "./folders.js";',
        "src/data/folders.ts": 'export * from "./files.node.js";',
        "src/data/files.node.ts": 'import "node:fs";',
      }),
    ).toEqual([
      "src/data/folders.ts: imports ./files.node.js, but that file runs in Node only; src/node.ts, src/cli/, " +
        "src/server/ and other *.node.ts may import it",
    ]);
  });
});

test("What needs packages is kept from what needs none", () => {
  const needs =
    "that file needs packages; src/formats.ts, other *.packages.ts and what runs in Node may import it";
  expect(
    check({
      "src/index.ts": 'export * from "./formats/any.packages.js";',
      "src/formats/any.packages.ts": 'import "./files.node.js";',
      "src/formats/files.node.ts": 'import "node:fs";',
    }),
  ).toEqual([
    "src/formats/any.packages.ts: imports ./files.node.js, but that file runs in Node only; src/node.ts, src/cli/, " +
      "src/server/ and other *.node.ts may import it",
    `src/index.ts: imports ./formats/any.packages.js, but ${needs}`,
  ]);
});

test("A package that users would not have is refused, even in the command", () => {
  expect(check({ "src/cli/main.ts": 'import "vitest/node"; import "cac/deno";' })).toEqual([
    "src/cli/main.ts: imports vitest/node, but " +
      'it is not among the "dependencies" of package.json, so users would not have it',
  ]);
});

test("A circle is reported once, with all its files", () => {
  expect(
    check({
      "src/model/a.ts": 'import "./b.js";',
      "src/model/b.ts": 'import "./c.js"; import "./leaf.js";',
      "src/model/c.ts": 'import "./a.js"; import "./leaf.js";',
      "src/model/leaf.ts": "export {};",
      "src/model/start.ts": 'import "./a.js";',
    }),
  ).toEqual([
    "src/model/c.ts: imports ./a.js, but that closes a circle: " +
      "src/model/a.ts → src/model/b.ts → src/model/c.ts → src/model/a.ts",
  ]);
});

test("Components, names without an ending and scripts are followed as well", () => {
  expect(
    check({
      "studio/src/App.svelte": '<script lang="ts">\n  import { b } from "./part";\n</script>\n<p>{b}</p>',
      "studio/src/part.ts": 'import { state } from "./state.svelte"; export const b = state;',
      "studio/src/state.svelte.ts": 'import type App from "./App.svelte"; export const state: App = 1;',
      "studio/src/Tree.svelte": '<script>import Tree from "./Tree.svelte";</script>',
      "scripts/a.mjs": 'await import("./b.mjs");',
      "scripts/b.mjs": 'import "./a.mjs";',
    }),
  ).toEqual([
    "studio/src/state.svelte.ts: imports ./App.svelte, but that closes a circle: " +
      "studio/src/App.svelte → studio/src/part.ts → studio/src/state.svelte.ts → studio/src/App.svelte",
    "scripts/b.mjs: imports ./a.mjs, but that closes a circle: scripts/a.mjs → scripts/b.mjs → scripts/a.mjs",
  ]);
});

test("What a bundler is asked to make of a file does not hide the file", () => {
  const asked = 'import address from "./capture.worklet.ts?worker&url";';
  const missing = "but there is no studio/src/capture.worklet.ts";
  expect(check({ "studio/src/app.ts": asked })).toEqual([expect.stringContaining(missing)]);
  expect(check({ "studio/src/app.ts": asked, "studio/src/capture.worklet.ts": "" })).toEqual([]);
});

test("What cannot be followed is told of", () => {
  expect(check({ "studio/src/app.ts": 'import "./gone";' })).toEqual([
    "studio/src/app.ts: imports ./gone, but there is no studio/src/gone",
  ]);
});

test("The Studio is refused the library's insides", () => {
  const files = { "src/model/model.ts": "", "studio/src/app.ts": 'import "../../src/model/model.js";' };
  expect(check(files)).toEqual([
    "studio/src/app.ts: imports ../../src/model/model.js, but the Studio imports the library as any user would, " +
      'by "akari" and its subpaths',
  ]);
});

test("Node's modules are not asked for without an import either", () => {
  const files = { "src/model/model.ts": 'export const fs = process.getBuiltinModule("node:fs");' };
  expect(check(files)).toEqual([
    "src/model/model.ts: asks for Node's modules without an import; they belong behind #platform/…",
  ]);
});
