/**
 * @file A folder with a small app and, in its node_modules, the package as npm would publish it.
 */

import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { encodeSafetensorsModel } from "../../src/formats/safetensors/model-file.js";
import { defineModel, initializeParameters } from "../../src/model/model.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

export const LABELS = ["cat", "dog"];

/** The model that the app loads. */
const definition = defineModel({
  inputs: 3,
  layers: [
    { units: 4, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
  labels: LABELS,
});
export const MODEL = encodeSafetensorsModel({ definition, parameters: initializeParameters(definition, 1) });

/** Makes the folder; what is in it is the app, not the tests. */
export async function makeApp(): Promise<{ readonly folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "akari-app-"));
  cpSync(fileURLToPath(new URL("app", import.meta.url)), folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "app", "private": true, "type": "module" }\n');
  writeFileSync(join(folder, "net.safetensors"), MODEL);
  await installPackage(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Puts the package into the node_modules of a folder. */
export async function installPackage(folder: string): Promise<void> {
  const installed = join(folder, "node_modules", "akari");
  mkdirSync(installed, { recursive: true });
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  await run(npm, ["pack", "--ignore-scripts", "--pack-destination", folder], {
    cwd: ROOT,
    shell: npm !== "npm",
  });
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  await run("tar", ["-xzf", join(folder, tarball), "-C", installed, "--strip-components", "1"]);
}
