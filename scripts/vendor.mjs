// @ts-check
/**
 * @file Bundles into each file of dist/vendor the package that it is named after, for what a browser loads may not need
 * packages. Whose work that is stands at its beginning.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// Not from setup.mjs, which imports this file.
const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The packages that are bundled. */
export const VENDORED = readdirSync(join(ROOT, "src/vendor"))
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
  .map((file) => file.replace(/\.ts$/, ""));

/** All of Node's Buffer that they use. */
const BUFFER = "const Buffer = { alloc: (length) => new Uint8Array(length) };";

/** @param {string} folder what src/ was compiled into */
export async function bundleVendor(folder) {
  for (const name of VENDORED) {
    const path = join(folder, "vendor", `${name}.js`);
    await build({
      entryPoints: [path],
      outfile: path,
      allowOverwrite: true,
      bundle: true,
      format: "esm",
      platform: "browser",
      target: "es2022",
      logLevel: "error",
      banner: { js: `/*!\n${licenseOf(name)}\n*/\n${BUFFER}` },
      nodePaths: [join(ROOT, "node_modules")],
    });
  }
}

/**
 * @param {string} name of a package
 * @returns {string} its name, version and licence, and the licence's text
 */
export function licenseOf(name) {
  const folder = join(ROOT, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each)) ?? "LICENSE";
  return `${name} - ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
}
