/**
 * @file Describes what is served, for programs that make clients of such descriptions: the model's own columns, labels
 * and limits in it.
 *
 * Source: OpenAPI Specification 3.1.1.
 */

import { type ModelDefinition, outputUnits } from "../model/model.js";
import { classLabels, outputsAreProbabilities, outputTask } from "../model/outputs.js";
import { type Limits, mostRows } from "./admission.js";
import { bodyTypes } from "./bodies/read-inputs.js";
import { jsonSchema, UPLOAD_SCHEMA } from "./body-schemas.js";
import type { ServedModel } from "./served-model.js";

/** A route as the description has it. */
export interface DescribedRoute {
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly summary: string;
  /** The type of its answer, and that answer's schema where it is JSON. */
  readonly answers: readonly [type: string, schema?: "Predictions" | "Trace" | "Model"];
  /** Whether it wants a token where the server has one. */
  readonly guarded: boolean;
}

/** @param isGuarded whether the server has a token */
export function describeApi(
  routes: readonly DescribedRoute[],
  model: ServedModel,
  limits: Limits,
  isGuarded: boolean,
): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(route, model, limits, isGuarded),
    };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: `Predictions of ${model.name}`,
      version: model.sha256.slice(0, 12),
      description: "What a neural network says of the inputs that it is sent.",
    },
    servers: [{ url: "/", description: "The server that this description comes from" }],
    // Of all that does not say otherwise.
    security: isGuarded ? [{ token: [] }] : [],
    paths,
    components: {
      schemas: { ...answerSchemas(model.definition), Problem: PROBLEM },
      ...(isGuarded ? { securitySchemes: { token: { type: "http", scheme: "bearer" } } } : {}),
    },
  };
}

function operation(
  { path, method, summary, answers: [type, schema], guarded }: DescribedRoute,
  model: ServedModel,
  limits: Limits,
  isGuarded: boolean,
): object {
  const body = method === "POST" ? { requestBody: requestBody(model, limits, path.endsWith("/trace")) } : {};
  const problem = { content: { "application/problem+json": { schema: reference("Problem") } } };
  const content = { [type]: schema === undefined ? {} : { schema: reference(schema) } };
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^a-z0-9]+(.)/gi, (_, letter) => letter.toUpperCase())}`,
    summary,
    ...(isGuarded && !guarded ? { security: [] } : {}),
    ...body,
    responses: {
      200: { description: summary, content },
      "4XX": { ...problem, description: "What is wrong with the request" },
      default: { ...problem, description: "What went wrong" },
    },
  };
}

const reference = (schema: string): object => ({ $ref: `#/components/schemas/${schema}` });

function requestBody(model: ServedModel, limits: Limits, one: boolean): object {
  const schemas = (type: string): object => {
    if (type === "application/json")
      return { schema: jsonSchema(model.definition, one ? 1 : mostRows(limits, model.definition)) };
    if (type === "multipart/form-data") return { schema: UPLOAD_SCHEMA };
    return type === "text/csv" ? { schema: { type: "string" } } : {};
  };
  return {
    required: true,
    description: `At most ${limits.bodyBytes} bytes.`,
    content: Object.fromEntries(bodyTypes(model.kind).map((type) => [type, schemas(type)])),
  };
}

function answerSchemas(definition: ModelDefinition): Record<string, object> {
  const numbers = { type: "array", items: { type: "number" } };
  return {
    Predictions: {
      type: "object",
      properties: {
        model: { type: "string", description: "SHA-256 of the parameters that answered." },
        predictions: { type: "array", items: answerSchema(definition) },
      },
      required: ["model", "predictions"],
    },
    Trace: {
      type: "object",
      properties: {
        model: { type: "string" },
        input: { type: "string" },
        ...unseenSchema(definition),
        inputs: numbers,
        layers: {
          type: "array",
          items: { type: "object", properties: { preActivations: numbers, activations: numbers } },
        },
      },
      required: ["model", "input", "inputs", "layers"],
    },
    Model: { type: "object", properties: { model: { type: "string" }, sha256: { type: "string" } } },
  };
}

function answerSchema(definition: ModelDefinition): object {
  const input = { type: "string", description: "Which of the request's inputs it is." };
  const kind = outputTask(definition);
  if (kind === "labels") return labelsSchema(input, definition);
  if (kind === "values") {
    const { outputs } = definition.preprocessing;
    const names =
      outputs?.map(({ name }) => name) ??
      Array.from({ length: outputUnits(definition) }, (_, k) => `output ${k + 1}`);
    const values = {
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, { type: "number" }])),
      required: names,
    };
    return {
      type: "object",
      properties: { input, values, ...unseenSchema(definition) },
      required: ["input", "values"],
    };
  }
  const labels = classLabels(definition);
  const scores = {
    type: "array",
    items: { type: "number" },
    minItems: labels.length,
    maxItems: labels.length,
  };
  const [one, all] = outputsAreProbabilities(definition)
    ? ["probability", "probabilities"]
    : ["output", "outputs"];
  return {
    type: "object",
    properties: {
      input,
      label: { enum: labels },
      [one]: { type: "number" },
      [all]: scores,
      ...unseenSchema(definition),
    },
    required: ["input", "label", one, all],
  };
}

/** A table's columns of categories, of which an answer names those whose category is new. */
function unseenSchema({ preprocessing: { table } }: ModelDefinition): object {
  const names = (table?.columns ?? []).flatMap(({ name, kind }) => (kind === "category" ? [name] : []));
  if (names.length === 0) return {};
  const description =
    "Columns whose category training never saw: the answer is a guess. Absent where there are none.";
  return { unseen: { type: "array", items: { enum: names }, description } };
}

/** Of labels that are each true or not: all of them, in the outputs' order. */
function labelsSchema(input: object, definition: ModelDefinition): object {
  const names = classLabels(definition);
  const label = {
    type: "object",
    properties: {
      label: { enum: [...new Set(names)] },
      answer: { type: "boolean", description: "Whether the label is true: its probability is above 0.5." },
      probability: { type: "number" },
      actual: { type: "boolean", description: "Where it is known." },
    },
    required: ["label", "answer", "probability"],
  };
  const labels = { type: "array", items: label, minItems: names.length, maxItems: names.length };
  return {
    type: "object",
    properties: { input, labels, ...unseenSchema(definition) },
    required: ["input", "labels"],
  };
}

const PROBLEM = {
  type: "object",
  description: "RFC 9457",
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: {
          detail: { type: "string" },
          pointer: { type: "string" },
          row: { type: "integer" },
          column: { type: "string" },
          file: { type: "string" },
          header: { type: "string" },
        },
        required: ["detail"],
      },
    },
  },
  required: ["type", "title", "status", "detail"],
};
