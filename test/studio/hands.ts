/**
 * @file What a person does on the first screen with a network and MNIST's test images, and what they read there.
 */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { encodeSafetensorsModel } from "../../src/formats/safetensors/model-file.js";
import { decodeSafetensorsModel } from "../../src/formats/safetensors/torch-layers.js";
import { defineModel, type Model } from "../../src/index.js";
import { initializeParameters } from "../../src/model.js";
import { mnist } from "../../src/node.js";

/** Long enough for a busy machine. */
export const PATIENCE = { timeout: 30_000 };

/** The network that the page begins with. */
export function lampsModel(): Model {
  const file = new URL("../../models/lamps.safetensors", import.meta.url);
  return decodeSafetensorsModel(readFileSync(file), "lamps.safetensors").model;
}

/** A network of one hidden layer that is unlike those that come with the page. */
export function smallModel(units: number): { model: Model; bytes: Uint8Array<ArrayBuffer> } {
  const definition = defineModel({
    inputs: 784,
    layers: [
      { units, activation: "sigmoid" },
      { units: 10, activation: "softmax" },
    ],
    preprocessing: { divideBy: 255, image: [28, 28] },
  });
  const model = { definition, parameters: initializeParameters(definition, 3) };
  return { model, bytes: Uint8Array.from(encodeSafetensorsModel(model)) };
}

/** A test image of MNIST, as the library has it. */
export async function testImage(index: number): Promise<Uint8Array> {
  const { test } = await mnist();
  return (test.features.data as Uint8Array).subarray(784 * index, 784 * (index + 1));
}

/** Lights the network with one of the first test images, and waits until it has been read. */
export async function chooseImage(page: Page, index: number): Promise<void> {
  await page.getByRole("button", { name: "Choose a test image" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: new RegExp(`^Image ${index}\\b`) })
    .click();
  await expect
    .poll(() => page.getByTestId("result").textContent(), PATIENCE)
    .toMatch(new RegExp(`[Ii]mage ${index}\\b`));
}

/** The network's sizes as the stage names them: "784 → 16 → 16 → 10". */
export async function sizes(page: Page): Promise<string | undefined> {
  const name = await page.getByRole("application", { name: /784/ }).getAttribute("aria-label", PATIENCE);
  return /\d+( → \d+)+/.exec(name ?? "")?.[0];
}

/** The activations of the first neurons of a hidden layer, from 1, as the keyboard comes by them. */
export async function hiddenActivations(page: Page, layer: number, count: number): Promise<number[]> {
  const cursor = page.getByRole("application", { name: /784/ }).getByRole("button");
  await cursor.focus();
  for (let up = 0; up < 4; up++) await cursor.press("PageUp");
  for (let down = 0; down < layer; down++) await cursor.press("PageDown");
  await cursor.press("Home");
  const found: number[] = [];
  for (let neuron = 1; neuron <= count; neuron++) {
    const name = (await cursor.getAttribute("aria-label")) ?? "";
    const expected = new RegExp(`^Hidden layer ${layer}, neuron ${neuron} of .*activation (−?[\\d.]+)$`);
    const [, text] = expected.exec(name) ?? [];
    if (text === undefined) throw new Error(`Not neuron ${neuron} of hidden layer ${layer}: ${name}`);
    found.push(Number(text.replace("−", "-")));
    await cursor.press("ArrowDown");
  }
  return found;
}
