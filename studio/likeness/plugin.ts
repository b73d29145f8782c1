/**
 * @file Gives the page `virtual:likeness`, learned from MNIST when it is built, and kept beside the packages until that which
 * learns it changes.
 */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { fitLikeness, type Part } from "./fit.ts";

const NAME = "virtual:likeness";

/** @param root the repository's folder */
export function likeness(root: URL): Plugin {
  const sources = ["studio/likeness/fit.ts", "studio/src/mnist/likeness.ts"];
  return {
    name: "akari-likeness",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    async load(id) {
      if (id !== `\0${NAME}`) return undefined;
      const hash = createHash("sha256");
      for (const path of sources) hash.update(readFileSync(new URL(path, root)));
      const folder = fileURLToPath(new URL("node_modules/.cache/akari/", root));
      const file = `${folder}likeness-${hash.digest("hex").slice(0, 16)}.txt`;
      return `export default ${JSON.stringify(readIfThere(file) ?? (await learn(root, folder, file)))};`;
    },
  };
}

async function learn(root: URL, folder: string, file: string): Promise<string> {
  const { mnist } = await import(new URL("dist/node.js", root).href);
  const { train, test } = await mnist();
  const part = ({
    features,
    targets,
  }: {
    features: { data: Uint8Array };
    targets: { classes: ArrayLike<number> };
  }): Part => ({
    pixels: features.data,
    labels: targets.classes,
  });
  const text = fitLikeness(part(train), part(test));
  mkdirSync(folder, { recursive: true });
  // So that nobody ever reads half of it.
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, file);
  return text;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
