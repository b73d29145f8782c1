/**
 * @file From an example as it is read to a program that a Worker runs: types are taken out, imports lead to the site's files.
 * It is loaded with the first example that somebody runs.
 */

import { init, parse } from "es-module-lexer";
import { transform } from "sucrase";

/** The file of the site that each thing stands in that a program can import: site/live-imports.mjs. */
declare const __AKARI_IMPORTS__: Readonly<Record<string, string>>;

/** Why a program cannot be run: a sentence. */
export class Refusal extends Error {}

/**
 * @param source TypeScript, as it stands on the page
 * @param urlOf the address of a file of the site
 * @returns a module that says when it has begun, what it prints and how it ends: see site/live/console.ts
 * @throws {Refusal} where it is no TypeScript, or imports what a page has not
 */
export async function compile(source: string, urlOf: (path: string) => string): Promise<string> {
  await init;
  let body = withoutTypes(source);
  let head = `import * as $page from ${JSON.stringify(urlOf("lib/console.js"))};\n`;
  // From the last to the first, so that places stay what they are.
  for (const found of [...parse(body)[0]].reverse()) {
    if (found.type === "import-meta") continue;
    const { specifier, importStart, importEnd, start } = found;
    if (specifier === undefined || specifier === null)
      throw new Refusal("Here import() takes the name of what is imported, in quotes.");
    const url = JSON.stringify(urlOf(fileOf(specifier)));
    if (found.type === "static") {
      const clause = body.slice(importStart, start - 1);
      await requireExports(clause, specifier, urlOf(fileOf(specifier)));
      head += `${clause}${url};\n`;
      body = body.slice(0, importStart) + body.slice(importEnd);
    } else {
      body = `${body.slice(0, importStart)}import(${url})${body.slice(importEnd)}`;
    }
  }
  return `${head}$page.begun();\ntry {\n${body}\n$page.done();\n} catch ($error) {\n$page.failed($error);\n}\n`;
}

function withoutTypes(source: string): string {
  try {
    return transform(source, { transforms: ["typescript"], disableESTransforms: true }).code;
  } catch (error) {
    const { message } = error as Error;
    throw new Refusal(`This is no TypeScript: ${message.replace(/^Error transforming .*?: /, "")}`);
  }
}

function fileOf(specifier: string): string {
  const file = __AKARI_IMPORTS__[specifier];
  if (file !== undefined) return file;
  const known = Object.keys(__AKARI_IMPORTS__).join(", ");
  const why =
    specifier === "akari/node"
      ? `"akari/node" needs files, which a page has none of`
      : `A page has no "${specifier}"`;
  throw new Refusal(`${why}. An example can import ${known}.`);
}

/** A browser says little of a module that lacks what is imported from it. */
async function requireExports(clause: string, specifier: string, url: string): Promise<void> {
  const exported = (await import(/* @vite-ignore */ url)) as Record<string, unknown>;
  const names = /\{([^}]*)\}/.exec(clause)?.[1].split(",") ?? [];
  for (const each of names) {
    const name = each.trim().split(/\s+as\s+/)[0];
    if (name !== "" && !(name in exported)) throw new Refusal(`"${specifier}" has no export "${name}".`);
  }
}
