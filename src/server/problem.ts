/**
 * @file What a client did wrong, or why it is not served now, as a problem document.
 *
 * Source: RFC 9457, Problem Details for HTTP APIs; pointers after RFC 6901.
 */

import { STATUS_CODES } from "node:http";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Where in a request something is wrong. */
export interface FieldError {
  /** A sentence. */
  readonly detail: string;
  /** In a JSON body: a JSON Pointer as a fragment, `#/rows/3/age`; `#` is the body itself, of any kind. */
  readonly pointer?: string;
  /** In a CSV body: the line where the row begins, the header being 1. */
  readonly row?: number;
  /** In a CSV body: the column's name. */
  readonly column?: string;
  /** In a form: the file's name. */
  readonly file?: string;
  /** The header's name, where a header is at fault. */
  readonly header?: string;
}

interface ProblemOptions {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown by whatever answers a request, and answered as a problem document. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: ContentfulStatusCode;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail a sentence: what is wrong and what to do */
  constructor(
    status: ContentfulStatusCode,
    detail: string,
    { errors = [], headers = {}, cause }: ProblemOptions = {},
  ) {
    super(cut(detail), { cause });
    this.status = status;
    this.errors = errors.map(cutError);
    this.headers = headers;
  }

  /**
   * The document, and its headers with it.
   *
   * @param instance the request's, for whoever looks for it in the log
   */
  written(instance?: string): { readonly text: string; readonly headers: Record<string, string> } {
    const { status, message, errors } = this;
    const document = {
      type: "about:blank",
      title: STATUS_CODES[status],
      status,
      detail: message,
      ...(instance === undefined ? {} : { instance: `urn:uuid:${instance}` }),
      ...(errors.length === 0 ? {} : { errors }),
    };
    return {
      text: `${JSON.stringify(document)}\n`,
      headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...this.headers },
    };
  }

  /** For whoever answers without an app. */
  response(): Response {
    const { text, headers } = this.written();
    return new Response(text, { status: this.status, headers });
  }
}

const LONGEST = 1000;

/** What quotes the request is cut, lest an answer and the log's line be as long as a body. */
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const cutError = (error: FieldError): FieldError =>
  Object.fromEntries(
    Object.entries(error).map(([member, value]) => [member, typeof value === "string" ? cut(value) : value]),
  ) as unknown as FieldError;

/** So many places are named; more are counted. */
const MOST_NAMED = 20;

/** Gathers what is wrong with a body's contents. */
export class FieldErrors {
  readonly #errors: FieldError[] = [];
  #count = 0;

  add(error: FieldError): void {
    this.#count++;
    if (this.#errors.length < MOST_NAMED) this.#errors.push(error);
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** @throws Problem 422 where there are any */
  throwAny(): void {
    if (this.isEmpty) return;
    const [first] = this.#errors;
    const more = this.#count - 1;
    const besides = more === 0 ? "" : ` (and ${more} more ${more === 1 ? "place" : "places"})`;
    throw new Problem(422, `${first.detail}${besides}`, { errors: this.#errors });
  }
}

/** A problem of one place in a JSON body. @param path from the body down */
export const fieldProblem = (
  status: ContentfulStatusCode,
  path: readonly (string | number)[],
  detail: string,
): Problem => new Problem(status, detail, { errors: [{ detail, pointer: pointer(path) }] });

/** `#/rows/3/a~1b` */
export const pointer = (path: readonly (string | number)[]): string =>
  `#${path.map((step) => `/${encodeURI(wellFormed(String(step)).replaceAll("~", "~0").replaceAll("/", "~1")).replaceAll("#", "%23")}`).join("")}`;

/** Halves of characters, which JSON's escapes may say, have no UTF-8. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
