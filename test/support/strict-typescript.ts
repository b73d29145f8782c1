/**
 * @file Checks programs as a strict project would, with no types but Akari's own and the standard libraries'.
 */

import ts from "typescript";

export const STRICT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  skipDefaultLibCheck: true,
  noEmit: true,
};

/** What the compiler finds wrong in these files; empty where nothing is. */
export const typeErrors = (files: readonly string[], folder: string): string =>
  ts.formatDiagnostics(ts.getPreEmitDiagnostics(ts.createProgram(files, STRICT)), {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => folder,
    getNewLine: () => "\n",
  });
