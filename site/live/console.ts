/**
 * @file What a live example's Worker loads first: a console that tells the page what is printed, as Node prints it, and how
 * the program begins and ends.
 */

import { format } from "node-inspect-extracted";

/** What a live example tells its page. */
export type Told =
  | { readonly kind: "begun" }
  | { readonly kind: "printed"; readonly text: string }
  | { readonly kind: "failed"; readonly text: string }
  | { readonly kind: "done" };

const tell = (message: Told): void => postMessage(message);

for (const level of ["log", "info", "debug", "warn", "error"] as const) {
  console[level] = (...values: unknown[]) => tell({ kind: "printed", text: `${format(...values)}\n` });
}

addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  failed(event.reason);
});

export const begun = (): void => tell({ kind: "begun" });
export const done = (): void => tell({ kind: "done" });
export const failed = (error: unknown): void => tell({ kind: "failed", text: sentenceOf(error) });

/** Its name, code and sentence, without the places in code that nobody wrote. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return format(error);
  const code = "code" in error ? ` (${String(error.code)})` : "";
  return `${error.name}${code}: ${error.message}`;
}
