/**
 * @file `akari serve` as a process of its own, asked over the network. It runs dist/, which `npm test` builds first.
 */

import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sendRaw } from "../support/send-raw.js";
import { endServings, type Serving, startServing } from "../support/serving.js";
import { akari, makeFolder, writeIdxFolder, writePng } from "./harness.js";
import { writePrices, writeTones } from "./own-data.js";

const { path, remove } = makeFolder();
const ROW = JSON.stringify({ row: { rooms: 3, city: "Nara" } });
const JSON_TYPE = { "Content-Type": "application/json" };

beforeAll(async () => {
  writePrices(path("prices.csv"));
  writeTones(path("tones"));
  writeIdxFolder(path("digits"));
  writePng(path("one.png"), true);
  const train = async (data: string, model: string, ...options: string[]) => {
    const { code, stderr } = await akari(["train", path(data), "--out", path(model), ...options]);
    expect(code, stderr).toBe(0);
  };
  await train("prices.csv", "prices.model", "--layers", "none");
  await train("prices.csv", "other.model", "--layers", "none", "--ignore", "city");
  await train("digits", "digits.model", "--layers", "4", "--epochs", "1");
  await train("tones", "tones.model", "--layers", "4", "--epochs", "2");
});
afterAll(remove);

const serve = (model: string, ...options: string[]): Promise<Serving> =>
  startServing(path(model), ...options);
afterEach(endServings);

const post = (
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  type = "application/json",
  token?: string,
) =>
  fetch(`${url}v1/predict`, {
    method: "POST",
    body,
    headers: { "Content-Type": type, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
  });

/** A request whose body is sent when `finish` is called. */
function begin(url: string, body = ROW) {
  const client = request(`${url}v1/predict`, {
    method: "POST",
    headers: { ...JSON_TYPE, "Content-Length": body.length },
  });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    client.once("error", reject);
    client.once("response", (response: IncomingMessage) => {
      response.resume().once("end", () => resolve(response.statusCode));
    });
  });
  client.write(body.slice(0, 1));
  return { answered, finish: () => client.end(body.slice(1)), client };
}

/** Requests that are let in and not answered. */
async function waiting(url: string): Promise<number> {
  const text = await (await fetch(`${url}metrics`)).text();
  return Number(/^akari_requests_waiting (\d+)$/m.exec(text)?.[1]);
}

/** A request whose body does not end, as fast as it is taken, until there is an answer. */
async function sendEndlessly(url: string): Promise<number | undefined> {
  const client = request(`${url}v1/predict`, { method: "POST", headers: JSON_TYPE });
  const chunk = Buffer.alloc(2 ** 16, " ");
  const send = (): void => {
    while (!client.destroyed && client.write(chunk));
  };
  client.on("drain", send);
  send();
  const [response] = (await once(client, "response")) as [IncomingMessage];
  client.destroy();
  return response.statusCode;
}

