// @ts-check
/**
 * @file The reference of the library: a page for each entry point, made by TypeDoc from the docstrings. It reads the
 * declarations in dist/, which takes a third of the time that src/ does. A warning is an error: a link that leads nowhere,
 * a type that is named and not exported.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, SetUpError } from "../scripts/setup.mjs";
import { ENTRIES, specifierOf } from "./library.mjs";
import { LANGUAGES, linkOf, onlyEnglish, placeOf, REFERENCE } from "./pages.mjs";

/** What the reference says about itself. The pages of its entry points are in English only. */
const WORDS = {
  en: {
    title: "The API",
    about: "Everything that the package exports, by entry point, from the docstrings in its code.",
  },
  ja: {
    title: "API リファレンス",
    about:
      "パッケージが公開するものを、エントリーポイントごとにまとめます。コードの説明文から作るので、英語だけです。",
  },
};

/** What TypeDoc's module of an entry point is called; the reference itself has the name "index". */
const moduleOf = (/** @type {string} */ entry) => (entry === "index" ? "akari" : entry);

/** The page of an entry point: `reference/model`. */
const nameOf = (/** @type {string} */ entry) => `${REFERENCE}/${moduleOf(entry)}`;

/**
 * The reference's place in the sidebar.
 *
 * @param {import("./pages.mjs").Language} language
 */
export const referenceItem = (language) => ({
  text: WORDS[language].title,
  items: ENTRIES.map((entry) => ({
    text: specifierOf(entry),
    link: linkOf(placeOf(nameOf(entry), language)),
  })),
});

/**
 * @param {string} folder where the pages are written to
 * @returns {Promise<void>}
 * @throws {SetUpError} when a docstring is not sound, after TypeDoc's own messages
 */
export async function writeReference(folder) {
  // Only who writes the reference waits for the compiler to be loaded.
  const { Application, OptionDefaults } = await import("typedoc");
  const app = await Application.bootstrapWithPlugins({
    name: "akari",
    plugin: ["typedoc-plugin-markdown"],
    entryPoints: ENTRIES.map((entry) => join(ROOT, `dist/${entry}.d.ts`)),
    tsconfig: join(ROOT, "site/tsconfig.typedoc.json"),
    // What stands in dist/ was compiled.
    skipErrorChecking: true,
    readme: "none",
    disableSources: true,
    disableGit: true,
    excludeExternals: true,
    excludePrivate: true,
    blockTags: [...OptionDefaults.blockTags, "@file"],
    excludeTags: ["@file"],
    validation: { notExported: true, invalidLink: true, rewrittenLink: true, notDocumented: false },
    groupOrder: ["Functions", "Variables", "Classes", "Interfaces", "Type Aliases"],
    logLevel: "Warn",
    // Of typedoc-plugin-markdown.
    ...{
      outputFileStrategy: "modules",
      entryFileName: "index",
      useHTMLAnchors: true,
      hidePageHeader: true,
      hideBreadcrumbs: true,
      parametersFormat: "table",
      interfacePropertiesFormat: "table",
      classPropertiesFormat: "table",
      typeAliasPropertiesFormat: "table",
      typeDeclarationFormat: "table",
      useCodeBlocks: true,
      pageTitleTemplates: {
        module: (/** @type {{ name: string }} */ { name }) => `${name === "akari" ? "" : "akari/"}${name}`,
      },
      tableColumnSettings: {
        hideInherited: true,
        hideOverrides: true,
        hideModifiers: true,
        hideDefaults: true,
      },
    },
  });
  const project = await app.convert();
  if (project === undefined) throw new SetUpError("TypeDoc could not read dist/; what it says is above.");
  await shortenTables(project);
  app.validate(project);
  for (const child of project.children ?? []) child.name = moduleOf(child.name);
  await app.outputs.writeOutput({ name: "markdown", path: folder }, project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new SetUpError("Docstrings in src/ are not sound; what TypeDoc says of them is above.");
  }
}

/**
 * Of a table such as `ACTIVATIONS`, whose rows are functions and numbers, only the rows' names are told: their type is in the
 * reference already.
 *
 * @param {import("typedoc").ProjectReflection} project
 */
async function shortenTables(project) {
  const { ReflectionKind, UnknownType } = await import("typedoc");
  for (const reflection of project.getReflectionsByKind(ReflectionKind.Variable)) {
    const { type } = /** @type {import("typedoc").DeclarationReflection} */ (reflection);
    if (type?.type !== "reflection") continue;
    for (const row of type.declaration.children ?? []) {
      if (row.type?.type !== "reflection") continue;
      project.removeReflection(row.type.declaration);
      row.type = new UnknownType("{ … }");
    }
  }
}

/**
 * The reference's first page in each language, and the Japanese pages of the entry points, which only say where to go.
 *
 * @param {string} folder
 */
export function writeReferenceIndex(folder) {
  for (const language of LANGUAGES) {
    const { title, about } = WORDS[language];
    const list = ENTRIES.map(
      (entry) => `- [\`${specifierOf(entry)}\`](${linkOf(placeOf(nameOf(entry), "en"))})`,
    );
    const text = `# ${title}\n\n${about}\n\n${list.join("\n")}\n`;
    write(folder, placeOf(`${REFERENCE}/index`, language), text);
  }
  for (const entry of ENTRIES) {
    const english = linkOf(placeOf(nameOf(entry), "en"));
    write(folder, placeOf(nameOf(entry), "ja"), onlyEnglish(specifierOf(entry), english));
  }
}

/** @param {string} folder @param {string} place @param {string} text */
function write(folder, place, text) {
  const path = join(folder, place);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
