// @ts-check
/**
 * @file Brings a clone to where the command runs: packages installed, kernels compiled, dist/ built. It does what
 * is missing or stale and nothing else, so that `npm start` and `npm test` can begin with it every time.
 *
 * "Stale" is told by hashes of contents, for a checkout or an unpacked archive says nothing useful by its times.
 * Only Node's own modules are imported at the top: nothing else is there on a fresh clone.
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const KERNELS = join(ROOT, "src/engine/wasm/kernels");
const ENGINE = join(ROOT, "src/engine/wasm");
/** The compiled kernels. */
const GENERATED = join(ENGINE, "kernels.generated.ts");
const DIST = join(ROOT, "dist");

/** A step of the set-up that could not be done; its message is a sentence for a person. */
export class SetUpError extends Error {}

/**
 * Does every step that is missing or stale, with a line for each, and prints nothing when there is nothing to do.
 *
 * @throws {SetUpError} when Node is too old, or a step fails (after the tool's own messages)
 */
export async function setUp() {
  requireNode();
  installPackages(ROOT);
  await compileKernels();
  await buildDist();
  await buildStudio();
}

/**
 * {@link setUp} for scripts: a failure is printed as one line and ends the process with status 1.
 */
export async function setUpOrExit() {
  try {
    await setUp();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function requireNode() {
  const wanted = readManifest().engines.node.replace(">=", "");
  const [major, minor] = wanted.split(".").map(Number);
  const [ourMajor, ourMinor] = process.versions.node.split(".").map(Number);
  if (ourMajor < major || (ourMajor === major && ourMinor < minor)) {
    throw new SetUpError(
      `Akari needs Node ${wanted} or later, and this is Node ${process.versions.node}. Get it from https://nodejs.org/.`,
    );
  }
}

/**
 * Installs a folder's packages exactly as its package-lock.json has them, unless they are there already.
 *
 * @param {string} folder
 */
export function installPackages(folder) {
  // Some packages are compiled for one platform, so a folder carried to another machine is stale too.
  const wanted = `${hashFiles([join(folder, "package-lock.json")])} ${process.platform} ${process.arch}\n`;
  const stamp = join(folder, "node_modules/.akari-stamp");
  if (readIfThere(stamp) === wanted) return;
  console.log(`Installing the packages of ${join(relative(ROOT, folder), "package-lock.json")} …`);
  // One string and a shell, for npm is a batch file on Windows. Development packages are the point even where
  // NODE_ENV is "production".
  const { status } = spawnSync("npm ci --include=dev --no-audit --no-fund --loglevel=error", {
    cwd: folder,
    shell: true,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) {
    throw new SetUpError(
      `npm could not install the packages that package-lock.json of ${folder} names; what it says is above. ` +
        "If the network failed, run the same command again.",
    );
  }
  writeAtomically(stamp, wanted);
}

/** Compiles the AssemblyScript kernels into a TypeScript file that carries them as text. */
async function compileKernels() {
  const sources = hashFiles([
    join(ROOT, "package-lock.json"),
    join(ROOT, "scripts/build-kernels.mjs"),
    ...listFiles(KERNELS).filter((path) => path.endsWith(".ts") && !path.endsWith(".generated.ts")),
    join(ENGINE, "layout.ts"),
    ...listFiles(join(ROOT, "src/model")).filter(
      (path) => path.endsWith(".ts") && !path.endsWith(".test.ts"),
    ),
  ]);
  if (readIfThere(GENERATED)?.includes(sources)) return;
  console.log("Compiling the kernels …");
  const { buildKernels } = await import("./build-kernels.mjs");
  const text = await buildKernels(KERNELS, sources);
  if (text === undefined) {
    throw new SetUpError("The kernels could not be compiled; what the compiler says is above.");
  }
  writeAtomically(GENERATED, text);
}

/**
 * Compiles src/ into dist/, with the packages of dist/vendor bundled, and bundles the page's one file from it. What is there is replaced as a whole: nothing of a deleted
 * source stays.
 */
async function buildDist() {
  const sources = hashFiles([
    ...[
      "package.json",
      "package-lock.json",
      "tsconfig.json",
      "tsconfig.build.json",
      "scripts/one-file.mjs",
      "scripts/vendor.mjs",
    ].map((name) => join(ROOT, name)),
    ...listFiles(join(ROOT, "src")).filter(isPublished),
  ]);
  if (readIfThere(join(DIST, ".stamp")) === sources) return;
  console.log("Building dist/ …");
  const fresh = join(ROOT, `node_modules/.cache/akari/dist-${process.pid}`);
  try {
    mkdirSync(fresh, { recursive: true });
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", fresh], {
      cwd: ROOT,
      stdio: "inherit",
    });
    if (status !== 0) {
      throw new SetUpError("src/ does not compile, so dist/ is left as it was; the errors are above.");
    }
    // What exports take from beside their code as it is.
    for (const path of listFiles(join(ROOT, "src")).filter((path) => path.endsWith(".py"))) {
      cpSync(path, join(fresh, relative(join(ROOT, "src"), path)));
    }
    const [{ bundleVendor }, { bundleOneFile }] = await Promise.all([
      import("./vendor.mjs"),
      import("./one-file.mjs"),
    ]);
    await bundleVendor(fresh);
    await bundleOneFile(fresh);
    for (const path of Object.values(readManifest().bin)) {
      chmodSync(join(fresh, relative("dist", /** @type {string} */ (path))), 0o755);
    }
    writeFileSync(join(fresh, ".stamp"), sources);
    putInPlace(fresh, DIST);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * Builds the Studio into dist/studio: the page, the models that come with it, and MNIST's pictures in pieces, which
 * change seldom and are kept beside the packages.
 */
async function buildStudio() {
  const place = join(DIST, "studio");
  const sources = hashFiles([
    join(DIST, ".stamp"),
    join(ROOT, "scripts/studio-data.mjs"),
    ...listFiles(join(ROOT, "models")),
    ...listFiles(join(ROOT, "studio")).filter((path) => !path.endsWith(".test.ts")),
  ]);
  if (readIfThere(join(place, ".stamp")) === sources) return;
  const [{ build }, { writeStudioData }, { VENDORED, licenseOf }] = await Promise.all([
    import("vite"),
    import("./studio-data.mjs"),
    import("./vendor.mjs"),
  ]);
  const kept = join(ROOT, "node_modules/.cache/akari");
  await writeStudioData(join(kept, "mnist"));
  console.log("Building the Studio …");
  const fresh = join(kept, `studio-${process.pid}`);
  try {
    await build({
      configFile: join(ROOT, "studio/vite.config.ts"),
      logLevel: "error",
      build: { outDir: fresh, emptyOutDir: true },
    });
    // Vite knows only of what it bundled itself.
    for (const name of VENDORED) appendFileSync(join(fresh, "licences.md"), `\n## ${licenseOf(name)}\n`);
    cpSync(join(kept, "mnist"), join(fresh, "mnist"), { recursive: true });
    for (const path of listFiles(join(ROOT, "models")).filter((path) => path.endsWith(".safetensors"))) {
      cpSync(path, join(fresh, "models", basename(path)));
    }
    writeFileSync(join(fresh, ".stamp"), sources);
    putInPlace(fresh, place);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * Moves a folder to where an older one may be. Another process may be doing the same at this moment, and then the
 * older one is there or gone against what was just seen, so a failure is tried again.
 *
 * @param {string} fresh
 * @param {string} place
 */
export function putInPlace(fresh, place) {
  const old = `${fresh}-old`;
  for (let attempt = 1; ; attempt++) {
    try {
      if (existsSync(place)) renameSync(place, old);
      renameSync(fresh, place);
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}

/**
 * Whether a change of this file of src/ changes dist/.
 *
 * @param {string} path
 */
function isPublished(path) {
  return /\.(?:ts|py)$/.test(path) && !path.endsWith(".test.ts") && !path.startsWith(KERNELS + sep);
}

function readManifest() {
  return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
}

/**
 * One hash over names and contents.
 *
 * @param {readonly string[]} paths absolute
 */
export function hashFiles(paths) {
  const hash = createHash("sha256");
  for (const path of [...paths].sort()) {
    const contents = readFileSync(path);
    hash.update(`${relative(ROOT, path)} ${contents.length}\n`).update(contents);
  }
  return hash.digest("hex");
}

/** What is installed or compiled beside sources. */
const NO_SOURCES = new Set(["node_modules", ".venv", "__pycache__"]);

/**
 * Every file below a folder, but for what is installed or compiled there.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return NO_SOURCES.has(entry.name) ? [] : listFiles(path);
  });
}

/** @param {string} path */
export function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/**
 * Writes a file so that nobody ever reads half of it.
 *
 * @param {string} path
 * @param {string} text
 */
function writeAtomically(path, text) {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, path);
}
