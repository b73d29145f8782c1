// @ts-check
/**
 * @file Bundles a part of the library as a web page's build would: minified, for browsers, and what is imported only
 * when it is needed in files of its own.
 */

import { join, relative, sep } from "node:path";
import { rolldown } from "rolldown";
import { ROOT } from "./setup.mjs";

/** What the page's own module is called. */
const PAGE = "page";

/**
 * @typedef {object} Bundle
 * @property {string} code what a page loads at once
 * @property {string} later what it loads only when it comes to need it
 * @property {readonly string[]} imports what it still imports from elsewhere
 * @property {ReadonlyMap<string, string>} modules what is left of each module that is loaded at once, before it is
 * minified
 */

/**
 * @param {string} entry a module, relative to the root
 * @param {readonly string[]} [names] which of its exports the page uses; all of them when left out
 * @returns {Promise<Bundle>}
 */
export async function bundle(entry, names) {
  const used = names === undefined ? "*" : `{ ${names.join(", ")} }`;
  const page = `export ${used} from ${JSON.stringify(join(ROOT, entry))};`;
  const build = await rolldown({
    input: PAGE,
    platform: "browser",
    plugins: [
      {
        name: PAGE,
        resolveId: (id) => (id === PAGE ? id : undefined),
        load: (id) => (id === PAGE ? page : undefined),
      },
    ],
    // What stays outside is for the caller to judge.
    logLevel: "silent",
  });
  try {
    const { output } = await build.generate({ format: "esm", minify: true, codeSplitting: true });
    const chunks = output.filter((file) => file.type === "chunk");
    const own = new Set(chunks.map(({ fileName }) => fileName));
    const first = loadedAtOnce(chunks);
    const code = first.map((chunk) => chunk.code).join("\n");
    const later = chunks.filter((chunk) => !first.includes(chunk)).map((chunk) => chunk.code);
    const imports = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]);
    const parts = first
      .flatMap(({ modules }) => Object.entries(modules))
      .filter(([path]) => path !== PAGE)
      .map(([path, module]) => {
        const file = relative(ROOT, path).replaceAll(sep, "/");
        return /** @type {const} */ ([file, module.code ?? ""]);
      });
    return {
      code,
      later: later.join("\n"),
      imports: imports.filter((name) => !own.has(name)),
      modules: new Map(parts),
    };
  } finally {
    await build.close();
  }
}

/**
 * The page's own chunk and all that it imports without being asked.
 *
 * @param {import("rolldown").OutputChunk[]} chunks
 * @returns {import("rolldown").OutputChunk[]}
 */
function loadedAtOnce(chunks) {
  const reached = chunks.filter(({ isEntry }) => isEntry);
  for (const { imports } of reached) {
    reached.push(...chunks.filter((chunk) => imports.includes(chunk.fileName) && !reached.includes(chunk)));
  }
  return reached;
}
