/**
 * @file A server takes another model by itself, from a volume or an object store, and other tokens; what is broken leaves
 * in place what was there. And no client sends more than it may.
 */

import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { basename } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sendRaw } from "../support/send-raw.js";
import { endServings, type Serving, startServing } from "../support/serving.js";
import { akari, makeFolder } from "./harness.js";
import { writePrices } from "./own-data.js";

const { path, remove } = makeFolder();
const ROW = JSON.stringify({ row: { rooms: 3, city: "Nara" } });
const TOKEN = "a-token-that-nobody-guesses";

beforeAll(async () => {
  writePrices(path("prices.csv"));
  for (const [model, ...options] of [["one.model"], ["two.model", "--ignore", "city"]]) {
    const args = ["train", path("prices.csv"), "--layers", "none", "--out", path(model), ...options];
    const { code, stderr } = await akari(args);
    expect(code, stderr).toBe(0);
  }
});
afterAll(remove);
afterEach(endServings);

const predict = (url: string, headers: Record<string, string> = {}) =>
  fetch(`${url}v1/predict`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: ROW,
  });
const served = async ({ url }: Serving): Promise<string> => (await (await predict(url)).json()).model;
const metrics = async ({ url }: Serving): Promise<string> => (await fetch(`${url}metrics`)).text();

test("a volume whose model is swapped, broken, gone and mended", async () => {
  let version = 0;
  const swap = (model: string | undefined): void => {
    const folder = `..${++version}`;
    mkdirSync(path(folder));
    if (model !== undefined) copyFileSync(path(model), path(`${folder}/model`));
    symlinkSync(folder, path("..new"));
    renameSync(path("..new"), path("..data"));
  };
  writeFileSync(path("nonsense"), "nonsense");
  swap("one.model");
  symlinkSync("..data/model", path("model"));
  const serving = await startServing(path("model"), "--reload-every", "0.05");
  const first = await served(serving);
  const reloaded = serving.logged("reloaded");
  swap("two.model");
  const { sha256 } = await reloaded;
  expect([sha256 === first, await served(serving)]).toEqual([false, sha256]);

  for (const [model, why] of [
    ["nonsense", /The model that was there is served on\.$/],
    [undefined, /There is no file .*The model that was there is served on\.$/],
  ] as const) {
    const failed = serving.logged("reload failed");
    swap(model);
    expect((await failed).problem).toMatch(why);
    expect(await served(serving)).toBe(sha256);
    expect((await fetch(`${serving.url}readyz`)).status).toBe(200);
  }
  // What is broken is told of once, not at every look.
  expect(
    serving.lines.filter(
      ({ event, problem }) => event === "reload failed" && !String(problem).includes("no file"),
    ),
  ).toHaveLength(1);
  const back = serving.logged("reloaded");
  swap("one.model");
  expect((await back).sha256).toBe(first);
  expect(await metrics(serving)).toContain('akari_reloads_total{what="model",result="done"} 2');
  expect(await serving.end()).toBe(0);
});

