/**
 * @file What the Studio's server answers: the files of the built page, and the model that it was started with.
 */

import { createHash } from "node:crypto";
import { Hono } from "hono";
import { getMimeType } from "hono/utils/mime";
import type { Bytes } from "../bytes.js";
import { type AccessPolicy, requireAccess } from "./access-policy.js";
import type { HttpExchange } from "./http-exchange.js";
import { MnistFiles } from "./mnist-pieces.js";
import { answerWith, PageFiles, pageFile } from "./page-files.js";
import { Problem } from "./problem.js";

export interface StudioAppOptions {
  /** The folder of the built page. */
  readonly folder: string;
  /** The bytes of a model file, which the page finds at `models/given.safetensors`. */
  readonly model?: Bytes;
  /** Who may ask; where left out, whoever serves the app has seen to that. */
  readonly access?: AccessPolicy;
}

/** Where the page finds the model that the server was given. */
export const GIVEN_MODEL = "/models/given.safetensors";

/** With these a page may share memory with its Workers, so that threads can train. */
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/**
 * What a page may do: ask no other host for anything, and run no script but the server's files and those inline ones that are in
 * the page as it was built, by their hashes. Workers are made of text (`blob:`), WebAssembly needs to be compiled.
 */
const policy = (inline: readonly string[]): string =>
  [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...inline.map((hash) => `'sha256-${hash}'`)].join(" "),
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

const PLAIN_POLICY = policy([]);

/** The hashes of a page's inline scripts, as the policy names them. */
function inlineScripts(html: string): string[] {
  const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)];
  return scripts.map(([, text]) => createHash("sha256").update(text).digest("base64"));
}

/** Files whose names change with their contents. */
const LASTING = /^\/assets\//;

/** Answers requests for the Studio. */
export function createStudioApp({
  folder,
  model,
  access,
}: StudioAppOptions): Hono<{ Bindings: HttpExchange }> {
  const app = new Hono<{ Bindings: HttpExchange }>();
  app.use(async (context, next) => {
    await next();
    const { headers } = context.res;
    for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
    if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", PLAIN_POLICY);
    const lasting = (context.res.ok || context.res.status === 304) && LASTING.test(context.req.path);
    headers.set("Cache-Control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
  });
  if (access !== undefined) {
    app.use(async (context, next) => {
      requireAccess(context.env.incoming, access);
      await next();
    });
    app.onError((error) => {
      if (error instanceof Problem) return error.response();
      throw error;
    });
  }
  if (model !== undefined) {
    app.get(GIVEN_MODEL, (context) =>
      context.body(model, 200, { "Content-Type": "application/octet-stream" }),
    );
  }
  const files = new PageFiles(folder);
  const mnist = new MnistFiles();
  app.get("/mnist/:name", async (context, next) => {
    if ((await files.find(context.req.path)) !== undefined) return next();
    const name = context.req.param("name");
    const made = await mnist.make(name);
    if (made === undefined) return next();
    return answerWith(pageFile(Buffer.from(made), getMimeType(name)), context.req.raw.headers);
  });
  app.get("*", async (context) => {
    const file = await files.find(context.req.path);
    if (file === undefined) return context.notFound();
    const response = await answerWith(file, context.req.raw.headers);
    if (file.type.startsWith("text/html"))
      response.headers.set("Content-Security-Policy", policy(inlineScripts(file.bytes.toString())));
    return response;
  });
  app.notFound((context) => context.text(`There is no ${context.req.path} here.\n`, 404));
  return app;
}
