/**
 * @file How the Studio is built: into dist/studio, from where `akari studio` serves it and any static host can.
 */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";
import { likeness } from "./likeness/plugin.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Files of the public folder that the page needs to begin. */
const PUBLIC = ["icon.svg", "manifest.webmanifest"];

export default defineConfig({
  root: at("."),
  // Paths from the page, so that the folder can lie anywhere on a host.
  base: "./",
  plugins: [
    svelte({ configFile: at("svelte.config.js") }),
    likeness(new URL("../", import.meta.url)),
    shellList(),
  ],
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

/**
 * Tells the service worker which files the page consists of, those that are loaded later and the models included, and both of them
 * their version: it changes with any of these files.
 */
function shellList(): Plugin {
  return {
    name: "akari-shell-list",
    apply: "build",
    // After the page itself has been written.
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const contents = new Map<string, string | Uint8Array>();
        for (const [name, entry] of Object.entries(bundle)) {
          if (name !== "sw.js") contents.set(name, entry.type === "asset" ? entry.source : entry.code);
        }
        const models = readdirSync(at("../models")).filter((name) => name.endsWith(".safetensors"));
        for (const name of models) contents.set(`models/${name}`, readFileSync(at(`../models/${name}`)));
        for (const name of PUBLIC) contents.set(name, readFileSync(at(`public/${name}`)));
        const hash = createHash("sha256");
        for (const [name, content] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
          hash.update(name).update(content);
        }
        const version = hash.digest("hex").slice(0, 16);
        const files = [...contents.keys()].map((name) => (name === "index.html" ? "./" : name));
        const page = bundle["index.html"];
        const worker = bundle["sw.js"];
        // Within quotes, whichever the minifier chose.
        const place = /(["'`])__AKARI_SHELL__\1/;
        if (
          page?.type !== "asset" ||
          typeof page.source !== "string" ||
          worker?.type !== "chunk" ||
          !page.source.includes("__AKARI_VERSION__") ||
          !place.test(worker.code)
        ) {
          this.error("The page or its service worker has no place for the version.");
          return;
        }
        page.source = page.source.replace("__AKARI_VERSION__", version);
        worker.code = worker.code.replace(place, () => JSON.stringify(JSON.stringify({ version, files })));
      },
    },
  };
}
