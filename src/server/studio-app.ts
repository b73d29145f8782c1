/**
 * @file What the Studio's server answers: the files of the built page, and the model that it was started with.
 */

import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

export interface StudioAppOptions {
  /** The folder of the built page. */
  readonly folder: string;
  /** The bytes of a model file, which the page finds at `models/given.safetensors`. */
  readonly model?: Uint8Array<ArrayBuffer>;
}

/** Where the page finds the model that the server was given. */
export const GIVEN_MODEL = "/models/given.safetensors";

/**
 * With these a page may share memory with its Workers, so that threads can train, and may ask no other host for
 * anything. Workers are made of text (`blob:`), WebAssembly needs to be compiled.
 */
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Content-Security-Policy": [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
};

/** Files whose names change with their contents. */
const LASTING = /^\/assets\//;

/** Answers requests for the Studio. */
export function createStudioApp({ folder, model }: StudioAppOptions): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
    const lasting = context.res.ok && LASTING.test(context.req.path);
    context.res.headers.set("Cache-Control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
  });
  if (model !== undefined) {
    app.get(GIVEN_MODEL, (context) =>
      context.body(model, 200, { "Content-Type": "application/octet-stream" }),
    );
  }
  app.get("*", serveStatic({ root: folder }));
  app.notFound((context) => context.text(`There is no ${context.req.path} here.\n`, 404));
  return app;
}
