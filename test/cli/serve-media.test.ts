/**
 * @file Large pictures, long recordings and long JSON bodies hold nobody else up: they are read in threads, whose number and whose queue are
 * bounded, and which end with the requests that they are for.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endServings, type Serving, startServing } from "../support/serving.js";
import { akari, makeFolder, writeIdxFolder } from "./harness.js";
import { writeTones } from "./own-data.js";

const { path, remove } = makeFolder();
afterAll(remove);
afterEach(endServings);

/** A picture of a bar, with so many pixels across and down. */
function bar(side: number): Uint8Array<ArrayBuffer> {
  const { data, ...size } = new PNG({ width: side, height: side });
  data.fill(255);
  for (let y = side >> 2; y < side - (side >> 2); y++)
    data.fill(0, 4 * (y * side + Math.round(side * 0.45)), 4 * (y * side + Math.round(side * 0.55)));
  for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255;
  return new Uint8Array(PNG.sync.write({ data, ...size } as PNG));
}

/** A recording that takes seconds to read. */
function tone(seconds: number): Uint8Array<ArrayBuffer> {
  const short = readFileSync(path("tones/low/0.wav"));
  const samples = 8000 * seconds;
  const wav = Buffer.alloc(44 + 2 * samples);
  short.copy(wav, 0, 0, 44);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.writeUInt32LE(2 * samples, 40);
  for (let i = 0; i < samples; i++) wav.writeInt16LE(Math.round(9000 * Math.sin(i / 4)), 44 + 2 * i);
  return new Uint8Array(wav);
}

let large: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  large = bar(1200);
  writeIdxFolder(path("digits"));
  writeTones(path("tones"));
  for (const [data, model] of [
    ["digits", "digits.model"],
    ["tones", "tones.model"],
  ]) {
    const { code, stderr } = await akari([
      "train",
      path(data),
      "--layers",
      "4",
      "--epochs",
      "1",
      "--out",
      path(model),
    ]);
    expect(code, stderr).toBe(0);
  }
});

const post = (url: string, type: string, body: Uint8Array<ArrayBuffer>, signal?: AbortSignal) =>
  fetch(`${url}v1/predict`, {
    method: "POST",
    headers: { "Content-Type": type },
    body,
    ...(signal === undefined ? {} : { signal }),
  });

test.each([
  ["a picture", "digits.model", "image/png", () => large],
  ["a recording", "tones.model", "audio/wav", () => tone(120)],
])("%s is answered in a thread as akari predict answers it", async (_, model, type, make) => {
  const { url, end } = await startServing(path(model), "--max-sound", "600");
  const body = make();
  const { predictions } = await (await post(url, type, body)).json();
  const file = path(`sent.${type.slice(-3)}`);
  writeFileSync(file, body);
  const { stdout } = await akari(["predict", path(model), file, "--json"]);
  const { label, probabilities } = JSON.parse(stdout);
  expect(predictions[0]).toMatchObject({ label, probabilities });
  expect(await end()).toBe(0);
});

