/**
 * @file What the Studio's server answers: the files of the built page, and the model that it was started with.
 */

import { realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { type AccessPolicy, requireAccess } from "./access-policy.js";
import type { HttpExchange } from "./http-exchange.js";
import { Problem } from "./problem.js";

export interface StudioAppOptions {
  /** The folder of the built page. */
  readonly folder: string;
  /** The bytes of a model file, which the page finds at `models/given.safetensors`. */
  readonly model?: Uint8Array<ArrayBuffer>;
  /** Who may ask; where left out, whoever serves the app has seen to that. */
  readonly access?: AccessPolicy;
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
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
};

/** Whether a link inside the folder leads out of it. What is not there leads nowhere. */
async function leadsOut(folder: string, path: string): Promise<boolean> {
  const [root, target] = await Promise.all(
    [folder, join(folder, path)].map((place) => realpath(place).catch(() => undefined)),
  );
  return root !== undefined && target !== undefined && target !== root && !target.startsWith(root + sep);
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
    for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
    const lasting = context.res.ok && LASTING.test(context.req.path);
    context.res.headers.set("Cache-Control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
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
  app.get("*", async (context, next) => {
    if (await leadsOut(folder, context.req.path)) return context.notFound();
    return next();
  });
  app.get("*", serveStatic({ root: folder }));
  app.notFound((context) => context.text(`There is no ${context.req.path} here.\n`, 404));
  return app;
}
