// @ts-check
/**
 * @file Bundles the library into one file for `<script type="module">`: what src/akari.min.ts exports, with everything that it
 * needs, packages too, so that it works from any host and from a folder that was copied.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { licenseOf, VENDORED } from "./vendor.mjs";

// Not from setup.mjs, which imports this file.
const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** In each folder it is the compiled entry before, and the bundle after. */
const FILE = "akari.min.js";

/** The packages that are bundled with it. */
const BUNDLED = ["fflate", "jsfive", "pako", ...VENDORED];

/** jsfive's own modules, which only inflate: the bundle that it comes as has pako's deflating in it, too. */
const JSFIVE = join(ROOT, "node_modules/jsfive/index.js");
const INFLATE = join(ROOT, "node_modules/pako/dist/pako_inflate.js");

/** @param {string} folder what src/ was compiled into */
export async function bundleOneFile(folder) {
  const path = join(folder, FILE);
  const own = `akari\n\n${readFileSync(join(ROOT, "LICENSE"), "utf8").trim()}`;
  const licenses = [own, ...BUNDLED.map(licenseOf)];
  const build = await rolldown({
    input: path,
    platform: "browser",
    resolve: { modules: [join(ROOT, "node_modules")] },
    transform: { target: "es2022" },
    plugins: [
      {
        name: "modules",
        resolveId(name) {
          // The folder's own, which is not yet where package.json says.
          if (name.startsWith("#platform/")) {
            return { id: join(folder, `${name.slice(1)}.browser.js`), moduleSideEffects: false };
          }
          if (name === "jsfive") return { id: JSFIVE, moduleSideEffects: false };
          return name.endsWith("/pako.esm.mjs") ? INFLATE : undefined;
        },
      },
    ],
  });
  try {
    await build.write({
      file: path,
      format: "esm",
      minify: true,
      codeSplitting: false,
      // Those of the packages are in the banner, whole.
      comments: { legal: false },
      postBanner: `/*!\n${licenses.join("\n\n---\n\n")}\n*/`,
    });
  } finally {
    await build.close();
  }
}
