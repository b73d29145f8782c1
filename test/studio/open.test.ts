/**
 * @file Networks that were trained elsewhere open in the page: by the file chooser, and dropped on it. What their files do
 * not say is assumed and said; what cannot be read gets its sentence, and the network on the page stays.
 */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { encodeSafetensorsModel } from "../../src/formats/safetensors/model-file.js";
import { encodeSafetensors } from "../../src/formats/safetensors/safetensors.js";
import { decodeModel } from "../../src/formats.js";
import { compile, type Model } from "../../src/index.js";
import { randomGenerator } from "../../src/model/random.js";
import { akari, makeFolder } from "../cli/harness.js";
import { chooseImage, hiddenActivations, lampsModel, PATIENCE, sizes, testImage } from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();
const folder = makeFolder();
afterAll(folder.remove);

const fixture = (path: string): Buffer => readFileSync(new URL(`../${path}`, import.meta.url));

/** A file whose last weight has another bit. */
function oneBitOff(bytes: Uint8Array): Buffer {
  const damaged = Buffer.from(bytes);
  damaged[damaged.length - 1] ^= 1;
  return damaged;
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 16 → 10");
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByTestId("open-file").setInputFiles({ name, mimeType: "", buffer });
}

async function drop(page: Page, name: string, buffer: Buffer): Promise<void> {
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 16 → 10");
  const content = { name, bytes: buffer.toString("base64") };
  const transfer = await page.evaluateHandle(({ name, bytes }) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
    return dropped;
  }, content);
  await page.locator("main").dispatchEvent("drop", { dataTransfer: transfer });
}

/** The notice at the foot of the page. */
const notice = (page: Page) => page.locator(".bar p").last();

/** Of any number of inputs. The element that has the name lies over the picture and takes no room. */
const showsNetwork = (page: Page, layers: string): Promise<void> =>
  page.getByRole("application", { name: `${layers} neurons` }).waitFor({ ...PATIENCE, state: "attached" });

/** The page shows an image's light as the library computes it. */
async function expectLight(page: Page, model: Model): Promise<void> {
  await chooseImage(page, 0);
  const { layers } = (await compile(model)).trace(await testImage(0));
  const { units } = model.definition.layers[0];
  const shown = await hiddenActivations(page, 1, units);
  for (const [i, activation] of shown.entries()) expect(activation).toBeCloseTo(layers[0].activations[i], 2);
  const outputs = layers[layers.length - 1].activations;
  const best = outputs.indexOf(Math.max(...outputs));
  expect(await page.getByTestId("prediction").textContent()).toBe(String(best));
}

test("a network that akari exported to ONNX is the one that it was", async () => {
  const out = folder.path("lamps.onnx");
  const lamps = new URL("../../models/lamps.safetensors", import.meta.url).pathname;
  expect(await akari(["export", lamps, "--to", "onnx", "--out", out])).toMatchObject({ code: 0 });

  const page = await studio.open({ reducedMotion: "reduce" });
  await choose(page, "mine.onnx", readFileSync(out));
  await expect
    .poll(() => notice(page).textContent(), PATIENCE)
    .toMatch(/^\s*mine\.onnx is open\.\s+It is undamaged: its hash matches\.\s*$/);
  await expect.poll(() => page.getByRole("radio", { name: "Your network" }).count(), PATIENCE).toBe(1);
  await expectLight(page, lampsModel());
});

describe("a network of PyTorch's whose file holds weights alone", () => {
  const random = randomGenerator(1, "weights");
  const drawn = (...shape: number[]) => ({
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal() / 8),
  });
  const tensors = { "fc1.weight": drawn(6, 784), "fc2.weight": drawn(10, 6), "fc2.bias": drawn(10) };
  const file = Buffer.from(encodeSafetensors(new Map(Object.entries(tensors))));

  test("is dropped on the page, which says what it assumed and lights up", async () => {
    const page = await studio.open({ reducedMotion: "reduce" });
    await drop(page, "torch.safetensors", file);
    await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 6 → 10");
    const text = await notice(page).textContent();
    expect(text).toMatch(/torch\.safetensors is open\.\s+It has no Akari hash/);
    expect(text).toContain("assumed: relu between layers, softmax at the output");
    expect(text).toContain("28×28");
    expect(text).toContain("pixels from 0 to 1");
    expect(text).toMatch(/start akari studio with\s+--activations\s+--divide-by/);
    await expectLight(page, (await decodeModel(file, { name: "torch.safetensors", divideBy: 255 })).model);
  });

  test("says it in Japanese", async () => {
    const page = await studio.open({ locale: "ja", reducedMotion: "reduce" });
    await drop(page, "torch.safetensors", file);
    await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 6 → 10");
    const text = await notice(page).textContent();
    expect(text).toContain("層の間は relu、出力は softmax");
    expect(text).toContain("ピクセルは 0〜1");
    expect(text).toContain("Akari のハッシュ値が入っていない");
  });
});

test.each([
  ["onnx/models/torch-13.onnx", "4 → 5 → 3", "4"],
  ["onnx/models/sklearn-mlp-18.onnx", "4 → 5 → 3 → 3", "4"],
  ["keras/digits.keras", "16 → 8 → 3", "16"],
])("%s opens, with a sentence that the pad gives something else", async (path, layers, inputs) => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await drop(page, path.split("/").at(-1) ?? "", fixture(path));
  await showsNetwork(page, layers);
  expect(await page.getByTestId("result").textContent()).toContain(`This network takes ${inputs} inputs`);
});

test.each<[string, Buffer, RegExp]>([
  [
    "conv.onnx",
    fixture("onnx/models/torch-refused-conv.onnx"),
    /conv\.onnx .*Conv.* is an operator that is none of a dense/,
  ],
  ["cut.onnx", fixture("onnx/models/torch-13.onnx").subarray(0, 99), /cut\.onnx is not a sound ONNX file/],
  [
    "relu6.keras",
    fixture("keras/refused-relu6.keras"),
    /relu6\.keras does not hold a network of dense layers/,
  ],
  [
    "damaged.safetensors",
    oneBitOff(encodeSafetensorsModel(lampsModel())),
    /damaged\.safetensors is damaged, or was changed/,
  ],
  ["cut.keras", fixture("keras/digits.keras").subarray(0, 999), /cut\.keras is not a sound zip file/],
])("%s cannot be read: its sentence is shown, and the network stays", async (name, file, sentence) => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await drop(page, name, file);
  await expect.poll(() => notice(page).textContent(), PATIENCE).toMatch(sentence);
  expect(await sizes(page)).toBe("784 → 16 → 16 → 10");

  await choose(page, name, file);
  await expect
    .poll(() => page.getByRole("dialog").getByRole("alert").textContent(), PATIENCE)
    .toMatch(sentence);
});

test("what reads other programs' files is loaded with the first of them", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const readers = () => asked.filter((path) => /onnx|keras/.test(path)).length;
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 16 → 10");
  const html = await (await page.request.get(studio.url)).text();
  expect(html).not.toMatch(/onnx|keras/);
  expect(readers()).toBe(0);
  await drop(page, "net.keras", fixture("keras/digits.keras"));
  await showsNetwork(page, "16 → 8 → 3");
  expect(readers()).toBeGreaterThan(0);
});
