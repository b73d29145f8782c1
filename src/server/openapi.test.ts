/**
 * @file The description of what is served, held to OpenAPI's own schema and to what the server really takes.
 */

import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { readNumber } from "../data/table/number-text.js";
import { reference } from "../engine/reference/engine.js";
import { defineModel, initializeParameters } from "../model/model.js";
import type { Preprocessing } from "../model/preprocessing.js";
import { DEFAULT_LIMITS } from "./admission.js";
import { ServerMetrics } from "./metrics.js";
import { createPredictApp } from "./predict-app.js";
import { prepareModel, type ServedModel } from "./served-model.js";

const missing = { fill: 0, indicator: false };
const TABLE: Preprocessing = {
  divideBy: 1,
  table: {
    columns: [
      { name: "rooms", kind: "number", shift: 3, scale: 2, missing },
      { name: "built/on", kind: "date", shift: 10_000, scale: 300, missing },
      { name: "garden", kind: "yes-no", values: ["no", "yes"], missing },
      { name: "sold", kind: "yes-no", values: ["0", "1"], missing },
      {
        name: "city",
        kind: "category",
        values: ["Kyoto", "Nara"],
        missing: { fill: "Nara", indicator: false },
      },
    ],
    targets: ["price"],
  },
  outputs: [{ name: "price", shift: 0, scale: 1 }],
};

const model = async (inputs: number, preprocessing: Preprocessing): Promise<ServedModel> => {
  const units = preprocessing.outputs === undefined ? 2 : 1;
  const activation = units === 1 ? ("linear" as const) : ("softmax" as const);
  const definition = defineModel({ inputs, layers: [{ units, activation }], preprocessing });
  const parameters = initializeParameters(definition, 1);
  return prepareModel({ model: { definition, parameters } }, "net", reference);
};

function serving(served: ServedModel, token?: string) {
  const app = createPredictApp({
    state: { model: served, tokens: token === undefined ? undefined : [token], isDraining: false },
    limits: { ...DEFAULT_LIMITS, rows: 3 },
    metrics: new ServerMetrics(),
    log: () => {},
    access: { hosts: [], origins: [] },
  });
  return async (
    path: string,
    init: { headers?: Record<string, string>; method?: string; body?: Uint8Array } = {},
  ) => {
    const headers = { host: "localhost", ...init.headers };
    const incoming = Object.assign(Readable.from(init.body === undefined ? [] : [Buffer.from(init.body)]), {
      headers,
      rawHeaders: Object.entries(headers).flat(),
    });
    const outgoing = Object.assign(new EventEmitter(), { writeContinue() {}, destroy() {} });
    const { body: _, ...request } = init;
    return app.request(path, request, { incoming, outgoing } as unknown as Parameters<typeof app.request>[2]);
  };
}

type Document = Record<string, unknown> & {
  paths: Record<
    string,
    Record<string, { security?: unknown; requestBody: { content: Record<string, { schema: object }> } }>
  >;
};

async function described(ask: ReturnType<typeof serving>, token?: string): Promise<Document> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (await (await ask("/openapi.json", { headers })).json()) as Document;
}

let table: ServedModel;
let pictures: ServedModel;
let sounds: ServedModel;
let numbers: ServedModel;
beforeAll(async () => {
  table = await model(1 + 1 + 1 + 1 + 3, TABLE);
  pictures = await model(4, { divideBy: 255, image: [2, 2] });
  const sound = { form: "waveform", rate: 8000, samples: 4, scaling: [{ shift: 0, scale: 1 }] } as const;
  sounds = await model(4, { divideBy: 1, sound });
  numbers = await model(3, { divideBy: 1 });
});

describe("the description", () => {
  test.each([["table"], ["pictures"], ["sounds"], ["numbers"]])("of a model of %s is sound", async (kind) => {
    for (const token of [undefined, "a-long-enough-token-of-the-server"]) {
      const served = { table, pictures, sounds, numbers }[kind] as ServedModel;
      const document = await described(serving(served, token), token);
      const { valid, errors } = await new Validator().validate(structuredClone(document));
      expect(errors ?? []).toEqual([]);
      expect(valid).toBe(true);
      expect(document.servers).toMatchObject([{ url: "/" }]);
      expect(document.security).toEqual(token === undefined ? [] : [{ token: [] }]);
      const open = Object.entries(document.paths).flatMap(([path, { get }]) => (get?.security ? [path] : []));
      expect(open).toEqual(token === undefined ? [] : ["/healthz", "/readyz"]);
      const form = document.paths["/v1/predict"].post.requestBody.content["multipart/form-data"].schema;
      expect(form).toMatchObject({ required: ["file"] });
    }
  });
});