/** Asks again and again on connections that are kept, until it is stopped or the server is there no more. */
function keepAsking(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answers: { status: number | undefined; model: string }[] = [];
  let isStopped = false;
  let end: string | undefined;
  const once_ = () =>
    new Promise<void>((resolve, reject) => {
      const client = request(
        `${url}v1/predict`,
        { method: "POST", agent, headers: JSON_TYPE },
        (response) => {
          let text = "";
          response.on("data", (chunk) => {
            text += chunk;
          });
          response.once("error", reject);
          response.once("end", () => {
            answers.push({ status: response.statusCode, model: JSON.parse(text).model });
            resolve();
          });
        },
      );
      client.once("error", reject);
      client.end(ROW);
    });
  const done = (async () => {
    try {
      while (!isStopped) await once_();
    } catch (error) {
      end = (error as NodeJS.ErrnoException).code;
    }
    agent.destroy();
  })();
  return {
    answers,
    finished: async () => {
      await done;
      return end;
    },
    stop: () => {
      isStopped = true;
      return done;
    },
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("answers", () => {
  test("rows and tables, as akari predict --json does", async () => {
    const { url, end } = await serve("prices.model");
    const one = await post(url, ROW);
    expect((await one.json()).predictions).toEqual([
      { input: "row", values: { price: expect.closeTo(30, 2) } },
    ]);
    const table = await post(url, readFileSync(path("prices.csv")), "text/csv");
    const { stdout } = await akari(["predict", path("prices.model"), path("prices.csv"), "--json"]);
    const told = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { predictions } = (await table.json()) as { predictions: { input: string }[] };
    expect(predictions.map(({ input }, i) => told[i].input.endsWith(`, ${input}`))).not.toContain(false);
    expect(predictions.map(({ input: _, ...rest }) => rest)).toEqual(
      told.map(({ input: _, ...rest }) => rest),
    );
    expect(await end()).toBe(0);
  });

  test("pictures of digits and recordings, as akari predict does", async () => {
    for (const [model, file, type] of [
      ["digits.model", "one.png", "image/png"],
      ["tones.model", "tones/low/0.wav", "audio/wav"],
    ]) {
      const { url, end } = await serve(model);
      const { predictions } = await (await post(url, readFileSync(path(file)), type)).json();
      const { stdout } = await akari(["predict", path(model), path(file), "--json"]);
      const { label, probabilities } = JSON.parse(stdout);
      expect(predictions[0]).toMatchObject({ label, probabilities });
      await end();
    }
  });

  test("bad bodies with a problem that names the place", async () => {
    const { url, end } = await serve("prices.model");
    const bad = await post(
      url,
      '{"rows": [{"rooms": 1, "city": "Nara"}, {"rooms": "many", "city": "Nara"}]}',
    );
    expect(bad.status).toBe(422);
    expect(bad.headers.get("content-type")).toBe("application/problem+json");
    expect((await bad.json()).errors).toEqual([
      { pointer: "#/rows/1/rooms", detail: expect.stringContaining('"many" is not a number') },
    ]);
    await end();
  });
});

test("what is no request for this server is refused in a sentence, and others are served", async () => {
  const { url, lines, end } = await serve("prices.model");
  const send = (text: string) => sendRaw(Number(new URL(url).port), text);
  const rest = "Connection: close\r\n\r\n";
  for (const [text, status] of [
    [`GET /v1/model HTTP/1.1\r\n${rest}`, 400],
    [`GET /v1/model HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n${rest}`, 400],
    [`GET http://evil.example/v1/model HTTP/1.1\r\nHost: localhost\r\n${rest}`, 421],
    ["nonsense\r\n\r\n", 400],
    ["CONNECT evil.example:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405],
  ] as const) {
    const got = await send(text);
    expect(got, text).toMatch(
      new RegExp(`^HTTP/1.1 ${status} .*application/problem\\+json.*"detail":".+\\."`, "s"),
    );
  }
  // Sent ahead without reading: each would hold a file open.
  expect(await send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500))).not.toContain(
    "HTTP/1.1 5",
  );
  expect((await post(url, ROW)).status).toBe(200);
  expect(lines.filter(({ event }) => event === "error")).toEqual([]);
  await end();
});

describe("limits", () => {
  test("of a body: whoever sends more is told so, and others are served", async () => {
    const { url, end } = await serve("prices.model", "--max-body", "1kB");
    for (let i = 0; i < 3; i++) {
      const large = await post(url, " ".repeat(5_000_000));
      expect(large.status).toBe(413);
    }
    expect((await post(url, ROW)).status).toBe(200);
    expect(await sendEndlessly(url)).toBe(413);
    expect((await post(url, ROW)).status).toBe(200);
    await end();
  });

  test("of time", async () => {
    const { url, end } = await serve("prices.model", "--timeout", "0.3");
    const slow = begin(url);
    expect(await slow.answered).toBe(408);
    slow.client.destroy();
    expect((await post(url, ROW)).status).toBe(200);
    await end();
  });

  test("of requests that wait", async () => {
    const { url, end } = await serve("prices.model", "--max-waiting", "2");
    const held = [begin(url), begin(url)];
    await expect.poll(() => waiting(url)).toBe(2);
    const refused = await Promise.all(Array.from({ length: 10 }, () => post(url, ROW)));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
    expect(refused[0].headers.get("retry-after")).toBe("1");
    expect((await fetch(`${url}healthz`)).status).toBe(200);
    for (const { finish } of held) finish();
    expect(await Promise.all(held.map(({ answered }) => answered))).toEqual([200, 200]);
    expect((await post(url, ROW)).status).toBe(200);
    await end();
  });
});

test("a token", async () => {
  const token = "a-token-that-nobody-guesses";
  writeFileSync(path("token.txt"), `${token}\n`);
  const { url, end } = await serve("prices.model", "--token-file", path("token.txt"));
  expect((await post(url, ROW)).status).toBe(401);
  expect((await post(url, ROW, "application/json", "another-token-altogether")).status).toBe(401);
  expect((await post(url, ROW, "application/json", token)).status).toBe(200);
  expect((await fetch(`${url}readyz`)).status).toBe(200);
  await end();
});

test("mistakes on the command line are told", async () => {
  const gone = await akari(["serve", path("gone.model")]);
  expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining("gone.model")]);
  const noToken = await akari(["serve", path("prices.model"), "--token-file", path("none.txt")]);
  expect([noToken.code, noToken.stderr]).toEqual([2, expect.stringContaining("none.txt.")]);
  const bytes = await akari(["serve", path("prices.model"), "--max-body", "much"]);
  expect([bytes.code, bytes.stderr]).toEqual([2, expect.stringContaining("number of bytes")]);
});

