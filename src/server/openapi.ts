/**
 * @file Describes what is served, for programs that make clients of such descriptions: the model's own columns, labels
 * and limits in it.
 *
 * Source: OpenAPI Specification 3.1.1.
 */

import { answerKind, classLabels, outputsAreProbabilities } from "../insight/answer.js";
import { type ModelDefinition, outputUnits } from "../model/model.js";
import type { ColumnPreprocessing } from "../model/preprocessing.js";
import { bodyTypes } from "./bodies/read-inputs.js";
import { type Limits, mostRows } from "./limits.js";
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
    info: { title: `Predictions of ${model.name}`, version: model.sha256.slice(0, 12) },
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
  const content = { [type]: schema === undefined ? {} : { schema: reference(schema) } };
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^a-z0-9]+(.)/gi, (_, letter) => letter.toUpperCase())}`,
    summary,
    ...(isGuarded && guarded ? { security: [{ token: [] }] } : {}),
    ...body,
    responses: {
      200: { description: summary, content },
      default: {
        description: "What went wrong",
        content: { "application/problem+json": { schema: reference("Problem") } },
      },
    },
  };
}

const UPLOAD = {
  type: "object",
  properties: { file: { type: "array", items: { type: "string", format: "binary" } } },
};

const reference = (schema: string): object => ({ $ref: `#/components/schemas/${schema}` });

function requestBody(model: ServedModel, limits: Limits, one: boolean): object {
  const schemas = (type: string): object => {
    if (type === "application/json")
      return { schema: jsonSchema(model.definition, one ? 1 : mostRows(limits, model.definition)) };
    if (type === "multipart/form-data") return { schema: UPLOAD };
    return type === "text/csv" ? { schema: { type: "string" } } : {};
  };
  return {
    required: true,
    description: `At most ${limits.bodyBytes} bytes.`,
    content: Object.fromEntries(bodyTypes(model.kind).map((type) => [type, schemas(type)])),
  };
}

function jsonSchema({ inputs, preprocessing: { table } }: ModelDefinition, most: number): object {
  const numbers = { type: "array", items: { type: "number" }, minItems: inputs, maxItems: inputs };
  const member = (name: string, schema: object): object => ({
    type: "object",
    properties: { [name]: schema },
    required: [name],
    additionalProperties: false,
  });
  const many = (items: object): object => ({ type: "array", items, minItems: 1, maxItems: most });
  const row = table === undefined ? undefined : rowSchema(table.columns);
  return {
    oneOf: [
      ...(row === undefined ? [] : [member("rows", many(row)), member("row", row)]),
      member("inputs", many(numbers)),
      member("input", numbers),
    ],
  };
}

function rowSchema(columns: readonly ColumnPreprocessing[]): object {
  return {
    type: "object",
    properties: Object.fromEntries(columns.map((column) => [column.name, cellSchema(column)])),
    required: columns.map(({ name }) => name),
  };
}

/** Null is a missing value; texts are read as they are in a table's file. */
function cellSchema(column: ColumnPreprocessing): object {
  switch (column.kind) {
    case "number":
      return { type: ["number", "string", "null"] };
    case "date":
      return { type: ["string", "null"], description: "A date, such as 2024-01-31." };
    case "yes-no":
      return { type: ["boolean", "string", "number", "null"], examples: [column.values[1]] };
    case "category":
      return { type: ["string", "number", "boolean", "null"], examples: column.values.slice(0, 5) };
  }
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
  const kind = answerKind(definition);
  if (kind === "labels") return labelsSchema(input, classLabels(definition));
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
    return { type: "object", properties: { input, values }, required: ["input", "values"] };
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
    properties: { input, label: { enum: labels }, [one]: { type: "number" }, [all]: scores },
    required: ["input", "label", one, all],
  };
}

/** Of labels that are each true or not: all of them, in the outputs' order. */
function labelsSchema(input: object, names: readonly string[]): object {
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
  return { type: "object", properties: { input, labels }, required: ["input", "labels"] };
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
