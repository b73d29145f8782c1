/**
 * @file Nobody holds a server up, nobody's page gets in, and all that is refused is logged and counted. Servers of their
 * own, over bare connections. They run dist/, which `npm test` builds first.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.mjs";
import { createStudioApp } from "../../src/server/studio-app.js";
import { sendRaw } from "../support/send-raw.js";
import { akari, makeFolder } from "./harness.js";
import { writeKinds } from "./own-data.js";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const folder = makeFolder();
const model = folder.path("model.safetensors");

beforeAll(async () => {
  writeKinds(folder.path("kinds.csv"));
  expect((await akari(["train", folder.path("kinds.csv"), "--epochs", "1", "--out", model])).code).toBe(0);
});
afterAll(folder.remove);

let end: () => Promise<void> = async () => {};
afterEach(() => end());

interface Served {
  readonly port: number;
  readonly lines: Record<string, unknown>[];
}

async function start(...args: string[]): Promise<Served> {
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN, ...args, "--port", String(port)]);
  const lines: Record<string, unknown>[] = [];
  child.stdout.on("data", (text) => {
    for (const line of String(text).trimEnd().split("\n"))
      if (line.startsWith("{")) lines.push(JSON.parse(line));
  });
  end = async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null) await once(child, "exit");
    end = async () => {};
  };
  await once(child.stderr, "data");
  // The Studio says so before it listens.
  for (let i = 0; i < 100; i++) {
    const socket = connect(port, "127.0.0.1");
    const isThere = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) break;
    await pause(50);
  }
  return { port, lines };
}

const ROW = JSON.stringify({ row: { width: 3 } });

/** Asks for a prediction; @param from one of this machine's addresses */
function ask(port: number, from = "127.0.0.1"): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(
      { port, host: "127.0.0.1", localAddress: from, method: "POST", path: "/v1/predict", agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    asking.on("error", reject);
    asking.setHeader("Content-Type", "application/json");
    asking.end(ROW);
  });
}

/** Begins a body that does not come whole. */
async function begin(port: number, framing = "Content-Length: 100", from = "127.0.0.1"): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  await once(socket, "connect");
  socket.on("error", () => {});
  socket.write(
    `POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${framing}\r\n\r\n`,
  );
  return socket;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What `/metrics` says of requests that wait. */
async function waiting(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^akari_requests_waiting (\d+)$/m.exec(text)?.[1]);
}

/** Until nobody waits any more, for half of the 30 seconds that a request may take. */
async function untilFree(port: number): Promise<number> {
  for (let i = 0; i < 150 && (await waiting(port)) > 0; i++) await pause(100);
  return waiting(port);
}

describe("a body that can no longer come gives its place up at once", () => {
  test.each([
    ["the sender ends", (socket: Socket) => socket.end()],
    ["the sender resets", (socket: Socket) => socket.resetAndDestroy()],
    ["the sender goes", (socket: Socket) => socket.destroy()],
  ])("%s", async (_, leave) => {
    const { port } = await start("serve", model, "--max-waiting", "20");
    for (let round = 0; round < 5; round++) {
      const sockets = await Promise.all(Array.from({ length: 20 }, () => begin(port)));
      await pause(50);
      for (const socket of sockets) leave(socket);
    }
    expect(await untilFree(port)).toBe(0);
    expect(await ask(port)).toBe(200);
  });

  test("a broken chunk is answered 400", async () => {
    const { port, lines } = await start("serve", model);
    const head = "POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    const answer = await sendRaw(port, `${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{"\r\nnonsense\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("framing is broken");
    expect(await untilFree(port)).toBe(0);
    expect(lines).toContainEqual(expect.objectContaining({ event: "request", status: 400 }));
  });

  test("a body in another coding than chunks is answered 501", async () => {
    const { port } = await start("serve", model);
    const head = "POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    const body = `Connection: close\r\n\r\n${ROW.length.toString(16)}\r\n${ROW}\r\n0\r\n\r\n`;
    expect(await sendRaw(port, `${head}Transfer-Encoding: Chunked\r\n${body}`)).toMatch(/^HTTP\/1\.1 200 /);
    const answer = await sendRaw(port, `${head}Transfer-Encoding: gzip, chunked\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 501 .*is sent as gzip, chunked/s);
  });

  test("a body that was cut off before anybody read it", async () => {
    const { port } = await start("serve", model);
    const head = "POST /v1/predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    await sendRaw(port, `${head}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n`);
    expect(await untilFree(port)).toBe(0);
    expect(await ask(port)).toBe(200);
  });
});

test.runIf(process.platform === "linux")("one client leaves room for others", async () => {
  const { port } = await start("serve", model, "--max-waiting", "40");
  const sockets = await Promise.all(Array.from({ length: 30 }, () => begin(port)));
  await expect.poll(() => waiting(port)).toBe(20);
  expect(await ask(port)).toBe(429);
  expect(await ask(port, "127.0.0.2")).toBe(200);
  for (const socket of sockets) socket.destroy();
});

test("what is refused before it is a request is logged and counted", async () => {
  const { port, lines } = await start("serve", model);
  await sendRaw(port, "nonsense\r\n\r\n");
  await sendRaw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`);
  await sendRaw(port, "CONNECT evil.example:80 HTTP/1.1\r\nHost: a\r\n\r\n");
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  for (const status of [400, 431, 405]) {
    expect(metrics).toContain(`akari_http_requests_total{route="none",method="other",status="${status}"} 1`);
    expect(lines).toContainEqual(expect.objectContaining({ event: "refused", status }));
  }
});

test.runIf(existsSync(fileURLToPath(new URL("../../dist/studio/index.html", import.meta.url))))(
  "the Studio answers this machine's own names alone, and no other site's pages",
  async () => {
    const { port } = await start("studio", model);
    const status = async (headers: string): Promise<string> =>
      (
        await sendRaw(port, `GET /models/given.safetensors HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`)
      ).slice(9, 12);
    expect(await status(`Host: 127.0.0.1:${port}\r\n`)).toBe("200");
    expect(await status(`Host: localhost:${port}\r\n`)).toBe("200");
    expect(await status(`Host: rebound.example:${port}\r\n`)).toBe("421");
    expect(await status("")).toBe("400");
    expect(await status(`Host: localhost\r\nOrigin: https://other.example\r\n`)).toBe("403");
    expect(await sendRaw(port, "nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 .*"detail"/s);
  },
);

test.runIf(process.platform !== "win32")("no link leads out of the folder that is served", async () => {
  const [served, outside] = [folder.path("served"), folder.path("outside")];
  for (const place of [served, outside]) mkdirSync(place);
  writeFileSync(`${served}/index.html`, "page");
  writeFileSync(`${outside}/secret.txt`, "secret");
  symlinkSync(`${outside}/secret.txt`, `${served}/secret.txt`);
  symlinkSync(outside, `${served}/folder`);
  symlinkSync(`${served}/index.html`, `${served}/inside.html`);
  cpSync(`${outside}/secret.txt`, `${served}-beside`);
  symlinkSync(`${served}-beside`, `${served}/beside`);
  const app = createStudioApp({ folder: served });
  const status = async (path: string): Promise<number> => (await app.request(path)).status;
  expect(await status("/")).toBe(200);
  expect(await status("/inside.html")).toBe(200);
  for (const path of ["/secret.txt", "/folder/secret.txt", "/beside"])
    expect(await status(path), path).toBe(404);
});