describe("an object store", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  test("that changes, fails, is broken, hangs, and changes while it is read", async () => {
    let model = "one.model";
    let bad: ((response: ServerResponse) => void) | undefined;
    let asked = 0;
    server = createServer(({ headers }, response) => {
      asked++;
      const etag = `"${model}"`;
      if (bad !== undefined) bad(response);
      else if (headers["if-none-match"] === etag) response.writeHead(304).end();
      else response.writeHead(200, { ETag: etag }).end(readFileSync(path(model)));
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const store = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    const serving = await startServing(`${store}/net.safetensors?signature=secret`, "--reload-every", "0.05");
    expect(serving.lines[0]).toMatchObject({ event: "listening", model: "net.safetensors" });
    const first = await served(serving);
    await expect.poll(() => asked).toBeGreaterThan(3);
    expect(serving.lines.some(({ event }) => event === "reloaded")).toBe(false);

    for (const failure of [
      (response: ServerResponse) => response.writeHead(500).end(),
      (response: ServerResponse) => response.writeHead(200, { ETag: '"x"' }).end("nonsense"),
      (response: ServerResponse) => response.destroy(),
      // The store has begun with one model, and another one takes its place.
      (response: ServerResponse) => {
        response.writeHead(200, { ETag: '"y"', "Content-Length": 100_000 });
        response.write(readFileSync(path("one.model")).subarray(0, 100));
        response.destroy();
      },
    ]) {
      const failed = serving.logged("reload failed");
      bad = failure;
      const { problem } = await failed;
      expect(problem).toMatch(/^http:\/\/127.* The model that was there is served on\.$/);
      expect(await served(serving)).toBe(first);
    }
    bad = undefined;
    const reloaded = serving.logged("reloaded");
    model = "two.model";
    const { sha256 } = await reloaded;
    expect(await served(serving)).toBe(sha256);

    // Nobody waits for one that hangs, neither requests nor the end.
    let hung = false;
    bad = () => {
      hung = true;
    };
    await expect.poll(() => hung).toBe(true);
    expect(await served(serving)).toBe(sha256);
    expect(await serving.end()).toBe(0);
    expect(JSON.stringify(serving.lines)).not.toContain("secret");
  });

  test("that has no model keeps a server from starting", async () => {
    server = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const store = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    const { code, stderr } = await akari(["serve", `${store}/net.safetensors?key=secret`]);
    expect([code, stderr]).toEqual([
      2,
      `akari: ${store}/net.safetensors could not be fetched: the server answers 404.\n`,
    ]);
  });
});

test("tokens are taken anew: an old one beside a new one, then alone; broken ones are not", async () => {
  const file = path("tokens.txt");
  const put = (text: string): void => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  put(TOKEN);
  const serving = await startServing(path("one.model"), "--token-file", file);
  const statuses = () =>
    Promise.all(
      [TOKEN, "a-new-token-of-the-server"].map(
        async (token) => (await predict(serving.url, { Authorization: `Bearer ${token}` })).status,
      ),
    );
  expect(await statuses()).toEqual([200, 401]);
  for (const [text, event, after] of [
    [`${TOKEN}\na-new-token-of-the-server\n`, "tokens reloaded", [200, 200]],
    ["a-new-token-of-the-server", "tokens reloaded", [401, 200]],
    ["short", "reload failed", [401, 200]],
  ] as const) {
    const told = serving.logged(event);
    put(text);
    serving.child.kill("SIGHUP");
    expect((await told).problem ?? "").toMatch(
      event === "reload failed" ? /The tokens that were there hold\.$/ : /^$/,
    );
    expect(await statuses()).toEqual(after);
  }
  rmSync(file);
  const told = serving.logged("reload failed");
  serving.child.kill("SIGHUP");
  expect((await told).problem).toContain(basename(file));
  expect(await statuses()).toEqual([401, 200]);
  expect(JSON.stringify(serving.lines)).not.toContain("a-new-token");
  expect(await serving.end()).toBe(0);
});

describe("a client", () => {
  test("that asks too much is refused, told of, and let in again; health and others are not", async () => {
    writeFileSync(path("rate.txt"), TOKEN);
    const options = [
      "--max-rate",
      "0.2",
      "--max-burst",
      "3",
      "--proxies",
      "1",
      "--token-file",
      path("rate.txt"),
    ];
    const serving = await startServing(path("one.model"), ...options);
    const from = (client: string, token: string) =>
      predict(serving.url, { Authorization: `Bearer ${token}`, "X-Forwarded-For": client });
    // Guesses count, too.
    const guesses = [];
    for (let i = 0; i < 5; i++)
      guesses.push((await from("spoofed, 192.0.2.1", "wrong-token-of-somebody")).status);
    expect(guesses).toEqual([401, 401, 401, 429, 429]);
    const refused = await from("192.0.2.1", TOKEN);
    expect(refused.status).toBe(429);
    const after = Number(refused.headers.get("retry-after"));
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThan(6);
    expect((await refused.json()).detail).toMatch(
      /^192\.0\.2\.1 sends more than 0\.2 requests a second\. Come again in \d seconds?\.$/,
    );
    expect((await from("192.0.2.2", TOKEN)).status).toBe(200);
    for (let i = 0; i < 10; i++) expect((await fetch(`${serving.url}readyz`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1000 * after));
    expect((await from("192.0.2.1", TOKEN)).status).toBe(200);
    const text = await (
      await fetch(`${serving.url}metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })
    ).text();
    expect(text).toContain("akari_rate_limited_total 3\n");
    expect(serving.lines).toContainEqual(
      expect.objectContaining({ event: "request", status: 429, client: "192.0.2.1" }),
    );
    expect(
      serving.lines.filter(({ status }) => status === 200).every(({ client }) => client === undefined),
    ).toBe(true);
    expect(await serving.end()).toBe(0);
  });

  test("whose words are no request is named in the log", async () => {
    const serving = await startServing(path("one.model"));
    await sendRaw(Number(new URL(serving.url).port), "nonsense\r\n\r\n");
    await expect
      .poll(() => serving.lines)
      .toContainEqual(expect.objectContaining({ event: "refused", status: 400, client: "127.0.0.1" }));
    expect(await serving.end()).toBe(0);
  });

  test("is not bounded by a burst alone", async () => {
    const { code, stderr } = await akari(["serve", path("one.model"), "--max-burst", "3"]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("--max-burst bounds nothing without --max-rate"),
    ]);
  });
});
