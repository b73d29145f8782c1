/**
 * @file How the Studio is built: into dist/studio, from where `akari studio` serves it and any static host can.
 */

import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { shellList } from "./shell.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at("."),
  // Paths from the page, so that the folder can lie anywhere on a host.
  base: "./",
  plugins: [svelte({ configFile: at("svelte.config.js") }), shellList()],
  resolve: {
    alias: [
      { find: /^akari$/, replacement: at("../dist/index.js") },
      { find: /^akari\/data$/, replacement: at("../dist/data/index.js") },
      { find: /^akari\/formats$/, replacement: at("../dist/formats.js") },
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
        // What reads ONNX files is loaded with the first of them, though akari exports it as well.
        codeSplitting: {
          groups: [{ name: "onnx", test: /dist\/formats\/onnx\/(?!is-onnx)/ }],
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
