/**
 * @file The card of a neuron: what it says at first, what folds open, what of it can be changed by hand, and that all of the
 * page then shows the changed network and the light of one moment.
 */

import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { type Model, trace } from "../../src/index.js";
import { violations } from "./axe.js";
import { chooseImage, lampsModel, PATIENCE, testImage } from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();

const cursorOf = (page: Page): Locator => page.getByRole("application", { name: /784/ }).getByRole("button");
const card = (page: Page): Locator => page.getByRole("article");
const fold = (page: Page, name: string): Locator => card(page).getByText(name, { exact: true });

/** A number as it is written there. */
async function read(page: Page, id: string): Promise<number> {
  const text = (await page.getByTestId(id).first().textContent()) ?? "";
  return Number(text.replace("−", "-"));
}

/** Opens neuron 1 of a layer by the keyboard. */
async function openNeuron(page: Page, layer: number): Promise<void> {
  const cursor = cursorOf(page);
  await cursor.focus();
  for (let up = 0; up < 4; up++) await cursor.press("PageUp");
  for (let down = 0; down < layer; down++) await cursor.press("PageDown");
  await cursor.press("Home");
  await cursor.press("Enter");
  await page.getByTestId("card-sentence").waitFor(PATIENCE);
}

/** What the outputs show, in percent. */
async function shownOutputs(page: Page): Promise<number[]> {
  const texts = await page.locator("[data-output] .value").allTextContents();
  return texts.map((text) => Number(/[\d.]+/.exec(text)?.[0]));
}

/** Whether the page shows these outputs, to the decimals that it writes and with less than that at the ends. */
async function expectOutputs(page: Page, outputs: ArrayLike<number>): Promise<void> {
  await expect
    .poll(async () => {
      const shown = await shownOutputs(page);
      return Math.max(...shown.map((percent, i) => Math.abs(percent - 100 * outputs[i])));
    }, PATIENCE)
    .toBeLessThan(0.11);
}

test("a neuron's card begins with its sentence and its strongest terms, and what was opened stays open", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await chooseImage(page, 0);
  await openNeuron(page, 1);
  const sentence = page.getByTestId("card-sentence");
  expect(await sentence.textContent()).toMatch(/^\s*784 brightnesses, each times its weight/);
  for (const layer of [1, 2, 3]) {
    await openNeuron(page, layer);
    const bars = await page
      .getByTestId("card-bar")
      .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute("data-value"))));
    expect(bars).toHaveLength(5);
    const total = [...bars, await read(page, "card-others"), await read(page, "card-bias")];
    expect(total.reduce((sum, term) => sum + term)).toBeCloseTo(await read(page, "card-z"), 6);
  }
  expect(await sentence.textContent()).toMatch(/compared with the other 9 outputs: the probability of “0”/);

  // What is opened stays open from one neuron to the next, and when the card was closed.
  expect(await card(page).locator("details[open]").count()).toBe(0);
  await fold(page, "Equation").click();
  await openNeuron(page, 2);
  await page.getByTestId("ledger-z").waitFor(PATIENCE);
  await page.keyboard.press("Escape");
  await expect.poll(() => card(page).count()).toBe(0);
  await openNeuron(page, 1);
  await page.getByTestId("ledger-z").waitFor(PATIENCE);

  // All terms can be had, and they still add up.
  await card(page).getByRole("button", { name: "Show 50 more terms" }).click();
  expect(await page.getByTestId("card-term").count()).toBe(58);
});

test("a card that was opened by mouse closes on Escape from anywhere, and leaves no tag behind", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await chooseImage(page, 0);
  const outputs = page.locator('[data-output="7"]');
  const box = await outputs.boundingBox();
  if (box === null) throw new Error("The output is not on the screen.");
  await page.mouse.click(box.x + 5, box.y + box.height / 2);
  await page.getByTestId("card-sentence").waitFor(PATIENCE);
  // The card says it now.
  expect(await page.getByTestId("readout").count()).toBe(0);
  await page.mouse.move(4, 4);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("Escape");
  await expect.poll(() => card(page).count()).toBe(0);
  expect(await page.getByTestId("readout").count()).toBe(0);
});

test("the card tells no more than the light has brought, as the tag does", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await chooseImage(page, 0);
  await openNeuron(page, 2);
  await fold(page, "Equation").click();
  const z = await read(page, "card-z");
  const slider = page.getByRole("slider", { name: "How far the light has travelled" });
  const a = page.getByTestId("card-a");
  /** What stands in the card, and what the keyboard says of the same neuron. */
  const told = async () => [
    await a.textContent(),
    (await page.getByTestId("card-z").textContent())?.trim(),
    (await cursorOf(page).getAttribute("aria-label"))?.replace(/.*16, /, ""),
  ];
  await slider.fill("2");
  expect(await told()).toEqual(["not lit yet", "–", "not lit yet"]);
  expect(await page.getByTestId("ledger-z").count()).toBe(0);
  await slider.fill("3");
  const written = z.toFixed(3).replace("-", "−");
  expect(await told()).toEqual(["not lit yet", written, expect.stringMatching(/^weighted sum z/)]);
  await slider.fill("4");
  expect(await told()).toEqual([
    expect.stringMatching(/^[01]\.\d{3}$/),
    written,
    expect.stringMatching(/^activation /),
  ]);
});

