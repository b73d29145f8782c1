/**
 * @file The routes of a server of predictions: predictions, traces, what the model is, and how the server does.
 */

import type { Context } from "hono";
import { interpretOutputs, predictionJson, traceJson } from "../insight/predictions.js";
import { type ModelDefinition, outputUnits } from "../model/model.js";
import { Admission, type Limits, mostRows } from "./admission.js";
import { BodyThreads } from "./bodies/body-threads.js";
import { ReadingQueue } from "./bodies/read-body.js";
import { type Readers, readInputs } from "./bodies/read-inputs.js";
import type { RequestInputs } from "./bodies/request-inputs.js";
import { Deadline, type HttpExchange } from "./http-exchange.js";
import type { ServerMetrics } from "./metrics.js";
import { type DescribedRoute, describeApi } from "./openapi.js";
import { Problem } from "./problem.js";
import { PredictionQueue } from "./queue.js";
import type { ServedModel, ServerState } from "./served-model.js";
import { GIVEN_MODEL } from "./studio-app.js";

/** What is known of a request when it has been answered. */
interface Variables {
  id: string;
  /** Who sent it. */
  client: string;
  rows: number;
  problem: string;
}
export type Env = { Bindings: HttpExchange; Variables: Partial<Variables> };
type Answer = (context: Context<Env>) => Response | Promise<Response>;
export type Route = DescribedRoute & { readonly answer: Answer };

export interface ApiOptions {
  readonly state: ServerState;
  readonly limits: Limits;
  readonly metrics: ServerMetrics;
  /** What reads pictures, recordings and long JSON bodies; half as many threads as cores where left out. */
  readonly threads?: BodyThreads | undefined;
}

export function apiRoutes({
  state,
  limits,
  metrics,
  threads = new BodyThreads(),
}: ApiOptions): readonly Route[] {
  const admission = new Admission(limits);
  const queue = new PredictionQueue((rows) => metrics.batch(rows));
  const readers: Readers = { turns: new ReadingQueue(), threads };
  const routes: readonly Route[] = [
    {
      path: "/v1/predict",
      method: "POST",
      summary: "What the model says of the inputs",
      answers: ["application/json", "Predictions"],
      guarded: true,
      answer: (context) =>
        admitted(context, async (model, inputs, deadline) => {
          const outputs = await queue.predict(model, inputs.inputs, deadline);
          const predictions = await predictionTexts(model.definition, outputs, inputs, async () => {
            await readers.turns.take();
            deadline.check();
          });
          return `"predictions":[${predictions.join()}]`;
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
          const { definition, compiled } = model;
          const traced = { input: names[0], ...traceJson(definition, compiled.trace(inputs), truths?.[0]) };
          return JSON.stringify(traced).slice(1, -1);
        }),
    },
    {
      path: "/v1/model",
      method: "GET",
      summary: "What the model takes, its layers, and how it was trained",
      answers: ["application/json", "Model"],
      guarded: true,
      answer: (context) =>
        json(context, { ...state.model.summary, takes: state.model.kind ?? "numbers", limits: ownLimits() }),
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
            media: () => readers.threads.waiting,
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
      answer: (context) =>
        json(context, describeApi(routes, state.model, limits, state.tokens !== undefined)),
    },
  ];

  /** The limits, with the rows that this very model takes. */
  const ownLimits = (): Limits => ({ ...limits, rows: mostRows(limits, state.model.definition) });

  /** Reads a request's inputs and answers it, within the limits. @param answer members of JSON */
  async function admitted(
    context: Context<Env>,
    answer: (model: ServedModel, inputs: RequestInputs, deadline: Deadline) => Promise<string>,
  ): Promise<Response> {
    const ticket = admission.enter(context.var.client ?? "");
    const deadline = new Deadline(context.env, limits.seconds);
    try {
      const { model } = state;
      const inputs = await readInputs(context.env, model, limits, ticket, deadline, readers);
      ticket.hold(OUTPUT_BYTES * inputs.names.length * outputUnits(model.definition));
      const members = await answer(model, inputs, deadline);
      context.set("rows", inputs.names.length);
      const text = `{"model":${JSON.stringify(model.sha256)},${members}}\n`;
      // A client that has gone meanwhile takes no answer, and its memory would never be given back.
      deadline.check();
      ticket.answer(Buffer.byteLength(text));
      deadline.answered(() => ticket.leave());
      return context.body(text, 200, JSON_TYPE);
    } catch (error) {
      deadline.end();
      ticket.leave();
      throw error;
    }
  }

  return routes;
}

/** Of a float64. */
const OUTPUT_BYTES = 8;
const JSON_TYPE = { "Content-Type": "application/json" };

/** So many outputs are written at once: others are answered between them. */
const OUTPUTS_AT_ONCE = 2 ** 12;

/** @param goOn is waited for between pieces of them; throws where the request is given up */
async function predictionTexts(
  definition: ModelDefinition,
  outputs: Float64Array,
  { inputs, names, truths }: RequestInputs,
  goOn: () => Promise<void>,
): Promise<string[]> {
  const units = outputUnits(definition);
  const rows = Math.max(1, Math.floor(OUTPUTS_AT_ONCE / units));
  const texts: string[] = [];
  for (let from = 0; from < names.length; from += rows) {
    if (from > 0) await goOn();
    const to = Math.min(from + rows, names.length);
    const shown = inputs.subarray(from * definition.inputs, to * definition.inputs);
    for (const answer of interpretOutputs(definition, outputs.subarray(from * units, to * units), shown)) {
      const i = texts.length;
      texts.push(JSON.stringify({ input: names[i], ...predictionJson(definition, answer, truths?.[i]) }));
    }
  }
  return texts;
}

/** JSON on a line, with the line's end, for whoever reads it in a terminal. */
const written = (answer: object): string => `${JSON.stringify(answer)}\n`;

const json = (context: Context<Env>, answer: object): Response =>
  context.body(written(answer), 200, JSON_TYPE);
