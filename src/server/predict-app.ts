/**
 * @file What a server of predictions answers: predictions, traces, what the model is, how the server does, and the
 * Studio.
 */

import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { readAnswers } from "../insight/answer.js";
import { answerJson, traceJson } from "../insight/answer-json.js";
import { Admission } from "./admission.js";
import { requireBearer } from "./auth.js";
import { Deadline } from "./deadline.js";
import { ClientGone, type Exchange } from "./exchange.js";
import type { Limits } from "./limits.js";
import { type DescribedRoute, describeApi } from "./openapi.js";
import { Problem } from "./problem.js";
import { PredictionQueue } from "./queue.js";
import { readInputs } from "./read-inputs.js";
import type { RequestInputs } from "./request-inputs.js";
import type { ServedModel } from "./served-model.js";
import type { Log } from "./server-log.js";
import type { ServerMetrics } from "./server-metrics.js";
import { createStudioApp, GIVEN_MODEL } from "./studio-app.js";

/** What changes while a server runs. */
export interface ServerState {
  /** What requests that come now are answered by. */
  model: ServedModel;
  /** Whether it is about to end: it answers still, and says on every answer that the connection ends. */
  isDraining: boolean;
}

export interface PredictAppOptions {
  readonly state: ServerState;
  readonly limits: Limits;
  readonly metrics: ServerMetrics;
  readonly log: Log;
  /** Without it, everybody is let in. */
  readonly token?: string | undefined;
  /** The folder of the Studio's built page, where there is one. */
  readonly studio?: string | undefined;
}

/** What is known of a request when it has been answered. */
interface Variables {
  id: string;
  rows: number;
  problem: string;
}
type Env = { Bindings: Exchange; Variables: Partial<Variables> };
type Answer = (context: Context<Env>) => Response | Promise<Response>;
type Route = DescribedRoute & { readonly answer: Answer };

/** The status that is logged where nobody is there to be answered. */
const CLIENT_GONE = 499;
const MODEL_PAGE = (name: string): string => `/?model=given&name=${encodeURIComponent(name)}`;

export interface PredictApp {
  readonly app: Hono<Env>;
  /** Requests that are let in and not answered. */
  waiting(): number;
}