test("numbers changed by hand change the network at once, and one tap puts all back", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await chooseImage(page, 0);
  const image = await testImage(0);
  const model = lampsModel();
  const before = await trace(model, image);
  await expectOutputs(page, before.layers[2].activations);
  await openNeuron(page, 1);
  await fold(page, "What if…?").click();

  // A bias that is typed.
  const bias = page.getByTestId("dial-bias");
  await bias.fill("3.5");
  const edited: Model = structuredClone(model);
  edited.parameters[0].bias[0] = 3.5;
  await expectOutputs(page, (await trace(edited, image)).layers[2].activations);
  expect(await read(page, "card-bias")).toBe(3.5);
  const note = page.getByTestId("changed-note");
  expect(await note.textContent()).toMatch(/^1 number changed by hand/);

  // What is no number is told so, and changes nothing.
  for (const [text, sentence] of [
    ["", "Type a number"],
    ["NaN", "Type a number"],
    ["1e9", "Type a number from −1,000 to 1,000"],
  ]) {
    await bias.fill(text);
    expect(await card(page).getByRole("alert").textContent()).toContain(sentence);
    expect(await read(page, "card-bias")).toBe(3.5);
  }
  await bias.press("Escape");
  expect(await card(page).getByRole("alert").count()).toBe(0);
  expect(await bias.inputValue()).toBe("3.500");

  // A weight that a button sets to 0; the largest term comes first.
  const from = Number(await page.getByTestId("card-bar").first().getAttribute("data-from"));
  await card(page).getByRole("button", { name: "Set to 0" }).nth(1).click();
  edited.parameters[0].weight[from] = 0;
  await expectOutputs(page, (await trace(edited, image)).layers[2].activations);

  // A neuron that the keyboard holds.
  await openNeuron(page, 2);
  const slider = card(page).getByRole("slider", { name: /activation, slider/ });
  await slider.focus();
  await page.keyboard.press("Home");
  const hold = [{ layer: 2, unit: 0, activation: 0 }];
  const held = await trace(edited, image, { hold });
  await expectOutputs(page, held.layers[2].activations);
  expect(await page.getByTestId("card-a").textContent()).toBe("0.000");
  expect(await page.getByTestId("card-sentence").textContent()).toContain("It is held at 0.000 by hand");
  expect(await cursorOf(page).getAttribute("aria-label")).toContain("held by hand");
  expect(await note.textContent()).toMatch(/^3 numbers/);
  expect(await violations(page)).toEqual([]);

  // What is shared is what is shown, and that is said there.
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText("You changed 3 numbers of this network by hand").waitFor(PATIENCE);
  await page.keyboard.press("Escape");
  // Escape was the dialog's: the card is still there.
  expect(await card(page).count()).toBe(1);

  await note.getByRole("button", { name: "Undo all" }).click();
  await expectOutputs(page, before.layers[2].activations);
  expect(await read(page, "card-a")).toBeCloseTo(before.layers[1].activations[0], 2);
  expect((await note.textContent())?.trim()).toBe("");
});

test("an edge and an input have their sentence, and the edge's weight is dragged with the mouse", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await chooseImage(page, 0);
  await openNeuron(page, 2);
  await page.getByRole("listbox").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.getByTestId("card-sentence").textContent())
    .toMatch(/The value of neuron \d+ of hidden layer 1, times −?[\d.]+, is added to the sum of neuron 1 of/);
  const weight = page.getByTestId("dial-weight");
  const slider = card(page).getByRole("slider", { name: "weight, slider" });
  const box = await slider.boundingBox();
  if (box === null) throw new Error("The slider is not on the screen.");
  const at = (share: number): [number, number] => [box.x + share * box.width, box.y + box.height / 2];
  await page.mouse.move(...at(0.5));
  await page.mouse.down();
  await page.mouse.move(...at(0.9), { steps: 5 });
  await page.mouse.up();
  const dragged = Number((await weight.inputValue()).replace("−", "-"));
  expect(dragged).toBeGreaterThan(0.3);
  expect(await page.getByTestId("card-sentence").textContent()).toContain(`times ${dragged.toFixed(3)}`);
  await card(page)
    .getByRole("button", { name: /^Back to/ })
    .click();
  expect((await page.getByTestId("changed-note").textContent())?.trim()).toBe("");

  await openNeuron(page, 0);
  expect(await page.getByTestId("card-sentence").textContent()).toMatch(
    /The brightness of this pixel goes to all 16 neurons/,
  );
  expect(await violations(page)).toEqual([]);
});

test.each(["ja", "en"])(
  "on a phone all that matters is in the first part of the sheet (%s)",
  async (locale) => {
    const page = await studio.open({
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
      locale,
      reducedMotion: "reduce",
    });
    await cursorOf(page).waitFor(PATIENCE);
    for (const layer of [1, 2]) {
      await openNeuron(page, layer);
      const sheet = await card(page).boundingBox();
      const last = await page.getByTestId("card-bar").last().boundingBox();
      if (sheet === null || last === null) throw new Error("The card is not on the screen.");
      expect(last.y + last.height - sheet.y).toBeLessThan(0.45 * 740);
    }
    for (const summary of await card(page).locator("summary").all()) await summary.click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  },
);

test("in training the card says that training sets the numbers", async () => {
  const page = await studio.open({ at: "?view=train", reducedMotion: "reduce" });
  await cursorOf(page).waitFor(PATIENCE);
  await openNeuron(page, 1);
  await fold(page, "What if…?").click();
  await page.getByText("Training sets these numbers here").waitFor(PATIENCE);
  expect(await card(page).getByRole("slider").count()).toBe(0);
});
