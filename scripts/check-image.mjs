// @ts-check
/**
 * @file `npm run check:image`: does what the Dockerfile says where there is no Docker. Each stage is a folder, and this machine's
 * Node stands for the base images'; then the server is started from the last one, as another user where this one is root,
 * asked for a prediction and ended. Prints what the image has beyond its base. `--keep FOLDER` leaves the stages there;
 * `--package akari-0.1.0.tgz` takes what `npm pack` made in the place of the first stage, which takes minutes.
 */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Copy, DockerfileParser } from "dockerfile-ast";
import { freePort } from "./free-port.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Where Node is in the last stage's base. */
const BASE_NODE = "/nodejs/bin/node";

/**
 * A stage of the build, as a folder, and what its instructions have set.
 *
 * @typedef {{ root: string, folder: string, env: Record<string, string>, entrypoint: string[], command: string[], health: string[], user: string }} Stage
 */

const { values } = parseArgs({ options: { keep: { type: "string" }, package: { type: "string" } } });
const scratch = values.keep ?? mkdtempSync(join(tmpdir(), "akari-image-"));
mkdirSync(scratch, { recursive: true });
try {
  const image = build(join(ROOT, "Dockerfile"));
  report(image);
  await tryServer(image);
} finally {
  if (values.keep === undefined) rmSync(scratch, { recursive: true, force: true });
}

/**
 * @param {string} file
 * @returns {Stage} the last one
 */
function build(file) {
  /** @type {Map<string, Stage>} */
  const stages = new Map();
  /** @type {Stage | undefined} */
  let stage;
  for (const instruction of DockerfileParser.parse(readFileSync(file, "utf8")).getInstructions()) {
    const keyword = instruction.getKeyword();
    const args = instruction.getArguments().map((argument) => argument.getValue());
    const text = instruction.getRawArgumentsContent() ?? "";
    console.log(`${keyword} ${text.replaceAll(/\s+/g, " ").slice(0, 100)}`);
    if (keyword === "FROM") {
      const name = args[1]?.toUpperCase() === "AS" ? args[2] : "image";
      const root = join(scratch, name);
      rmSync(root, { recursive: true, force: true });
      mkdirSync(root, { recursive: true });
      stage = { root, folder: root, env: {}, entrypoint: [], command: [], health: [], user: "" };
      stages.set(name, stage);
      if (values.package !== undefined && stages.size === 1) {
        cpSync(values.package, join(root, basename(values.package)));
      }
      continue;
    }
    if (stage === undefined) throw new Error(`${keyword} comes before FROM.`);
    const { root } = stage;
    if (values.package !== undefined && stages.size === 1) continue;
    const inside = (/** @type {string} */ path) =>
      path.startsWith("/") ? join(root, path) : join(/** @type {Stage} */ (stage).folder, path);
    switch (keyword) {
      case "WORKDIR":
        stage.folder = inside(text);
        mkdirSync(stage.folder, { recursive: true });
        break;
      case "COPY":
        copy(instruction, args, stages, inside);
        break;
      case "RUN":
        run(text, stage);
        break;
      case "ENV": {
        const [name, value] = text.split("=");
        stage.env[name] = value;
        break;
      }
      case "USER":
        stage.user = text;
        break;
      case "ENTRYPOINT":
        stage.entrypoint = JSON.parse(text);
        break;
      case "CMD":
        stage.command = JSON.parse(text);
        break;
      case "HEALTHCHECK":
        stage.health = JSON.parse(text.slice(text.indexOf("[")));
        break;
      case "EXPOSE":
        break;
      default:
        throw new Error(`What ${keyword} does is not known here: teach it to scripts/check-image.mjs.`);
    }
  }
  if (stage === undefined) throw new Error(`${file} has no FROM.`);
  return stage;
}

/**
 * @param {import("dockerfile-ast").Instruction} instruction
 * @param {readonly string[]} args
 * @param {ReadonlyMap<string, Stage>} stages
 * @param {(path: string) => string} inside
 */
