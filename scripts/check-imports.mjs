// @ts-check
/**
 * @file Holds the order of the rooms: imports in src/ run downwards only, what browsers are given stays free of Node's
 * modules and of packages, and nowhere, in the Studio's components and the scripts neither, is there a circle. Prints a
 * line for each import that breaks a rule.
 */

import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The rooms from the ground up. Those on one floor do not import each other. */
const FLOORS = [
  ["src/error.ts", "src/bytes.ts"],
  ["src/bounds.ts", "src/platform", "src/vendor"],
  ["src/model"],
  ["src/data"],
  ["src/engine"],
  ["src/training"],
  ["src/insight"],
  ["src/formats"],
  ["index", "model", "data", "training", "insight", "formats", "engines", "node"].map(
    (entry) => `src/${entry}.ts`,
  ),
  ["src/akari.min.ts"],
  ["src/server"],
  ["src/cli"],
];
const ROOMS = FLOORS.flatMap((rooms, floor) => rooms.map((name) => ({ name, floor })));

/** By what name files import what differs by platform: of its two files, a browser is given the one that is meant here. */
const PLATFORM = /^#platform\/(\w+)$/;
/** Where Node's modules are to be had without an import, so that no rule about imports would see it. */
const HIDDEN = /\bgetBuiltinModule\b|\bprocess\.binding\b/;

/** Written in AssemblyScript: another language with the same ending. */
const KERNELS = "src/engine/wasm/kernels/";

/**
 * An import as it is written, and the file in the tree that it means unless it means a module of Node's or a package.
 *
 * @typedef {{ name: string, file: string | undefined }} Import
 */

/**
 * Checks a tree. Tests may import anything and are left out.
 *
 * @param {string} root the folder of package.json
 * @returns {string[]} a line for each violation, none if all is well
 */
export function checkImports(root) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const installed = Object.keys(dependencies);
  const imports = readImports(root);
  const broken = [...imports].flatMap(([file, targets]) =>
    targets.flatMap((target) => {
      const reasons = !file.startsWith("src/")
        ? [isNowhere(root, target), file.startsWith("studio/") ? leavesStudio(target) : undefined]
        : [breaksOrder(file, target), bringsNode(file, target), lacksDependency(file, target, installed)];
      return reasons
        .filter((reason) => reason !== undefined)
        .map((reason) => `${file}: imports ${target.name}, but ${reason}`);
    }),
  );
  return [...broken, ...findHidden(root, [...imports.keys()]), ...findCycles(imports)];
}

/**
 * What differs by platform is behind `#platform/…`, in files that say so, and nowhere else.
 *
 * @param {string} root
 * @param {readonly string[]} files
 */
