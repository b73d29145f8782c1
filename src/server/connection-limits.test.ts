/**
 * @file What is no request is answered in a sentence, and requests on one connection are answered one by one: asked over
 * bare connections.
 */

import type { RequestListener, Server, ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { sendRaw } from "../../test/support/send-raw.js";
import { limitConnections } from "./connection-limits.js";
import { listen } from "./listen.js";
import { pipelining } from "./pipelining.js";

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

async function start(answer: RequestListener, seconds = 30): Promise<{ port: number; server: Server }> {
  const listener = pipelining(answer);
  const listening = await listen(listener.answer, { port: 20_000 + (process.pid % 20_000), exactly: false });
  close = () => listening.close();
  limitConnections(listening.server, listener, seconds);
  return { port: Number(new URL(listening.url).port), server: listening.server };
}

test.each([
  ["nonsense\r\n\r\n", 400],
  ["get / HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n", 400],
  [`GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ["CONNECT evil.example:80 HTTP/1.1\r\nHost: a\r\n\r\n", 405],
])("%j is answered with a problem document", async (text, status) => {
  const { port } = await start((_request, response) => response.end());
  const [head, body] = (await sendRaw(port, text)).split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} .*Content-Type: application/problem\\+json`, "s"));
  expect(JSON.parse(body)).toMatchObject({ status, detail: expect.stringMatching(/\.$/) });
});

test("what goes wrong with the listening socket ends nothing, however often", async () => {
  const { port, server } = await start((_request, response) => response.end("here"));
  for (const code of ["EMFILE", "ENFILE"]) server.emit("error", Object.assign(new Error(code), { code }));
  expect(await sendRaw(port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).toContain("here");
});

const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

test("requests sent ahead are begun one by one, and answered in their order", async () => {
  const open: ServerResponse[] = [];
  let most = 0;
  const { port } = await start((request, response) => {
    open.push(response);
    most = Math.max(most, open.length);
    setImmediate(() => {
      open.pop();
      response.end(request.url);
    });
  });
  const targets = Array.from({ length: 20 }, (_, i) => `/${i}`);
  const requests = targets.map((target) => GET.replace("/", target)).join("");
  const got = await sendRaw(port, requests.replace(/\r\n\r\n$/, "\r\nConnection: close\r\n\r\n"));
  expect(got.match(/^\/\d+/gm)).toEqual(targets);
  expect(most).toBe(1);
});

test("a body that breaks behind its request's answer has no second one", async () => {
  for (const rest of ["nonsense\r\n", "2\r\n{}\r\nnonsense\r\n"]) {
    const { port } = await start((_request, response) => response.end("answer"));
    const got = await sendRaw(
      port,
      `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${rest}`,
    );
    expect(got.match(/HTTP\/1\.1 \d+/g)).toHaveLength(1);
    await close?.();
  }
});

test("too many requests sent ahead are told of", async () => {
  const told: string[] = [];
  const listener = pipelining(
    () => {},
    (_status, problem) => told.push(problem),
  );
  const listening = await listen(listener.answer, { port: 20_000 + (process.pid % 20_000), exactly: false });
  close = () => listening.close();
  await sendRaw(Number(new URL(listening.url).port), GET.repeat(60));
  expect(told[0]).toMatch(/requests of a connection waited already/);
});

test("nonsense behind a request does not take its answer's place", async () => {
  const { port } = await start((_request, response) => {
    setTimeout(() => response.end("answered"), 50);
  });
  const got = await sendRaw(port, `${GET}nonsense\r\n\r\n`);
  expect(got).toMatch(/^HTTP\/1.1 200 .*connection: close.*answered/is);
  expect(got).not.toContain("400");
});

test("whoever sends far more ahead is cut off", async () => {
  let begun = 0;
  const { port } = await start(() => {
    begun++;
  });
  expect(await sendRaw(port, GET.repeat(100))).toBe("");
  expect(begun).toBe(1);
});

test("a connection ends with an answer whose request has a body that nobody reads", async () => {
  const { port } = await start((_request, response) => response.end("ok"));
  const got = await sendRaw(port, GET.replace("Host", "Content-Length: 1000000\r\nHost"));
  expect(got).toMatch(/^HTTP\/1.1 200 .*connection: close/is);
});

test("the body is asked for by whoever reads it", async () => {
  const { port } = await start((_request, response) => {
    response.writeHead(413, { Connection: "close" }).end();
  });
  const got = await sendRaw(
    port,
    GET.replace("GET", "POST").replace("Host", "Expect: 100-continue\r\nContent-Length: 9\r\nHost"),
  );
  expect(got).toMatch(/^HTTP\/1.1 413/);
});

test("connections that stand still are ended", async () => {
  const { port, server } = await start((_request, response) => response.write("never ended"), 0.05);
  expect(await sendRaw(port, GET)).toContain("never ended");
  expect(server.maxConnections).toBeGreaterThan(1000);
});