function copy(instruction, args, stages, inside) {
  const from = instruction instanceof Copy ? instruction.getFromFlag()?.getValue() : undefined;
  const [source, destination] = args;
  if (args.length !== 2) throw new Error("COPY has one source and one destination here.");
  if (from === undefined || from === null) {
    const isSent = context();
    cpSync(join(ROOT, source), inside(destination), {
      recursive: true,
      filter: (path) => isSent(relative(ROOT, path).split(sep).join("/")),
    });
    return;
  }
  const origin = stages.get(from)?.root ?? "";
  const [folder, name] = [posix.dirname(source), posix.basename(source)];
  if (!name.includes("*")) {
    cpSync(join(origin, source), inside(destination), { recursive: true });
    return;
  }
  const pattern = new RegExp(`^${name.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
  const found = readdirSync(join(origin, folder)).filter((file) => pattern.test(file));
  if (found.length === 0) throw new Error(`COPY finds no ${source}.`);
  for (const file of found) cpSync(join(origin, folder, file), join(inside(destination), file));
}

/** Which of the project's files Docker is sent, by .dockerignore, which has only lines of these three forms. */
function context() {
  const lines = readFileSync(join(ROOT, ".dockerignore"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const kept = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  const everywhere = lines.filter((line) => line.startsWith("**/")).map((line) => line.slice(3));
  if (lines[0] !== "*" || 1 + kept.length + everywhere.length !== lines.length) {
    throw new Error(
      '.dockerignore has other lines than "*", "!NAME" and "**/NAME": teach them to scripts/check-image.mjs.',
    );
  }
  return (/** @type {string} */ path) =>
    path === "" ||
    (kept.includes(path.split("/")[0]) && !path.split("/").some((part) => everywhere.includes(part)));
}

/**
 * @param {string} command
 * @param {Stage} stage
 */
function run(command, { folder, env }) {
  const { status } = spawnSync("sh", ["-ec", command], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Error(`RUN ended with ${status}: ${command}`);
}

/** @param {string} folder */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** @param {Stage} image */
function report({ root }) {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  let all = 0;
  const files = filesIn(root);
  for (const file of files) {
    const [, name = "others"] = /node_modules\/((?:@[^/]+\/)?[^/.][^/]*)/.exec(relative(root, file)) ?? [];
    const { size } = lstatSync(file);
    all += size;
    sizes.set(name, (sizes.get(name) ?? 0) + size);
  }
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(`\nBeyond its base the image has ${files.length} files, ${megabytes(all)}:`);
  for (const [name, size] of [...sizes].sort(([, a], [, b]) => b - a))
    console.log(`  ${megabytes(size)} ${name}`);
}

/**
 * Starts the server as the image does, but for its paths and its port, and asks it.
 *
 * @param {Stage} image
 */
async function tryServer({ root, folder, env, entrypoint, command, health, user }) {
  const [uid, gid = Number.NaN] = user.split(":").map(Number);
  if (!(uid > 0 && gid > 0)) throw new Error(`The image's user is "${user}", not two numbers above 0.`);
  const model = join(root, "model/model.safetensors");
  mkdirSync(dirname(model), { recursive: true });
  const [network] = readdirSync(join(ROOT, "models")).filter((file) => file.endsWith(".safetensors"));
  cpSync(join(ROOT, "models", network), model);
  const before = listing(root);
  const port = await freePort();
  const own = (/** @type {string} */ word) =>
    word === BASE_NODE
      ? process.execPath
      : existsSync(join(root, word)) && word.startsWith("/")
        ? join(root, word)
        : word;
  const [program, ...args] = [...entrypoint, ...command, "--port", String(port)].map(own);
  // Root can write what nobody may: then the server is tried as the image's own user, who has to reach the files.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) spawnSync("chmod", ["a+rx", scratch]);
  const options = {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", ...env },
    ...(isRoot ? { uid, gid } : {}),
  };
  const server = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  try {
    await Promise.race([
      once(server.stdout, "data"),
      once(server, "close").then(([code]) => Promise.reject(new Error(`The server ended with ${code}.`))),
    ]);
    server.stdout.resume();
    const response = await fetch(`http://127.0.0.1:${port}/v1/predict`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ input: Array(784).fill(0) }),
    });
    if (!response.ok)
      throw new Error(`A prediction is answered ${response.status}: ${await response.text()}`);
    const page = await fetch(`http://127.0.0.1:${port}/`);
    if (!page.ok) throw new Error(`The Studio is answered ${page.status}.`);
    const healthy = spawnSync(
      own(health[0]),
      health.slice(1).map((word) => word.replace(":8080", `:${port}`)),
      options,
    );
    if (healthy.status !== 0) throw new Error(`The health check says ${healthy.status}.`);
  } finally {
    server.kill("SIGTERM");
    if (server.exitCode === null) await once(server, "close");
  }
  if (server.exitCode !== 0) throw new Error(`SIGTERM ends it with ${server.exitCode ?? server.signalCode}.`);
  if (listing(root) !== before) throw new Error("The server wrote into its image, which is to be read-only.");
  const who = isRoot ? `user ${uid}` : "this user";
  console.log(
    `\nAs ${who} it served ${basename(network)}, wrote nothing, was healthy, and ended with 0 on SIGTERM.`,
  );
}

/** @param {string} folder */
function listing(folder) {
  return filesIn(folder)
    .map((file) => `${file} ${lstatSync(file).size} ${lstatSync(file).mtimeMs}`)
    .join("\n");
}
