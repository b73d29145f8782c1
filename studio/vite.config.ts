/**
 * @file How the Studio is built: into dist/studio, from where `akari studio` serves it and any static host can.
 */

import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Files of the public folder that the page needs to begin. */
const PUBLIC = ["icon.svg", "manifest.webmanifest"];

export default defineConfig({
  root: at("."),
  // Paths from the page, so that the folder can lie anywhere on a host.
  base: "./",
  plugins: [svelte({ configFile: at("svelte.config.js") }), shellList()],
  resolve: {
    alias: [
      { find: /^akari$/, replacement: at("../dist/index.js") },
      { find: /^akari\/(\w+)$/, replacement: at("../dist/$1.js") },
    ],
  },
  worker: { format: "es" },
  build: {
    outDir: at("../dist/studio"),
    emptyOutDir: true,
    // Of the packages that are in the page's code, as they ask for it.
    license: { fileName: "licences.md" },
    target: "es2022",
    // The kernels are in the JavaScript; a page that is not isolated needs nothing else either.
    assetsInlineLimit: 2048,
    rolldownOptions: {
      input: { main: at("index.html"), sw: at("sw/sw.ts") },
      output: {
        // What reads other programs' files is loaded with the first of them.
        codeSplitting: {
          groups: ["onnx", "keras"].map((name) => ({ name, test: new RegExp(`dist/formats/${name}/`) })),
          includeDependenciesRecursively: false,
        },
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: {
    headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" },
  },
});

/** Tells the service worker which files the page consists of. */
function shellList(): Plugin {
  return {
    name: "akari-shell-list",
    apply: "build",
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((name) => name !== "sw.js" && name !== "index.html");
      const hash = createHash("sha256");
      for (const name of [...files].sort()) {
        const entry = bundle[name];
        hash.update(name).update(entry.type === "asset" ? entry.source : entry.code);
      }
      const version = hash.digest("hex").slice(0, 16);
      const list = JSON.stringify({ version, files: ["./", ...PUBLIC, ...files] });
      const worker = bundle["sw.js"];
      // Within quotes, whichever the minifier chose.
      const place = /(["'`])__AKARI_SHELL__\1/;
      if (worker?.type !== "chunk" || !place.test(worker.code)) {
        this.error("The service worker has no place for the list of files.");
        return;
      }
      worker.code = worker.code.replace(place, () => JSON.stringify(list));
    },
  };
}
