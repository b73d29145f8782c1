/**
 * @file Where a model comes from: a file that is replaced, a volume whose links are swapped, and object stores of all
 * manners, good and bad.
 */

import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { modelSource } from "./model-source.js";

const folder = mkdtempSync(join(tmpdir(), "akari-source-"));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes);

describe("a file", () => {
  test("is read again where another one is in its place, or where it is asked for", async () => {
    writeFileSync(at("a"), "one");
    const source = modelSource(at("a"));
    expect(source).toMatchObject({ name: "a", place: at("a") });
    expect(text(await source.read())).toBe("one");
    expect(await source.readIfNew()).toBeUndefined();
    expect(text(await source.read())).toBe("one");
    writeFileSync(at("b"), "two");
    // The same size and times as before.
    utimesSync(at("b"), 1, 1);
    renameSync(at("b"), at("a"));
    expect(text(await source.readIfNew())).toBe("two");
    expect(await source.readIfNew()).toBeUndefined();
  });

  test("of a volume whose links are swapped in one step, as Kubernetes does", async () => {
    const volume = (name: string, model: string): void => {
      mkdirSync(at(name));
      writeFileSync(join(at(name), "model"), model);
      symlinkSync(name, at("..data_tmp"));
      renameSync(at("..data_tmp"), at("..data"));
    };
    volume("..1", "one");
    symlinkSync("..data/model", at("model"));
    const source = modelSource(at("model"));
    expect(text(await source.read())).toBe("one");
    volume("..2", "two");
    expect(text(await source.readIfNew())).toBe("two");
    expect(await source.readIfNew()).toBeUndefined();
  });

  test("that is gone is told of each time, and read once it is back", async () => {
    writeFileSync(at("gone"), "one");
    const source = modelSource(at("gone"));
    await source.read();
    rmSync(at("gone"));
    for (let i = 0; i < 2; i++)
      await expect(source.readIfNew()).rejects.toThrow(`There is no file ${at("gone")}.`);
    writeFileSync(at("gone"), "one");
    expect(text(await source.readIfNew())).toBe("one");
  });

  test("that changes while it is read is not taken", async () => {
    writeFileSync(at("torn"), Buffer.alloc(2 ** 25));
    const source = modelSource(at("torn"));
    const reading = source.read();
    const writing = setInterval(() => writeFileSync(at("torn"), "another"), 1);
    await expect(reading).rejects.toThrow(/changed while it was read\. .* with mv\.$/);
    clearInterval(writing);
    expect(text(await source.readIfNew())).toBe("another");
  });
});

