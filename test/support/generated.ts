/**
 * @file Runs TypeScript that Akari writes, and hears what the strictest compiler says of it.
 */

import ts from "typescript";

/** The program's exports, as a bundler would have them. */
export async function runTypescript<Exports>(code: string): Promise<Exports> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`;
  return (await import(url)) as Exports;
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  lib: ["lib.es2022.d.ts"],
  types: [],
};

/** The language's own library, parsed once. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/** What the strictest compiler says of a program that has no library but the language's own. */
export function complaints(code: string): string[] {
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  host.getSourceFile = (name, language, ...rest) => {
    if (name === "net.ts") return ts.createSourceFile(name, code, language);
    if (!libraries.has(name)) libraries.set(name, getSourceFile.call(host, name, language, ...rest));
    return libraries.get(name);
  };
  const program = ts.createProgram(["net.ts"], OPTIONS, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