function findHidden(root, files) {
  return files
    .filter((file) => /^(?:src|studio)\//.test(file) && HIDDEN.test(readFileSync(join(root, file), "utf8")))
    .map((file) => `${file}: asks for Node's modules without an import; they belong behind #platform/…`);
}

/**
 * @param {string} file
 * @param {Import} target
 */
function breaksOrder(file, target) {
  if (target.file === undefined) return undefined;
  if (!target.file.startsWith("src/")) return "it lies outside src/, which is all that the package holds";
  const from = findRoom(file);
  const to = findRoom(target.file);
  const homeless = from === undefined ? file : to === undefined ? target.file : undefined;
  if (from === undefined || to === undefined)
    return `${homeless} is in no room: give it one, or name a new one`;
  if (from === to || to.floor < from.floor) return undefined;
  return to.floor === from.floor
    ? `${from.name} and ${to.name} stand side by side and do not know each other`
    : `${to.name} is above ${from.name} and imports run downwards`;
}

/** What runs in browsers but needs packages: `akari/formats`, behind it the files whose names say so, and what has it all. */
const PACKAGES_ENTRIES = ["src/formats.ts", "src/akari.min.ts"];

/**
 * No file may bring in Node's modules or packages unless its name says so, nor a file whose name says so: then
 * nothing that can be reached from src/index.ts and its kin needs more than a browser has, and nothing that
 * can be reached from src/formats.ts more than a browser and packages.
 *
 * @param {string} file
 * @param {Import} target
 */
function bringsNode(file, target) {
  const runsInNode = isNodeFile(file) || (file === "src/node.ts" && target.file !== undefined);
  if (runsInNode) return undefined;
  const mayNeedPackages =
    isPackagesFile(file) || isVendor(file) || (PACKAGES_ENTRIES.includes(file) && target.file !== undefined);
  if (target.file === undefined) {
    if (mayNeedPackages && !target.name.startsWith("node:")) return undefined;
    return (
      "Node's modules and packages belong in *.node.ts, src/cli/ and src/server/, and packages that run in browsers " +
      "also in *.packages.ts and, bundled by the build, in src/vendor/, for the rest runs in browsers as it is"
    );
  }
  if (isNodeFile(target.file) || target.file === "src/node.ts") {
    return "that file runs in Node only; src/node.ts, src/cli/, src/server/ and other *.node.ts may import it";
  }
  const needsPackages = isPackagesFile(target.file) || PACKAGES_ENTRIES.includes(target.file);
  return needsPackages && !mayNeedPackages
    ? `that file needs packages; ${PACKAGES_ENTRIES[0]}, other *.packages.ts and what runs in Node may import it`
    : undefined;
}

/** @param {string} file */
function isNodeFile(file) {
  return file.endsWith(".node.ts") || file.startsWith("src/cli/") || file.startsWith("src/server/");
}

/** @param {string} file */
function isVendor(file) {
  return file.startsWith("src/vendor/");
}

/** @param {string} file */
function isPackagesFile(file) {
  return file.endsWith(".packages.ts");
}

/**
 * @param {string} from
 * @param {Import} target
 * @param {readonly string[]} installed the packages that come with Akari
 */
function lacksDependency(from, { name, file }, installed) {
  if (file !== undefined || name.startsWith("node:") || isVendor(from)) return undefined;
  const found = installed.some((dependency) => name === dependency || name.startsWith(`${dependency}/`));
  return found ? undefined : 'it is not among the "dependencies" of package.json, so users would not have it';
}

/**
 * An import that this check cannot follow could be any.
 *
 * @param {string} root
 * @param {Import} target
 */
function isNowhere(root, { file }) {
  // What the set-up generates may not be there yet.
  const isOurs = file !== undefined && !file.startsWith("dist/") && !file.endsWith(".generated.ts");
  return isOurs && !existsSync(join(root, file)) ? `there is no ${file}` : undefined;
}

/** @param {Import} target */
function leavesStudio({ file }) {
  return file === undefined || file.startsWith("studio/")
    ? undefined
    : 'the Studio imports the library as any user would, by "akari" and its subpaths';
}

/**
 * Walks the imports from every file and reports each that leads back to a file on the way.
 *
 * @param {ReadonlyMap<string, readonly Import[]>} imports
 */
function findCycles(imports) {
  /** @type {string[]} */
  const cycles = [];
  const done = new Set();
  /** @param {string} file @param {readonly string[]} way the files that led here */
  const walk = (file, way) => {
    if (done.has(file)) return;
    const here = [...way, file];
    for (const target of imports.get(file) ?? []) {
      // A component may be made of itself.
      if (target.file === undefined || (target.file === file && file.endsWith(".svelte"))) continue;
      const start = here.indexOf(target.file);
      if (start < 0) walk(target.file, here);
      else {
        const circle = [...here.slice(start), target.file].join(" → ");
        cycles.push(`${file}: imports ${target.name}, but that closes a circle: ${circle}`);
      }
    }
    done.add(file);
  };
  for (const file of imports.keys()) walk(file, []);
  return cycles;
}

/** @param {string} file */
function findRoom(file) {
  return ROOMS.find(({ name }) => file === name || file.startsWith(`${name}/`));
}

/** What is written in TypeScript or JavaScript, whole or, in a component, in part. */
const WRITTEN = /\.(?:ts|mjs|js|svelte)$/;

/**
 * What every file of src/, studio/ and scripts/ imports, types included.
 *
 * @param {string} root
 * @returns {Map<string, Import[]>}
 */
function readImports(root) {
  const files = ["src", "studio", "scripts"]
    .flatMap((folder) => listFiles(root, folder))
    .filter((file) => WRITTEN.test(file) && !file.endsWith(".test.ts") && !file.startsWith(KERNELS));
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(
        programOf(file, readFileSync(join(root, file), "utf8")),
        true,
        true,
      );
      const names = [...new Set(importedFiles.map(({ fileName }) => fileName))];
      return [file, names.map((name) => ({ name, file: resolve(file, name, known) }))];
    }),
  );
}

/**
 * A file's program: of a component, what stands in its `<script>` elements.
 *
 * @param {string} file
 * @param {string} text
 */
const programOf = (file, text) =>
  file.endsWith(".svelte")
    ? [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, program]) => program).join("\n")
    : text;

/**
 * The file that a relative import means: `./x.js` is written, `x.ts` is there; what a bundler resolves has no ending.
 *
 * @param {string} file
 * @param {string} name
 * @param {ReadonlySet<string>} known
 */
function resolve(file, name, known) {
  const platform = PLATFORM.exec(name);
  if (platform !== null) return `src/platform/${platform[1]}.browser.ts`;
  if (!/^\.{0,2}\//.test(name)) return undefined;
  const path = posix.join(posix.dirname(file), name.replace(/\?[\w&]+$/, ""));
  const found = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`, `${path}/index.ts`].find((one) =>
    known.has(one),
  );
  return found ?? path.replace(/\.js$/, ".ts");
}

/**
 * Every file below a folder, as paths from the root with `/`.
 *
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function listFiles(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(root, path) : [path];
    });
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const violations = checkImports(fileURLToPath(new URL("..", import.meta.url)));
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exitCode = 1;
}