/** What may stand in a cell, and what may not. */
const CELL = fc.constantFrom<unknown>(
  ...[
    null,
    true,
    false,
    0,
    1,
    2,
    -3.5,
    1e300,
    -1e300,
    "",
    "NA",
    "-",
    " 3 ",
    "-4.5e2",
    ".5",
    "abc",
    "1,5",
    "no",
    " yes ",
  ],
  ...[
    "maybe",
    "0",
    "1",
    "2024-01-31",
    "2024/1/31 09:30",
    "January 31, 2024",
    "31.1.2024",
    "20240131",
    "soon",
    "Kyoto",
    -999,
    " -999",
    "gone",
  ],
  ...["somewhere else", [], {}, [1], { a: 1 }],
);
const GOOD: Record<string, readonly unknown[]> = {
  rooms: [3, "4", null, " 5.5 ", ""],
  "built/on": ["2024-01-31", null, "1 Jan 2020", "NA"],
  garden: [true, "no", null, "yes"],
  sold: [1, "0", false, 0],
  city: ["Kyoto", null, "Osaka", 7, true],
};
/** A row as it should be, then changed in a place or two. */
const ROW = fc
  .record({
    cells: fc.record(
      Object.fromEntries(Object.entries(GOOD).map(([name, cells]) => [name, fc.constantFrom(...cells)])),
    ),
    changes: fc.array(fc.tuple(fc.constantFrom(...Object.keys(GOOD), "price", "other"), CELL), {
      maxLength: 2,
    }),
    lacking: fc.option(fc.constantFrom(...Object.keys(GOOD)), { freq: 8 }),
  })
  .map(({ cells, changes, lacking }) => {
    const row: Record<string, unknown> = { ...cells, ...Object.fromEntries(changes) };
    if (lacking !== null) delete row[lacking];
    return row;
  });
const NUMBER = fc.oneof(
  { weight: 40, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, "1", true, 1e39, -1e39, [], 3e38) },
);
const NUMBERS = fc.oneof(
  { weight: 3, arbitrary: fc.array(NUMBER, { minLength: 7, maxLength: 7 }) },
  { weight: 1, arbitrary: fc.array(NUMBER, { minLength: 6, maxLength: 8 }) },
);
const one = fc.oneof(ROW, NUMBERS, fc.constantFrom<unknown>(null, 1, "text", {}, []));
const BODY = fc.oneof(
  { weight: 4, arbitrary: ROW.map((row) => ({ row })) },
  { weight: 4, arbitrary: fc.array(ROW, { maxLength: 4 }).map((rows) => ({ rows })) },
  { weight: 4, arbitrary: NUMBERS.map((input) => ({ input })) },
  { weight: 4, arbitrary: fc.array(NUMBERS, { maxLength: 4 }).map((inputs) => ({ inputs })) },
  fc.dictionary(
    fc.constantFrom("row", "rows", "input", "inputs", "other"),
    fc.oneof(one, fc.array(one, { maxLength: 3 })),
    {
      maxKeys: 2,
    },
  ),
  fc.constantFrom<unknown>(null, 3, "text", [], [{}]),
);

/** Whether a number is given as a text with marks, which fits no pattern and may be read all the same. */
function hasMarkedNumber(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return false;
  return Object.entries(body).some(([name, value]) =>
    ["rooms", "sold"].includes(name) && typeof value === "string"
      ? readNumber(value.trim())?.isMarked === true
      : hasMarkedNumber(value),
  );
}

test.each([
  ["", undefined],
  [", where a person told what is missing", ["-999", "gone"]],
])("a body fits the description where the server takes it, and nowhere else%s", async (_, told) => {
  const { table: form } = TABLE;
  const ask = serving(
    told === undefined || form === undefined
      ? table
      : await model(7, { ...TABLE, table: { ...form, missing: told } }),
  );
  const document = await described(ask);
  const { schema } = document.paths["/v1/predict"].post.requestBody.content["application/json"];
  const fits = new Ajv2020({ strict: false }).compile(schema);
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(BODY, async (body) => {
      const headers = { "content-type": "application/json" };
      const response = await ask("/v1/predict", {
        method: "POST",
        headers,
        body: Buffer.from(JSON.stringify(body)),
      });
      const sent: unknown = JSON.parse(JSON.stringify(body));
      if (response.status === 200) taken++;
      expect([200, 413, 422]).toContain(response.status);
      if (response.status === 200 && hasMarkedNumber(sent)) return;
      expect({ fits: fits(sent), errors: fits.errors }).toMatchObject({ fits: response.status === 200 });
    }),
    { numRuns: 300 },
  );
  expect(taken).toBeGreaterThan(30);
});