export function createPredictApp(options: PredictAppOptions): PredictApp {
  const { state, limits, metrics, log, token, studio } = options;
  const admission = new Admission(limits);
  const queue = new PredictionQueue((rows) => metrics.batch(rows));
  const routes: readonly Route[] = [
    {
      path: "/v1/predict",
      method: "POST",
      summary: "What the model says of the inputs",
      answers: ["application/json", "Predictions"],
      guarded: true,
      answer: (context) =>
        admitted(context, async (model, { inputs, names, truths }, deadline) => {
          const outputs = await queue.predict(model, inputs, deadline);
          const answers = readAnswers(model.definition, outputs);
          return {
            predictions: answers.map((answer, i) => ({
              input: names[i],
              ...answerJson(model.definition, answer, truths?.[i]),
            })),
          };
        }),
    },
    {
      path: "/v1/trace",
      method: "POST",
      summary: "Every layer's weighted sums and activations for one input",
      answers: ["application/json", "Trace"],
      guarded: true,
      answer: (context) =>
        admitted(context, async (model, { inputs, names, truths }) => {
          if (names.length > 1) {
            const detail = `There are ${names.length} inputs; one is traced at a time.`;
            throw new Problem(422, detail, { errors: [{ detail, pointer: "#" }] });
          }
          return {
            input: names[0],
            ...traceJson(model.definition, model.compiled.trace(inputs), truths?.[0]),
          };
        }),
    },
    {
      path: "/v1/model",
      method: "GET",
      summary: "What the model takes, its layers, and how it was trained",
      answers: ["application/json", "Model"],
      guarded: true,
      answer: (context) =>
        context.json({ ...state.model.summary, takes: state.model.kind ?? "numbers", limits }),
    },
    {
      path: GIVEN_MODEL,
      method: "GET",
      summary: "The model's file",
      answers: ["application/octet-stream"],
      guarded: true,
      answer: (context) =>
        context.body(state.model.file, 200, {
          "Content-Type": "application/octet-stream",
          "Cache-Control": "no-cache",
        }),
    },
    {
      path: "/healthz",
      method: "GET",
      summary: "Whether the server runs",
      answers: ["text/plain"],
      guarded: false,
      answer: (context) => context.text("ok\n"),
    },
    {
      path: "/readyz",
      method: "GET",
      summary: "Whether the server takes requests",
      answers: ["text/plain"],
      guarded: false,
      answer: (context) => {
        if (state.isDraining) throw new Problem(503, "The server is about to end.");
        return context.text("ready\n");
      },
    },
    {
      path: "/metrics",
      method: "GET",
      summary: "What the server has done, for Prometheus",
      answers: ["text/plain"],
      guarded: true,
      answer: (context) =>
        context.text(
          metrics.text({
            waiting: () => admission.waiting,
            queued: () => queue.length,
            heldBytes: () => admission.bytes,
            model: () => state.model,
          }),
          200,
          { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" },
        ),
    },
    {
      path: "/openapi.json",
      method: "GET",
      summary: "This description",
      answers: ["application/json"],
      guarded: true,
      answer: (context) => context.json(describeApi(routes, state.model, limits, token !== undefined)),
    },
  ];

  /** Reads a request's inputs and answers it, within the limits. */
  async function admitted(
    context: Context<Env>,
    answer: (model: ServedModel, inputs: RequestInputs, deadline: Deadline) => Promise<object>,
  ): Promise<Response> {
    const ticket = admission.enter();
    const deadline = new Deadline(context.env, limits.seconds);
    try {
      const { model } = state;
      const inputs = await readInputs(context.env, model, limits, ticket, deadline);
      deadline.bodyIsRead();
      const body = await answer(model, inputs, deadline);
      context.set("rows", inputs.names.length);
      return context.json({ model: model.sha256, ...body });
    } finally {
      deadline.end();
      ticket.leave();
    }
  }

  const app = new Hono<Env>();
  const paths = new Set(routes.map(({ path }) => path));
  app.use(async (context, next) => {
    const started = performance.now();
    const id = randomUUID();
    context.set("id", id);
    context.header("X-Request-Id", id);
    context.header("X-Content-Type-Options", "nosniff");
    if (state.isDraining) context.header("Connection", "close");
    await next();
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
    log({ event: "request", id, method, path, status, seconds: Number(seconds.toFixed(6)), rows, problem });
  });
  for (const path of paths) {
    const here = routes.filter((route) => route.path === path);
    for (const route of here) {
      app.on(route.method, path, (context) => {
        if (route.guarded && token !== undefined)
          requireBearer(context.req.header("authorization") ?? null, token);
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
      if (isBare && token === undefined) return context.redirect(MODEL_PAGE(state.model.name));
      const response = await page.fetch(context.req.raw);
      if (response.status === 404) throw notFound(context.req.path);
      return new Response(response.body, response);
    });
    app.all("*", (context) => otherMethod(context, ["GET", "HEAD"]));
  }
  app.notFound((context) => problemResponse(context, notFound(context.req.path)));
  app.onError((error, context) => {
    if (error instanceof Problem) return problemResponse(context, error);
    if (error instanceof ClientGone) {
      context.set("problem", error.message);
      return new Response(null, { status: CLIENT_GONE });
    }
    log({ event: "error", id: context.var.id ?? "", message: error.message, stack: error.stack });
    return problemResponse(
      context,
      new Problem(500, "Something went wrong that is a mistake of Akari's own."),
    );
  });
  return { app, waiting: () => admission.waiting };
}

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
  return problem.response(context.var.id);
}