test("SIGTERM loses no request that was taken", async () => {
  const { url, lines, logged, end } = await serve("prices.model");
  const slow = begin(url);
  await expect.poll(() => waiting(url)).toBe(1);
  const clients = Array.from({ length: 8 }, () => keepAsking(url));
  await expect.poll(() => clients.every(({ answers }) => answers.length > 0)).toBe(true);
  const draining = logged("draining");
  const ended = end();
  await draining;
  expect((await fetch(`${url}readyz`)).status).toBe(503);
  await pause(800);
  slow.finish();
  expect(await slow.answered).toBe(200);
  expect(await ended).toBe(0);
  const ends = await Promise.all(clients.map(({ finished }) => finished()));
  // A connection that the system had taken in but the server had not when it closed its door is reset.
  for (const code of ends) expect(["ECONNREFUSED", "ECONNRESET"]).toContain(code);
  const answers = clients.flatMap((client) => client.answers);
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  const predicted = lines.filter(({ event, path: asked }) => event === "request" && asked === "/v1/predict");
  expect(predicted).toHaveLength(answers.length + 1);
  expect(lines.at(-1)).toMatchObject({ event: "stopped", cut: 0 });
});

test("SIGHUP takes the model anew without a dropped request; a bad one is not taken", async () => {
  copyFileSync(path("prices.model"), path("served.model"));
  const { url, child, logged, end } = await serve("served.model");
  const clients = Array.from({ length: 4 }, () => keepAsking(url));
  /** Until each has one answer more that it asked for from now on. */
  const goOn = async () => {
    const before = clients.map(({ answers }) => answers.length);
    await expect.poll(() => clients.every(({ answers }, i) => answers.length > before[i] + 1)).toBe(true);
  };
  await goOn();
  copyFileSync(path("other.model"), path("served.model"));
  const reloaded = logged("reloaded");
  child.kill("SIGHUP");
  const { sha256 } = await reloaded;
  await goOn();
  writeFileSync(path("served.model"), "nonsense");
  const failed = logged("reload failed");
  child.kill("SIGHUP");
  expect((await failed).problem).toMatch(/served\.model.*served on/);
  await goOn();
  await Promise.all(clients.map(({ stop }) => stop()));
  for (const { answers, finished } of clients) {
    expect(await finished()).toBeUndefined();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const models = answers.map(({ model }) => model);
    expect(models[0]).not.toBe(sha256);
    expect(models.at(-1)).toBe(sha256);
    expect(new Set(models).size).toBe(2);
  }
  expect(await end()).toBe(0);
});
