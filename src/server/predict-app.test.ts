/**
 * @file What the app answers, asked without a network: models made by hand, whose answers can be told in the head.
 */

import { EventEmitter, once } from "node:events";
import { Readable } from "node:stream";
import { PNG } from "pngjs";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { wasm } from "../engine/wasm/engine.js";
import type { StoredModel } from "../formats/stored-model.js";
import { defineModel } from "../model/model.js";
import type { AccessPolicy } from "./access-policy.js";
import { DEFAULT_LIMITS, type Limits, mostRows } from "./admission.js";
import { type BodyTask, readTask } from "./bodies/body-tasks.js";
import { BodyThreads } from "./bodies/body-threads.js";
import { ServerMetrics } from "./metrics.js";
import { createPredictApp, type PredictAppOptions } from "./predict-app.js";
import { prepareModel, type ServedModel, type ServerState } from "./served-model.js";
import type { LogEvent } from "./server-log.js";

/** price = 10 · rooms + 5 where the city is Kyoto. */
const PRICES: StoredModel = {
  model: {
    definition: defineModel({
      inputs: 4,
      layers: [{ units: 1, activation: "linear" }],
      loss: "mean_squared_error",
      preprocessing: {
        divideBy: 1,
        table: {
          columns: [
            { name: "rooms", kind: "number", shift: 0, scale: 1, missing: { fill: 0, indicator: false } },
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
      },
    }),
    parameters: [{ weight: Float32Array.of(10, 5, 0, 0), bias: Float32Array.of(0) }],
  },
};

/** Pictures of 2×2 pixels: bright on the left or on the right. */
const SIDES: StoredModel = {
  model: {
    definition: defineModel({
      inputs: 4,
      layers: [{ units: 2, activation: "softmax" }],
      loss: "cross_entropy",
      preprocessing: { divideBy: 255, image: [2, 2] },
      labels: ["left", "right"],
    }),
    parameters: [{ weight: Float32Array.of(3, -3, 3, -3, -3, 3, -3, 3), bias: Float32Array.of(0, 0) }],
  },
};

let prices: ServedModel;
let sides: ServedModel;
beforeAll(async () => {
  prices = await prepareModel(PRICES, "prices.safetensors", wasm);
  sides = await prepareModel(SIDES, "sides.safetensors", wasm);
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a client does with its answer, and whether it is asked for its body. */
class Client extends EventEmitter {
  continued = 0;
  isCut = false;
  readonly takes: boolean;
  constructor(takes = true) {
    super();
    this.takes = takes;
  }
  writeContinue() {
    this.continued++;
  }
  destroy() {
    this.isCut = true;
    this.emit("close");
  }
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable;
  /** Tells `close` where the client goes away. */
  readonly client?: Client;
  /** How its target and headers came. */
  readonly raw?: { readonly url?: string; readonly rawHeaders?: readonly string[] };
}

interface Made {
  readonly state: ServerState;
  readonly events: LogEvent[];
  ask(path: string, init?: Asked): Promise<Response>;
  post(path: string, body: unknown, type?: string): Promise<Response>;
}

function serve(
  model: ServedModel,
  limits: Partial<Limits> = {},
  options: Partial<PredictAppOptions> = {},
): Made {
  const state: ServerState = { model, isDraining: false };
  const events: LogEvent[] = [];
  const app = createPredictApp({
    state,
    limits: { ...DEFAULT_LIMITS, ...limits },
    metrics: new ServerMetrics(),
    log: (event) => events.push(event),
    access: { hosts: [], origins: [] },
    ...options,
  });
  const ask = async (path: string, init: Asked = {}) => {
    const { body, headers = {}, method, client = new Client(), raw = {} } = init;
    const named = [["host", "localhost"], ...Object.entries(headers)].map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]);
    const lowered = Object.fromEntries(named);
    const incoming =
      body instanceof Readable ? body : Readable.from(body === undefined ? [] : [Buffer.from(body)]);
    const exchange = {
      incoming: Object.assign(incoming, {
        headers: lowered,
        rawHeaders: Object.entries(lowered).flat() as string[],
        ...raw,
      }),
      outgoing: client,
    };
    const response = await app.request(
      path,
      { headers, ...(method === undefined ? {} : { method }) },
      exchange,
    );
    if (client.takes) client.emit("close");
    return response;
  };
  return {
    state,
    events,
    ask,
    post: (path, body, type = "application/json") =>
      ask(path, {
        method: "POST",
        headers: { "Content-Type": type },
        body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
  };
}

const POST_JSON = { method: "POST", headers: { "Content-Type": "application/json" } };
/** A body that does not come. */
const silent = (): Readable => new Readable({ read() {} });

const png = (...levels: number[]): Uint8Array => {
  const picture = new PNG({ width: 2, height: 2 });
  levels.forEach((level, p) => {
    picture.data.set([level, level, level, 255], 4 * p);
  });
  return PNG.sync.write(picture);
};

async function problemOf(response: Response, status: number) {
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return (await response.json()) as { detail: string; errors: Record<string, unknown>[] };
}

describe("POST /v1/predict", () => {
  test("one row and many, in the target's own unit", async () => {
    const { post } = serve(prices);
    const one = await post("/v1/predict", { row: { rooms: 3, city: "Kyoto" } });
    expect(await one.json()).toEqual({
      model: prices.sha256,
      predictions: [{ input: "row", values: { price: 35 } }],
    });
    const many = await post("/v1/predict", {
      rows: [
        { rooms: "1", city: "Nara", id: 7 },
        { rooms: null, city: 4 },
      ],
    });
    expect((await many.json()).predictions).toEqual([
      { input: "rows[0]", values: { price: 10 } },
      { input: "rows[1]", values: { price: 0 }, unseen: ["city"] },
    ]);
  });

  test("texts are read as in a file, by all rows, and compared by meaning", async () => {
    const { post } = serve(prices);
    const json = async (...rows: object[]) => post("/v1/predict", { rows });
    const { predictions } = await (
      await json(
        { rooms: "1,5", city: "Kyoto " },
        { rooms: "1,234", city: "Ｎａｒａ" },
        { rooms: 1.234, city: "Rome" },
      )
    ).json();
    expect(predictions).toEqual([
      { input: "rows[0]", values: { price: 20 } },
      { input: "rows[1]", values: { price: expect.closeTo(12.34) } },
      { input: "rows[2]", values: { price: expect.closeTo(12.34) }, unseen: ["city"] },
    ]);
    const doubtful = await problemOf(await json({ rooms: "1,234", city: "Nara" }), 422);
    expect(doubtful.detail).toMatch(/is 1234 if a point .* Send it as a number rather than as a text\.$/);
    const csv = await post("/v1/predict", 'rooms,city\n"1,234",Nara\n"1,5",Nara\n', "text/csv");
    expect((await csv.json()).predictions[0].values.price).toBeCloseTo(12.34);
    const lost = await problemOf(await json({ rooms: 1, city: 2 ** 60 }), 422);
    expect(lost.errors).toEqual([
      { pointer: "#/rows/0/city", detail: expect.stringContaining("Give it as a text") },
    ]);
  });

  test("bare numbers, for any model", async () => {
    const { post } = serve(prices);
    const many = await post("/v1/predict", {
      inputs: [
        [1, 1, 0, 0],
        [2, 0, 0, 1],
      ],
    });
    expect((await many.json()).predictions).toEqual([
      { input: "inputs[0]", values: { price: 15 } },
      { input: "inputs[1]", values: { price: 20 }, unseen: ["city"] },
    ]);
    const { predictions } = await (
      await serve(sides).post("/v1/predict", { input: [255, 0, 255, 0] })
    ).json();
    expect(predictions[0]).toMatchObject({
      input: "input",
      label: "left",
      probability: expect.closeTo(1, 3),
    });
  });

  test("a table, with what is known of its target", async () => {
    const { post } = serve(prices);
    const answer = await post(
      "/v1/predict",
      "city;rooms;price\r\nKyoto;1,5;21\nNara;;\n",
      "text/csv; charset=utf-8",
    );
    expect((await answer.json()).predictions).toEqual([
      { input: "row 2", values: { price: 20 }, actual: { price: 21 } },
      { input: "row 3", values: { price: 0 } },
    ]);
  });

  test("a picture", async () => {
    const { predictions } = await (
      await serve(sides).post("/v1/predict", png(9, 250, 9, 250), "image/png")
    ).json();
    expect(predictions[0]).toMatchObject({ input: "image", label: "right" });
  });

  test.each([
    ["{", 400, "#"],
    ["", 400, "#"],
    ["\u00ff", 400, "#"],
    [[1], 422, "#"],
    [{}, 422, "#"],
    [{ row: {}, rows: [] }, 422, "#"],
    [{ raws: [] }, 422, "#/raws"],
    ['{"\\ud800/": 1}', 422, "#/%EF%BF%BD~1"],
    [{ rows: {} }, 422, "#/rows"],
    [{ rows: [] }, 422, "#/rows"],
    [{ rows: [{ rooms: 1, city: "x" }, 5] }, 422, "#/rows/1"],
    [{ rows: [{ city: "x" }] }, 422, "#/rows/0/rooms"],
    [{ row: { rooms: "many", city: "x" } }, 422, "#/row/rooms"],
    [{ row: { rooms: 1, city: {} } }, 422, "#/row/city"],
    ['{"row": {"rooms": 1e999, "city": null}}', 422, "#/row/rooms"],
    [{ row: { rooms: 1e300, city: null } }, 422, "#/row"],
    [{ inputs: [[1, 2, 3]] }, 422, "#/inputs/0"],
    [{ inputs: [[1, 2, 3, 4], 1] }, 422, "#/inputs/1"],
    [{ input: [1, 2, "3", 4] }, 422, "#/input/2"],
    [{ input: [1, 2, 1e39, 4] }, 422, "#/input/2"],
    [{ rows: [1, 2, 3, 4] }, 413, "#/rows"],
  ])("refuses %j, naming the place", async (body, status, pointer) => {
    const latin = body === "\u00ff" ? Uint8Array.of(0xff) : body;
    const { errors, detail } = await problemOf(
      await serve(prices, { rows: 3 }).post("/v1/predict", latin),
      status,
    );
    expect(errors[0]).toMatchObject({ pointer });
    expect(detail).toMatch(/[.)]$/);
  });

  test.each([
    ["rooms,city\n1,Nara\nmany,Nara\n", 422, { row: 3, column: "rooms" }],
    ["rooms,city\n1\n", 422, { row: 2 }],
    ["rooms,town\n1,Nara\n", 422, { pointer: "#" }],
    ["rooms,city\n", 422, { pointer: "#" }],
    ["", 422, { pointer: "#" }],
    ['rooms,city\n1,"Na\n', 422, { pointer: "#" }],
    ["rooms,city\n1,a\n2,a\n3,a\n4,a\n", 413, { pointer: "#" }],
  ])("refuses the table %j, naming the place", async (body, status, place) => {
    const { errors } = await problemOf(
      await serve(prices, { rows: 3 }).post("/v1/predict", body, "text/csv"),
      status,
    );
    expect(errors[0]).toMatchObject(place);
  });

  test("cuts what it quotes of a body, in its answer and in the log", async () => {
    const { post, events } = serve(prices);
    const long = "k".repeat(1_000_000);
    for (const [body, type] of [
      [{ [long]: 1 }, "application/json"],
      [`${long},b\n1,2\n`, "text/csv"],
      ["", long],
    ] as const) {
      expect((await (await post("/v1/predict", body, type)).text()).length).toBeLessThan(5000);
    }
    expect(JSON.stringify(events).length).toBeLessThan(10_000);
  });

  test("holds the memory of an answer until its client has it, and cuts off who does not take it", async () => {
    const { ask } = serve(prices, { heldBytes: 300, seconds: 0.05 });
    const body = JSON.stringify({ input: [0, 0, 0, 0] });
    const unread = new Client(false);
    expect((await ask("/v1/predict", { ...POST_JSON, body, client: unread })).status).toBe(200);
    const another = ask("/v1/predict", { ...POST_JSON, body: body.padEnd(200) });
    await problemOf(await another, 503);
    await vi.waitFor(() => expect(unread.isCut).toBe(true));
    expect((await ask("/v1/predict", { ...POST_JSON, body: body.padEnd(200) })).status).toBe(200);
  });

  test("asks for the body only of whom it will read (Expect: 100-continue)", async () => {
    const { ask } = serve(prices, { bodyBytes: 100 });
    const headers = { ...POST_JSON.headers, Expect: "100-continue" };
    const taken = new Client();
    const body = '{"input": [0, 0, 0, 0]}';
    expect((await ask("/v1/predict", { method: "POST", headers, body, client: taken })).status).toBe(200);
    expect(taken.continued).toBe(1);
    const refused = new Client();
    const large = { ...headers, "Content-Length": "1000" };
    await problemOf(await ask("/v1/predict", { method: "POST", headers: large, body, client: refused }), 413);
    expect(refused.continued).toBe(0);
  });

  test("reads a table on after pieces of it", async () => {
    const rows = Array.from({ length: 3 }, (_, i) => `${i},"${"x".repeat(700_000)}"`);
    const { predictions } = await (
      await serve(prices).post("/v1/predict", `rooms,city\n${rows.join("\n")}\n`, "text/csv")
    ).json();
    expect(predictions).toMatchObject([0, 10, 20].map((price) => ({ values: { price } })));
  });

  test("refuses damaged and large pictures", async () => {
    const { post } = serve(sides, { pixels: 3 });
    await problemOf(await post("/v1/predict", png(1, 2, 3, 4), "image/png"), 413);
    const { errors } = await problemOf(
      await serve(sides).post("/v1/predict", png(1, 2, 3, 4).subarray(0, 40), "image/jpeg"),
      422,
    );
    expect(errors).toEqual([{ pointer: "#", detail: expect.stringContaining("cut short") }]);
  });

  test("refuses other types, and says which it takes", async () => {
    const response = await serve(prices).post("/v1/predict", "x", "image/png");
    expect(response.headers.get("accept")).toBe("application/json, text/csv, multipart/form-data");
    expect((await problemOf(response, 415)).errors[0]).toMatchObject({ header: "Content-Type" });
    const packed = await serve(prices).ask("/v1/predict", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Content-Encoding": "gzip" },
      body: "{}",
    });
    expect((await problemOf(packed, 415)).errors[0]).toMatchObject({ header: "Content-Encoding" });
    await problemOf(await serve(prices).post("/v1/predict", "a,b", "text/csv; charset=klingon"), 415);
  });

  test("takes a table in any charset that its Content-Type names, or UTF-16 by its mark", async () => {
    const text = "rooms,city\n3,Nara\n";
    const answer = { predictions: [{ input: "row 2", values: { price: 30 } }] };
    const bodies: readonly (readonly [Uint8Array<ArrayBuffer>, string])[] = [
      [new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le")), ""],
      [new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le").swap16()), "; charset=utf-16"],
      [new Uint8Array(Buffer.from(text, "utf16le").swap16()), "; charset=UTF-16BE"],
      [
        new Uint8Array(Buffer.from(text.replace("Nara\n", "Nara\n3,Orl\xe9ans\n"), "latin1")),
        "; charset=windows-1252",
      ],
    ];
    for (const [body, charset] of bodies) {
      const response = await serve(prices).post("/v1/predict", body, `text/csv${charset}`);
      expect((await response.json()).predictions[0]).toEqual(answer.predictions[0]);
    }
    const latin = new Uint8Array(Buffer.from("rooms,city\n3,Orl\xe9ans\n", "latin1"));
    const { detail } = await problemOf(await serve(prices).post("/v1/predict", latin, "text/csv"), 400);
    expect(detail).toBe("The body is not UTF-8. Name another encoding as charset=… in its Content-Type.");
    const marked = new Uint8Array(Buffer.from(`\uFEFF${text}`));
    const wrong = await serve(prices).post("/v1/predict", marked, "text/csv; charset=shift_jis");
    expect((await problemOf(wrong, 400)).detail).toContain("begins with the mark of UTF-8");
  });

  test("takes a table's decimals as its Content-Type says them, where nothing else tells", async () => {
    const { post } = serve(prices);
    const priced = async (type: string): Promise<number> => {
      const { predictions } = await (await post("/v1/predict", 'rooms,city\n"1,234",Nara\n', type)).json();
      return predictions[0].values.price;
    };
    const { detail } = await problemOf(
      await post("/v1/predict", 'rooms,city\n"1,234",Nara\n', "text/csv"),
      422,
    );
    expect(detail).toContain(
      "Say it in the Content-Type: text/csv; decimal=point, or text/csv; decimal=comma.",
    );
    expect(await priced("text/csv; decimal=comma")).toBeCloseTo(12.34);
    expect(await priced('text/csv; charset=utf-8; Decimal="point"')).toBeCloseTo(12340);
    const other = await problemOf(
      await post("/v1/predict", "rooms,city\n1,Nara\n", "text/csv; decimal=dot"),
      415,
    );
    expect(other.detail).toBe("The decimal of a table is point or comma, not dot.");
    const form = new FormData();
    form.append(
      "file",
      new File(['rooms,city\n"1,234",Nara\n'], "a.csv", { type: "text/csv; decimal=comma" }),
    );
    const sent = new Request("http://localhost/", { method: "POST", body: form });
    const body = new Uint8Array(await sent.arrayBuffer());
    const { predictions } = await (
      await post("/v1/predict", body, sent.headers.get("content-type") ?? "")
    ).json();
    expect(predictions[0].values.price).toBeCloseTo(12.34);
  });

  test("takes a table with what programs write above its columns' names", async () => {
    const body = "sep=;\n# from the archive\nrooms;city\n3;Nara\n";
    const { predictions } = await (await serve(prices).post("/v1/predict", body, "text/csv")).json();
    expect(predictions).toEqual([{ input: "row 4", values: { price: 30 } }]);
    const unclear = "# rooms,city\ncity,rooms\nNara,x\n";
    const { detail } = await problemOf(await serve(prices).post("/v1/predict", unclear, "text/csv"), 422);
    expect(detail).toContain("may be a comment or the columns' names");
  });

  test("reads no more than it may", async () => {
    const { post, ask } = serve(prices, { bodyBytes: 100 });
    await problemOf(await post("/v1/predict", " ".repeat(101)), 413);
    const endless = new Readable({
      read() {
        setImmediate(() => this.push(new Uint8Array(2 ** 20)));
      },
    });
    await problemOf(await ask("/v1/predict", { ...POST_JSON, body: endless }), 413);
    endless.destroy();
  });

  test("sends away whom it has no room for, and serves them later", async () => {
    const { post } = serve(prices, { waiting: 2 });
    const body = { row: { rooms: 1, city: "Nara" } };
    const answers = await Promise.all(Array.from({ length: 5 }, () => post("/v1/predict", body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429, 429]);
    expect(answers[2].headers.get("retry-after")).toBe("1");
    expect((await post("/v1/predict", body)).status).toBe(200);
  });

  test("holds no more memory than it may", async () => {
    const { post } = serve(prices, { heldBytes: 300 });
    const response = await post("/v1/predict", { inputs: Array.from({ length: 20 }, () => [0, 0, 0, 0]) });
    await problemOf(response, 413);
    const body = { inputs: Array.from({ length: 5 }, () => [0, 0, 0, 0]) };
    const answers = await Promise.all(Array.from({ length: 5 }, () => post("/v1/predict", body)));
    const refused = answers.find(({ status }) => status !== 200);
    expect(refused?.status).toBe(503);
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect((await post("/v1/predict", { input: [0, 0, 0, 0] })).status).toBe(200);
  });

  test("holds memory for pictures, and gives it back when the client has gone", async () => {
    const { post, ask } = serve(sides, { heldBytes: 1000 });
    const client = new Client();
    const gone = ask("/v1/predict", {
      method: "POST",
      headers: { "Content-Type": "image/png" },
      body: png(255, 0, 255, 0),
      client,
    });
    await new Promise((resolve) => setImmediate(resolve));
    client.emit("close");
    expect((await gone).status).toBe(499);
    expect(await (await ask("/metrics")).text()).toMatch(/^akari_held_bytes 0$/m);
    const small = serve(sides, { heldBytes: png(255, 0, 255, 0).length + 4 * 4 - 1 });
    await problemOf(await small.post("/v1/predict", png(255, 0, 255, 0), "image/png"), 413);
    expect((await post("/v1/predict", png(255, 0, 255, 0), "image/png")).status).toBe(200);
  });

  test("gives up a body that does not come", async () => {
    const { ask } = serve(prices, { seconds: 0.05 });
    await problemOf(await ask("/v1/predict", { ...POST_JSON, body: silent() }), 408);
  });

  test("tells whose body has come that it is the server that is late", async () => {
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => {
      now += 1000;
      return now;
    });
    const { post } = serve(prices, { seconds: 0.05 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => post("/v1/predict", { input: [] })));
    vi.restoreAllMocks();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422, 503]));
  });

  test("answers others while a thread reads a long body, and it in pieces as short ones", async () => {
    const events = new EventEmitter();
    const thread = Object.assign(events, {
      postMessage: (task: BodyTask) => events.emit("task", task),
      terminate: async () => 0,
      unref() {},
    });
    const { post } = serve(prices, {}, { threads: new BodyThreads(1, () => thread) });
    const rows = Array.from({ length: 9000 }, (_, i) => ({
      rooms: i % 11,
      city: i % 3 === 0 ? "Kyoto" : "?",
    }));
    let isAnswered = false;
    const isRead = once(thread, "task");
    const long = post("/v1/predict", { rows }).finally(() => {
      isAnswered = true;
    });
    const [task] = await isRead;
    const short = await post("/v1/predict", { rows: rows.slice(0, 11) });
    expect([short.status, isAnswered]).toEqual([200, false]);
    thread.emit("message", await readTask(task));
    const { predictions, ...rest } = await (await long).json();
    expect(rest).toEqual({ model: prices.sha256 });
    expect(predictions).toHaveLength(rows.length);
    expect(predictions.slice(0, 11)).toEqual((await short.json()).predictions);
    rows.forEach(({ rooms, city }, i) => {
      expect(predictions[i].input).toBe(`rows[${i}]`);
      expect(predictions[i].values.price).toBe(10 * rooms + (city === "Kyoto" ? 5 : 0));
    });
  });

  test("lets go of a request whose client went away", async () => {
    const { ask, post, events } = serve(prices, { waiting: 1 });
    const client = new Client();
    const gone = ask("/v1/predict", { ...POST_JSON, body: silent(), client });
    await new Promise((resolve) => setImmediate(resolve));
    client.emit("close");
    expect((await gone).status).toBe(499);
    expect(events).toMatchObject([{ event: "request", status: 499 }]);
    expect((await post("/v1/predict", { input: [0, 0, 0, 0] })).status).toBe(200);
  });
});

describe("a form of files", () => {
  const upload = async (form: FormData, model = sides, limits: Partial<Limits> = {}) => {
    const packed = new Response(form);
    return serve(model, limits).post(
      "/v1/predict",
      new Uint8Array(await packed.arrayBuffer()),
      packed.headers.get("content-type") ?? "",
    );
  };
  const file = (bytes: Uint8Array | string, name: string, type: string): File =>
    new File([bytes as BlobPart], name, { type });

  test("is read file by file, by their types or their names", async () => {
    const form = new FormData();
    form.append("file", file(png(255, 0, 255, 0), "a.png", "image/png"));
    form.append("file", file(png(0, 255, 0, 255), "b.PNG", "application/octet-stream"));
    form.append(
      "file",
      file('{"inputs": [[255, 0, 255, 0], [0, 255, 0, 255]]}', "two.json", "application/json"),
    );
    const { predictions } = (await (await upload(form)).json()) as {
      predictions: { input: string; label: string }[];
    };
    expect(predictions.map(({ input, label }) => [input, label])).toEqual([
      ["a.png", "left"],
      ["b.PNG", "right"],
      ["two.json: inputs[0]", "left"],
      ["two.json: inputs[1]", "right"],
    ]);
  });

  test("has four pictures of the largest size, or more of smaller ones", async () => {
    const form = new FormData();
    for (let i = 0; i < 4; i++) form.append("file", file(png(1, 2, 3, 4), `${i}.png`, "image/png"));
    expect((await upload(form, sides, { pixels: 4 })).status).toBe(200);
    form.append("file", file(png(1, 2, 3, 4), "one too many.png", "image/png"));
    const { detail, errors } = await problemOf(await upload(form, sides, { pixels: 4 }), 413);
    expect(detail).toBe(
      "one too many.png: The pictures have more than 16 pixels together. Send them in parts.",
    );
    expect(errors).toMatchObject([{ file: "one too many.png" }]);
  });

  test("has names that may stand in an answer once a row", async () => {
    const named = (length: number) => {
      const form = new FormData();
      form.append("file", file("rooms,city\n3,Kyoto\n", `${"n".repeat(length - 4)}.csv`, "text/csv"));
      return upload(form, prices);
    };
    expect((await named(255)).status).toBe(200);
    expect((await problemOf(await named(256), 422)).detail).toContain("256 letters, more than 255");
  });

  test("of a table tells what is true where it says so", async () => {
    const form = new FormData();
    form.append("file", file("rooms,city,price\n3,Kyoto,30\n", "more.csv", ""));
    expect(await (await upload(form, prices)).json()).toMatchObject({
      predictions: [{ input: "more.csv", values: { price: 35 }, actual: { price: 30 } }],
    });
  });

  test("is read by its name where a part has no type; no name is a type by chance", async () => {
    const boundary = `${"-".repeat(30)}x`;
    const part = (name: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\n\r\n` +
      `{"input": [0, 0, 0, 0]}\r\n--${boundary}--\r\n`;
    const type = `multipart/form-data; boundary=${boundary}`;
    expect((await serve(sides).post("/v1/predict", part("a.json"), type)).status).toBe(200);
    const { detail } = await problemOf(
      await serve(sides).post("/v1/predict", part("a.constructor"), type),
      415,
    );
    expect(detail).toContain("takes no text/plain");
  });

  test("of too many parts is not let in by a second boundary in its type", async () => {
    const boundary = "-".repeat(30);
    const body = `--${boundary}\r\nbroken\r\n`.repeat(4);
    const type = `multipart/form-data; x="; boundary=foo"; boundary="${boundary}"`;
    await problemOf(await serve(sides, { rows: 3 }).post("/v1/predict", body, type), 413);
  });

  test("of too many parts is refused before they are read", async () => {
    const boundary = "-".repeat(30);
    const body = `--${boundary}\r\nbroken\r\n`.repeat(4);
    const type = `multipart/form-data; boundary="${boundary}"`;
    await problemOf(await serve(sides, { rows: 3 }).post("/v1/predict", body, type), 413);
    await problemOf(await serve(sides, { rows: 4 }).post("/v1/predict", body, type), 400);
  });

  test("is refused with the file that is at fault", async () => {
    const form = new FormData();
    form.append("file", file(png(255, 0, 255, 0), "a.png", "image/png"));
    form.append("file", file("no picture", "b.png", "image/png"));
    const { detail, errors } = await problemOf(await upload(form), 422);
    expect(detail).toMatch(/^b\.png: /);
    expect(errors).toMatchObject([{ file: "b.png" }]);
    const csv = new FormData();
    csv.append("file", file("rooms\n1\n", "a.csv", "text/csv"));
    await problemOf(await upload(csv), 415);
    const field = new FormData();
    field.append("seed", "1");
    expect((await problemOf(await upload(field), 422)).detail).toContain("field seed is no file");
    await problemOf(await upload(new FormData()), 422);
    const many = new FormData();
    for (let i = 0; i < 3; i++) many.append("file", file('{"input": [0, 0, 0, 0]}', `${i}.json`, ""));
    await problemOf(await upload(many, sides, { rows: 2 }), 413);
    await problemOf(await serve(sides).post("/v1/predict", "x", "multipart/form-data; boundary=y"), 400);
  });
});

test("rows are bounded by what a model gives, too, and it tells so", async () => {
  const units = 2 ** 20;
  const wide = defineModel({
    inputs: 1,
    layers: [{ units, activation: "linear" }],
    loss: "mean_squared_error",
  });
  expect(mostRows(DEFAULT_LIMITS, wide)).toBe(2);
  const { ask } = serve(sides, { rows: 2 ** 23 });
  const { limits } = await (await ask("/v1/model")).json();
  expect(limits.rows).toBe(2 ** 20);
});

test("what was under way when the end began says that its connection ends", async () => {
  const { ask, state } = serve(prices);
  const body = silent();
  const answered = ask("/v1/predict", { ...POST_JSON, body });
  await new Promise((resolve) => setImmediate(resolve));
  state.isDraining = true;
  body.push('{"input": [0, 0, 0, 0]}');
  body.push(null);
  const response = await answered;
  expect([response.status, response.headers.get("connection")]).toEqual([200, "close"]);
});

describe("who may ask", () => {
  const from = (headers: Record<string, string>, access: Partial<AccessPolicy> = {}, method = "GET") =>
    serve(prices, {}, { access: { hosts: [], origins: [], ...access } }).ask("/v1/model", {
      method,
      headers,
    });

  test("the server's own names and addresses in digits", async () => {
    for (const host of ["localhost:8080", "127.0.0.1", "[::1]:8080", "10.1.2.3:80", "a.localhost"]) {
      expect((await from({ Host: host })).status, host).toBe(200);
    }
    for (const host of [
      "evil.example",
      "localhost.evil.example:8080",
      "127.0.0.1.evil.example",
      "a@b",
      "[",
      "",
    ]) {
      const { errors } = await problemOf(await from({ Host: host }), 421);
      expect(errors).toMatchObject([{ header: "Host" }]);
    }
    expect((await from({ Host: "Akari.example:80" }, { hosts: ["akari.example"] })).status).toBe(200);
  });

  test("the host of a whole address before that of the header, and no second header", async () => {
    const { ask } = serve(prices);
    const foreign = await ask("/v1/model", { raw: { url: "http://evil.example/v1/model" } });
    await problemOf(foreign, 421);
    expect((await ask("/v1/model", { raw: { url: "http://localhost:8080/v1/model" } })).status).toBe(200);
    const twice = await ask("/v1/model", { raw: { rawHeaders: ["Host", "localhost", "host", "evil"] } });
    await problemOf(twice, 400);
  });

  test("no pages of other sites, unless they are let in", async () => {
    expect((await from({ Host: "localhost:8080", Origin: "http://localhost:8080" })).status).toBe(200);
    for (const origin of ["http://evil.example", "http://localhost:3000", "null", "nonsense"]) {
      const { errors } = await problemOf(await from({ Host: "localhost:8080", Origin: origin }), 403);
      expect(errors).toMatchObject([{ header: "Origin" }]);
    }
    const origin = "https://app.example";
    const asked = await from({ Origin: origin }, { origins: [origin] });
    expect(asked.status).toBe(200);
    expect(asked.headers.get("access-control-allow-origin")).toBe(origin);
    const preflight = await from(
      { Origin: origin, "Access-Control-Request-Method": "POST" },
      { origins: [origin] },
      "OPTIONS",
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
    await problemOf(await from({ Origin: "https://b.example" }, { origins: [origin] }), 403);
    expect((await from({ Origin: "https://b.example" }, { origins: ["*"] })).status).toBe(200);
  });
});

test("POST /v1/trace follows one input", async () => {
  const { post } = serve(prices);
  const traced = await post("/v1/trace", { row: { rooms: 2, city: "Kyoto" } });
  expect(await traced.json()).toEqual({
    model: prices.sha256,
    input: "row",
    values: { price: 25 },
    inputNames: ["rooms", "city = Kyoto", "city = Nara", "city = other"],
    inputs: [2, 1, 0, 0],
    layers: [{ preActivations: [25], activations: [25] }],
  });
  await problemOf(
    await post("/v1/trace", {
      inputs: [
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ],
    }),
    422,
  );
});

test("a model that comes meanwhile answers those that come after it", async () => {
  const { post, state } = serve(prices);
  const before = post("/v1/predict", { input: [255, 0, 255, 0] });
  state.model = sides;
  const after = post("/v1/predict", { input: [255, 0, 255, 0] });
  const models = await Promise.all(
    [before, after].map(async (response) => (await (await response).json()).model),
  );
  expect(models).toEqual([prices.sha256, sides.sha256]);
});

describe("HTTP", () => {
  test("methods", async () => {
    const { ask } = serve(prices);
    const get = await ask("/v1/predict");
    expect(get.headers.get("allow")).toBe("POST, OPTIONS");
    await problemOf(get, 405);
    const options = await ask("/metrics", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
    expect(options.headers.get("access-control-allow-origin")).toBeNull();
    const head = await ask("/v1/model", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    await problemOf(await ask("/v2"), 404);
  });

  test("a token guards all but health", async () => {
    const token = "0123456789abcdef";
    const { ask, state } = serve(prices);
    state.tokens = ["another-that-is-there", token];
    for (const path of ["/v1/model", "/metrics", "/openapi.json", "/models/given.safetensors"]) {
      const refused = await ask(path);
      expect(refused.headers.get("www-authenticate")).toMatch(/^Bearer/);
      await problemOf(refused, 401);
      expect((await ask(path, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200);
    }
    await problemOf(await ask("/v1/predict", { method: "POST", body: "{}" }), 401);
    for (const path of ["/healthz", "/readyz"]) expect((await ask(path)).status).toBe(200);
  });

  test("draining", async () => {
    const { ask, state, post } = serve(prices);
    expect((await ask("/readyz")).status).toBe(200);
    state.isDraining = true;
    await problemOf(await ask("/readyz"), 503);
    const answer = await post("/v1/predict", { input: [0, 0, 0, 0] });
    expect([answer.status, answer.headers.get("connection")]).toEqual([200, "close"]);
  });

  test("metrics and the log tell of requests", async () => {
    const { ask, post, events } = serve(prices);
    await post("/v1/predict", { input: [0, 0, 0, 0] });
    await post("/v1/predict", {});
    const text = await (await ask("/metrics")).text();
    expect(text).toContain('akari_http_requests_total{route="/v1/predict",method="POST",status="200"} 1\n');
    expect(text).toContain('akari_http_requests_total{route="/v1/predict",method="POST",status="422"} 1\n');
    expect(text).toContain("akari_predicted_rows_total 1\n");
    expect(events).toMatchObject([
      { event: "request", method: "POST", path: "/v1/predict", status: 200, rows: 1 },
      { event: "request", status: 422, problem: expect.stringContaining("no members") },
      { event: "request", path: "/metrics" },
    ]);
  });

  test("the description has every route, and the model's columns", async () => {
    const { ask } = serve(prices);
    const { paths, components } = await (await ask("/openapi.json")).json();
    for (const [path, methods] of Object.entries<object>(paths)) {
      for (const method of Object.keys(methods)) {
        expect((await ask(path, { method: method.toUpperCase() })).status, path).not.toBe(404);
      }
    }
    const { content } = paths["/v1/predict"].post.requestBody;
    expect(Object.keys(content)).toEqual(["application/json", "text/csv", "multipart/form-data"]);
    expect(content["application/json"].schema.oneOf[1].properties.row.required).toEqual(["rooms", "city"]);
    expect(components.schemas.Predictions.properties.predictions.items.required).toEqual(["input", "values"]);
  });
});
