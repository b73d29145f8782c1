/**
 * @file JSON in which no object may have the same key twice. `JSON.parse` silently keeps the last one, so that two
 * readers could see two different files in the same bytes; safetensors forbids it.
 */

import { AkariError } from "../../error.js";
import { quote } from "./quote.js";

/** An object out of JSON, whose entries may be anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Parses a JSON object.
 *
 * @param what the text's name in messages, such as "The description of the model in net.safetensors"
 * @throws AkariError `invalid-file` where it is not JSON, not an object, or has a key twice at any depth
 */
export function parseJsonObject(text: string, what: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AkariError("invalid-file", `${what} is not JSON.`, { cause });
  }
  if (!isObject(value)) throw new AkariError("invalid-file", `${what} is not a JSON object.`);
  const twice = duplicateKey(text);
  if (twice !== undefined) {
    throw new AkariError("invalid-file", `${what} has the key ${quote(twice)} twice.`);
  }
  return value;
}

/**
 * The first key that an object of a valid JSON text repeats. In valid JSON the strings before a colon are the keys,
 * and each belongs to the innermost open brace.
 */
function duplicateKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === "{") open.push(new Set());
    else if (character === "}") open.pop();
    else if (character === '"') {
      const end = closingQuote(text, i);
      if (text[skipSpace(text, end + 1)] === ":") {
        const key = String(JSON.parse(text.slice(i, end + 1)));
        const keys = open[open.length - 1];
        if (keys.has(key)) return key;
        keys.add(key);
      }
      i = end;
    }
  }
  return undefined;
}

function closingQuote(text: string, from: number): number {
  let i = from + 1;
  while (text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
  return i;
}

function skipSpace(text: string, from: number): number {
  let i = from;
  while (text[i] === " " || text[i] === "\n" || text[i] === "\r" || text[i] === "\t") i++;
  return i;
}
