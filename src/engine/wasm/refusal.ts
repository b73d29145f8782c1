/**
 * @file What to say where WebAssembly is not to be had. Loaded only then.
 */

import { AkariError } from "../../error.js";

/** The way out that is always there. */
const REFERENCE =
  'or take the engine reference of "akari/engines", which computes the same in plain JavaScript, slower and in float64';

/**
 * The error for a module that the runtime did not compile, in a sentence.
 *
 * @param cause what it threw
 * @returns AkariError `unsupported`
 */
export function refusal(cause: unknown): AkariError {
  return new AkariError("unsupported", sentence(String(cause)), { cause });
}

function sentence(reason: string): string {
  if (typeof WebAssembly === "undefined") {
    return `There is no WebAssembly here, with which networks compute. Turn it on, ${REFERENCE}.`;
  }
  // Chromium, Firefox and Safari each have words of their own, but all of them name the policy or its keyword.
  if (/unsafe-eval|content security policy|\bCSP\b/i.test(reason)) {
    return (
      "The page's Content-Security-Policy forbids WebAssembly, with which networks compute. Add 'wasm-unsafe-eval' to " +
      `its script-src (it allows no eval of text), ${REFERENCE}.`
    );
  }
  return (
    `WebAssembly does not compile Akari's module here (${reason}); it needs 128-bit SIMD, which all browsers since ` +
    `2023 and Node have. Take a newer one, ${REFERENCE}.`
  );
}
