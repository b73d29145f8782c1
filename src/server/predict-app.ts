/**
 * @file What a server of predictions answers: predictions, traces, what the model is, how the server does, and the
 * Studio.
 */

import { randomUUID } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { type AccessPolicy, isAllowed, requireAccess, requireBearer } from "./access-policy.js";
import { type ApiOptions, apiRoutes, type Env } from "./api-routes.js";
import { clientOfRequest } from "./client-address.js";
import { ClientGone } from "./http-exchange.js";
import { Problem } from "./problem.js";
import { ClientRates, type RateLimit } from "./rate-limit.js";
import type { Log } from "./server-log.js";
import { createStudioApp } from "./studio-app.js";

export interface PredictAppOptions extends ApiOptions {
  readonly log: Log;
  readonly access: AccessPolicy;
  /** How many proxies stand in front, whose word is taken for who a client is; none where left out. */
  readonly proxies?: number | undefined;
  /** What each client may send; anything where left out. */
  readonly rate?: RateLimit | undefined;
  /** The folder of the Studio's built page, where there is one. */
  readonly studio?: string | undefined;
}

/** The status that is logged where nobody is there to be answered. */
const CLIENT_GONE = 499;

/** Those of whose answers somebody may ask who had them: a client that asks too much, or guesses tokens. */
const LIMITED: ReadonlySet<number> = new Set([401, 403, 429]);
/** What asks for health asks as often as it likes. */
const UNLIMITED: ReadonlySet<string> = new Set(["/healthz", "/readyz"]);

export function createPredictApp(options: PredictAppOptions): Hono<Env> {
  const { state, metrics, log, studio, access, proxies = 0 } = options;
  const routes = apiRoutes(options);
  const app = new Hono<Env>();
  const paths = new Set(routes.map(({ path }) => path));
  const rates =
    options.rate === undefined ? undefined : new ClientRates(options.rate, () => metrics.rateLimited());
  app.use(async (context, next) => {
    const started = performance.now();
    const id = randomUUID();
    context.set("id", id);
    context.set("client", clientOfRequest(context.env.incoming, proxies));
    context.header("X-Request-Id", id);
    context.header("X-Content-Type-Options", "nosniff");
    await next();
    if (state.isDraining) context.header("Connection", "close");
    const { method, path } = context.req;
    const seconds = (performance.now() - started) / 1000;
    const { status } = context.res;
    metrics.request(
      paths.has(path) ? path : "page",
      KNOWN_METHODS.has(method) ? method : "other",
      status,
      seconds,
    );
    const { rows, problem } = context.var;
    const client = LIMITED.has(status) ? context.var.client : undefined;
    const time = Number(seconds.toFixed(6));
    log({ event: "request", id, method, path, status, seconds: time, rows, problem, client });
  });
  app.use(async (context, next) => {
    requireAccess(context.env.incoming, access);
    await next();
  });
  if (access.origins.length > 0) app.use(crossOrigin(access));
  // After those, so that a page may read that it asks too much; before the token, so that nobody guesses it.
  if (rates !== undefined) {
    app.use(async (context, next) => {
      if (!UNLIMITED.has(context.req.path)) rates.enter(context.var.client ?? "");
      await next();
    });
  }
  for (const path of paths) {
    const here = routes.filter((route) => route.path === path);
    for (const route of here) {
      app.on(route.method, path, (context) => {
        if (route.guarded && state.tokens !== undefined)
          requireBearer(context.req.header("authorization") ?? null, state.tokens);
        return route.answer(context);
      });
    }
    const allowed = here.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    app.all(path, (context) => otherMethod(context, allowed));
  }
  if (studio !== undefined) {
    const page = createStudioApp({ folder: studio });
    app.get("*", async (context) => {
      // With a token the page cannot fetch the model, and begins with its own.
      const isBare = context.req.path === "/" && context.req.query("model") === undefined;
      if (isBare && state.tokens === undefined) return context.redirect(modelPage(context, state.model.name));
      const response = await page.fetch(context.req.raw, context.env);
      if (response.status === 404) throw notFound(context.req.path);
      return context.newResponse(response.body, response);
    });
    app.all("/", (context) => otherMethod(context, ["GET", "HEAD"]));
  }
  app.notFound((context) => problemResponse(context, notFound(context.req.path)));
  app.onError((error, context) => {
    if (error instanceof Problem) return problemResponse(context, error);
    if (error instanceof ClientGone) {
      context.set("problem", error.message);
      return context.newResponse(null, new Response(null, { status: CLIENT_GONE }));
    }
    log({ event: "error", id: context.var.id ?? "", message: error.message, stack: error.stack });
    return problemResponse(
      context,
      new Problem(500, "Something went wrong that is a mistake of Akari's own."),
    );
  });
  return app;
}

/** What pages of other sites may do where they may ask at all. */
const crossOrigin = ({ origins }: AccessPolicy): MiddlewareHandler =>
  cors({
    origin: (origin) => (isAllowed(origin, origins) ? origin : undefined),
    allowMethods: ["GET", "HEAD", "POST"],
    allowHeaders: ["Authorization", "Content-Type"],
    exposeHeaders: ["Retry-After", "X-Request-Id"],
    maxAge: 600,
  });

const KNOWN_METHODS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
]);

const notFound = (path: string): Problem => new Problem(404, `There is no ${path} here.`);

/** @throws Problem 405 unless it is asked what is allowed */
function otherMethod(context: Context<Env>, allowed: readonly string[]): Response {
  const headers = { Allow: [...allowed, "OPTIONS"].join(", ") };
  if (context.req.method === "OPTIONS") return new Response(null, { status: 204, headers });
  throw new Problem(405, `${context.req.path} takes ${allowed.join(" and ")}, not ${context.req.method}.`, {
    headers,
  });
}

function problemResponse(context: Context<Env>, problem: Problem): Response {
  context.set("problem", problem.message);
  const { text, headers } = problem.written(context.var.id);
  // As text: a stream would be sent in chunks, without its length.
  return context.body(text, problem.status, headers);
}

/** The page, which begins with the model; what else it was asked for stays. */
function modelPage(context: Context<Env>, name: string): string {
  const asked = new URLSearchParams(context.req.query());
  asked.set("model", "given");
  asked.set("name", name);
  return `/?${asked}`;
}