describe("an address", () => {
  let server: Server | undefined;
  afterEach(() => {
    vi.useRealTimers();
    server?.closeAllConnections();
    server?.close();
  });
  async function store(answer: RequestListener): Promise<string> {
    server = createServer(answer);
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  test("is asked with the ETag of what it gave, and without it where the whole is asked for", async () => {
    const asked: (string | undefined)[] = [];
    let model = "one";
    const host = await store(({ headers, url }, response) => {
      expect(url).toBe("/models/net%201.safetensors?X-Amz-Signature=secret");
      expect(headers.authorization).toBe(`Basic ${Buffer.from("me:a b").toString("base64")}`);
      asked.push(headers["if-none-match"]);
      const etag = `"${model}"`;
      if (headers["if-none-match"] === etag) response.writeHead(304, { ETag: etag }).end();
      else response.writeHead(200, { ETag: etag }).end(model);
    });
    const source = modelSource(`http://me:a%20b@${host}/models/net%201.safetensors?X-Amz-Signature=secret#x`);
    expect(source).toMatchObject({
      name: "net 1.safetensors",
      place: `http://${host}/models/net%201.safetensors`,
    });
    expect(text(await source.read())).toBe("one");
    expect(await source.readIfNew()).toBeUndefined();
    model = "two";
    expect(text(await source.readIfNew())).toBe("two");
    expect(await source.readIfNew()).toBeUndefined();
    expect(text(await source.read())).toBe("two");
    expect(asked).toEqual([undefined, '"one"', '"one"', '"two"', undefined]);
  });

  test("of a store that knows times alone, or nothing", async () => {
    const times: (string | undefined)[] = [];
    const modified = "Mon, 01 Jan 2024 00:00:00 GMT";
    const timed = modelSource(
      `http://${await store(({ headers }, response) => {
        times.push(headers["if-modified-since"]);
        response
          .writeHead(headers["if-modified-since"] ? 304 : 200, { "Last-Modified": modified })
          .end("one");
      })}/model`,
    );
    await timed.read();
    expect(await timed.readIfNew()).toBeUndefined();
    expect(times).toEqual([undefined, modified]);
    server?.closeAllConnections();
    server?.close();
    let model = "one";
    const plain = modelSource(`http://${await store((_, response) => response.end(model))}/`);
    expect(plain.name).toMatch(/^127\.0\.0\.1:\d+$/);
    await plain.read();
    expect(await plain.readIfNew()).toBeUndefined();
    model = "two";
    expect(text(await plain.readIfNew())).toBe("two");
  });

  test("that sends the same ETag with the whole is not read on", async () => {
    const host = await store((_, response) => response.writeHead(200, { ETag: '"a"' }).end("one"));
    const source = modelSource(`http://${host}/model`);
    await source.read();
    expect(await source.readIfNew()).toBeUndefined();
  });

  test.each([
    [403, "the server answers 403"],
    [500, "the server answers 500"],
    [206, "the server answers 206"],
    [304, "the server answers 304"],
  ])("that answers %i is told of, and asked again", async (status, why) => {
    let now = status;
    const host = await store((_, response) => response.writeHead(now).end(now === 200 ? "one" : undefined));
    const source = modelSource(`http://${host}/model?key=secret`);
    const failure = await source.read().catch((error: Error) => error.message);
    expect(failure).toBe(`http://${host}/model could not be fetched: ${why}.`);
    now = 200;
    expect(text(await source.readIfNew())).toBe("one");
  });

  test("that is not there, or ends in the middle", async () => {
    await expect(modelSource("http://127.0.0.1:1/model?key=secret").read()).rejects.toThrow(
      "http://127.0.0.1:1/model could not be fetched: ",
    );
    const host = await store((_, response) => {
      response.writeHead(200, { ETag: '"a"', "Content-Length": 1000 }).write("half of it");
      setTimeout(() => response.destroy(), 20);
    });
    const source = modelSource(`http://${host}/model`);
    await expect(source.read()).rejects.toThrow(/could not be fetched: .+\.$/);
  });

  test("that hangs is waited for thirty seconds, and one that drips no longer than ten minutes", async () => {
    const later = setTimeout;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    let drip: (() => void) | undefined;
    let came = 0;
    const host = await store((_, response) => {
      came++;
      drip = () => response.write("x");
      response.writeHead(200).flushHeaders();
    });
    const hanging = modelSource(`http://${host}/model`)
      .read()
      .catch((error: Error) => error.message);
    while (came < 1) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(30_000);
    expect(await hanging).toBe(`http://${host}/model could not be fetched: nothing came for 30 seconds.`);
    const dripping = modelSource(`http://${host}/model`)
      .read()
      .catch((error: Error) => error.message);
    while (came < 2) await new Promise((resolve) => setImmediate(resolve));
    for (let seconds = 0; seconds < 600; seconds += 20) {
      drip?.();
      await new Promise((resolve) => later(resolve, 30));
      vi.advanceTimersByTime(20_000);
    }
    expect(await dripping).toMatch(/could not be fetched: it took longer than 600 seconds\.$/);
  });

  test("that is none is told of without what may be secret in it", () => {
    expect(() => modelSource("https://me:secret@[/model")).toThrow(/^MODEL begins as an address does/);
  });
});
