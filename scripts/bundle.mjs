// @ts-check
/**
 * @file Bundles a part of the library as a web page's build would: one minified module, for browsers.
 */

import { join, relative, sep } from "node:path";
import { rolldown } from "rolldown";
import { ROOT } from "./setup.mjs";

/** What the page's own module is called. */
const PAGE = "page";

/**
 * @typedef {object} Bundle
 * @property {string} code
 * @property {readonly string[]} imports what it still imports from elsewhere
 * @property {ReadonlyMap<string, string>} modules what is left of each module before it is minified
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
    const { output } = await build.generate({ format: "esm", minify: true, codeSplitting: false });
    const [{ code, imports, dynamicImports, modules }] = output;
    const parts = Object.entries(modules)
      .filter(([path]) => path !== PAGE)
      .map(([path, module]) => {
        const file = relative(ROOT, path).replaceAll(sep, "/");
        return /** @type {const} */ ([file, module.code ?? ""]);
      });
    return { code, imports: [...imports, ...dynamicImports], modules: new Map(parts) };
  } finally {
    await build.close();
  }
}
