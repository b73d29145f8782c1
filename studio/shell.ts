/**
 * @file A plug-in for Vite that tells the service worker which files the page consists of.
 */

import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** Files of the public folder that the page needs to begin. */
const PUBLIC = ["icon.svg", "manifest.webmanifest"];

export function shellList(): Plugin {
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