const metric = async ({ url }: Serving, name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\d+)$`, "m").exec(await (await fetch(`${url}metrics`)).text())?.[1]);

describe("large pictures that come together", () => {
  test("wait for one thread; those that cannot are sent away, and nobody is left waiting", async () => {
    const serving = await startServing(path("digits.model"), "--media-threads", "1");
    const answers = await Promise.all(
      Array.from({ length: 14 }, () => post(serving.url, "image/png", large)),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    // One is read and eight wait; how many more are read before the last has come is the machine's.
    expect(refused.length).toBeLessThanOrEqual(5);
    for (const answer of refused) {
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
      expect((await answer.json()).detail).toContain("8 pictures and recordings are waiting");
    }
    expect(await metric(serving, "akari_media_waiting")).toBe(0);
    expect(await serving.end()).toBe(0);
  });

  test("are given up with their clients, whether they wait or are being read", async () => {
    const serving = await startServing(path("digits.model"), "--media-threads", "1");
    const ended = () =>
      serving.lines.filter(
        ({ path: asked, status }) => asked === "/v1/predict" && (status === 200 || status === 499),
      ).length;
    for (let round = 1; round <= 3; round++) {
      const gone = new AbortController();
      const answers = Array.from({ length: 6 }, () => post(serving.url, "image/png", large, gone.signal));
      // All have come; how many of them are answered by then is the machine's.
      const come = async () => (await metric(serving, "akari_requests_waiting")) + ended();
      await expect.poll(come, { timeout: 20_000 }).toBe(6 * round);
      gone.abort();
      await Promise.allSettled(answers);
      await expect.poll(() => metric(serving, "akari_requests_waiting")).toBe(0);
      await expect.poll(ended).toBe(6 * round);
    }
    expect(await metric(serving, "akari_media_waiting")).toBe(0);
    expect((await post(serving.url, "image/png", large)).status).toBe(200);
    expect(await serving.end()).toBe(0);
  });

  test("are given up when their time is over", async () => {
    const serving = await startServing(path("digits.model"), "--timeout", "0.2", "--media-threads", "1");
    // As many as may wait for the thread and be read: however fast it is, it does not read all of them in that time.
    const answers = await Promise.all(Array.from({ length: 9 }, () => post(serving.url, "image/png", large)));
    const late = answers.filter(({ status }) => status !== 200);
    expect(late.length).toBeGreaterThan(0);
    for (const { status, headers } of late) expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await metric(serving, "akari_media_waiting")).toBe(0);
    expect((await post(serving.url, "image/png", bar(28))).status).toBe(200);
    expect(await serving.end()).toBe(0);
  });
});

test("what is wrong with a file is told of a large one as of a small one", async () => {
  const { url, end } = await startServing(path("digits.model"));
  const damaged = large.slice();
  damaged[damaged.length >> 1] ^= 255;
  const blank = new PNG({ width: 100, height: 100 });
  blank.data.fill(255);
  for (const [body, why] of [
    [damaged, "The body is a damaged PNG image"],
    [new Uint8Array(PNG.sync.write(blank)), "nothing is drawn"],
  ] as const) {
    const response = await post(url, "image/png", body);
    expect(response.status).toBe(422);
    expect((await response.json()).detail).toContain(why);
  }
  const sounds = await startServing(path("tones.model"), "--max-sound", "10");
  const long = await post(sounds.url, "audio/wav", tone(60));
  expect(long.status).toBe(413);
  expect((await long.json()).detail).toBe(
    "The request's recordings last longer than 10 seconds. Send them in parts.",
  );
  const nonsense = await post(sounds.url, "audio/wav", damaged);
  expect(nonsense.status).toBe(422);
  expect([await end(), await sounds.end()]).toEqual([0, 0]);
});

test("a long JSON body is answered as short ones are, and so is what is wrong with it", async () => {
  const { url, end } = await startServing(path("digits.model"));
  const digit = Array.from({ length: 784 }, (_, i) => (i * 7) % 256);
  const send = async (body: string) => {
    const response = await post(url, "application/json", new TextEncoder().encode(body));
    const { instance: _, ...answer } = await response.json();
    return [response.status, answer] as const;
  };
  const many = (rows: unknown[]) => JSON.stringify({ inputs: rows });
  const [, { predictions }] = await send(many([digit]));
  const [status, long] = await send(many(Array.from({ length: 300 }, () => digit)));
  expect(status).toBe(200);
  expect(long.predictions).toEqual(
    Array.from({ length: 300 }, (_, i) => ({ ...predictions[0], input: `inputs[${i}]` })),
  );
  for (const [short, padding] of [
    [many([digit.with(3, null as never)]), " ".repeat(2 ** 17)],
    [many([[1, 2]]), " ".repeat(2 ** 17)],
    ['{"input": [1, 2]', " ".repeat(2 ** 17)],
    ["[]", " ".repeat(2 ** 17)],
  ]) {
    const answer = await send(`${padding}${short}`);
    expect(answer[0]).toBeGreaterThanOrEqual(400);
    expect(answer[0]).toBeLessThan(500);
    // Where JSON ends too early is said by how many characters were read.
    const said = JSON.stringify(answer).replace(/position \d+[^"]*/g, "position");
    expect(said).toBe(JSON.stringify(await send(short)).replace(/position \d+[^"]*/g, "position"));
  }
  expect(await end()).toBe(0);
});

test("it ends, though a picture is being read whose client stays", async () => {
  const serving = await startServing(path("digits.model"), "--timeout", "60");
  const { end, logged } = serving;
  const { port } = new URL(serving.url);
  const answered = new Promise<number | undefined>((resolve, reject) => {
    const headers = { "Content-Type": "image/png", "Content-Length": large.length };
    const sending = request(
      { port, host: "127.0.0.1", path: "/v1/predict", method: "POST", headers },
      (response) => resolve(response.resume().statusCode),
    );
    sending.on("error", reject);
    sending.end(large);
  });
  let isAnswered = false;
  void answered.then(() => {
    isAnswered = true;
  });
  const isIn = async () => isAnswered || (await metric(serving, "akari_requests_waiting")) === 1;
  await expect.poll(isIn).toBe(true);
  const stopped = logged("stopped");
  const ended = end();
  expect(await answered).toBe(200);
  expect(await stopped).toMatchObject({ cut: 0 });
  expect(await ended).toBe(0);
});
