/**
 * @file Somebody who does at random all that a person can do to the page, and says what it was.
 */

import { deflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import { encodeSafetensorsModel } from "../../../src/formats/safetensors/model-file.js";
import { defineModel } from "../../../src/index.js";
import type { RandomGenerator } from "../../../src/model/random.js";
import { initializeParameters } from "../../../src/model.js";
import { DIGITS } from "../page.js";
import { approach, type ControlKind, type Sight } from "./inspect.js";

/** The page as it is before an action. */
export interface Surroundings {
  readonly page: Page;
  readonly random: RandomGenerator;
  readonly controls: Sight["controls"];
}

type Action = (around: Surroundings) => Promise<string>;

const pick = <T>({ random }: Surroundings, from: readonly T[]): T => from[random.below(from.length)];

/** Screens of phones, tablets, desktops and projectors; the halves are a desktop at a zoom of 200 %. */
export const SCREENS = [
  [360, 740],
  [740, 360],
  [768, 1024],
  [1024, 768],
  [1280, 800],
  [1920, 1080],
  [320, 640],
  [640, 400],
  [960, 540],
] as const;

const NONSENSE = [
  "",
  " ",
  "0",
  "-1",
  "1e999",
  "3.7",
  "999999999",
  "0.000001",
  "NaN",
  "abc",
  "１６",
  "💡",
  "<b>16</b>",
  "16, 16",
  "784 → NaN → 16",
  "x".repeat(300),
  "0.01",
  "8",
  "32",
];

const KEYS = [
  ..."zd ",
  ...[
    "Tab",
    "Tab",
    "Tab",
    "Shift+Tab",
    "Enter",
    "Enter",
    "Escape",
    "Control+z",
    "Control+Shift+z",
    "Delete",
    "Backspace",
  ],
  ...[
    "ArrowUp",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    "Shift+ArrowUp",
    "Shift+ArrowDown",
    "PageUp",
    "PageDown",
    "Home",
    "End",
  ],
];

function modelFile(inputs: number, units: number): Buffer {
  const definition = defineModel({
    inputs,
    layers: [
      { units: 5, activation: "sigmoid" },
      { units, activation: "softmax" },
    ],
    ...(inputs === 784 ? { preprocessing: { divideBy: 255, image: [28, 28] as const } } : {}),
  });
  return Buffer.from(encodeSafetensorsModel({ definition, parameters: initializeParameters(definition, 1) }));
}

/** A picture of 1×1 pixel: nothing stands out in it. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

/** What people drop on a page: networks of all kinds, whole and cut short, and what is none. */
const FILES = [
  { name: "five.safetensors", buffer: modelFile(784, 10) },
  { name: "two.safetensors", buffer: modelFile(784, 2) },
  { name: "four.safetensors", buffer: modelFile(4, 3) },
  { name: "cut.safetensors", buffer: modelFile(784, 10).subarray(0, 5000) },
  { name: "notes.txt", buffer: Buffer.from("A network of lamps.\n") },
  { name: "empty.onnx", buffer: Buffer.alloc(0) },
  { name: "model.onnx", buffer: deflateSync(Buffer.alloc(200, 7)) },
  { name: "dot.png", buffer: PNG },
];

/** A control of a kind, brought into view; `undefined` where there is none or it has just gone. */
async function find(around: Surroundings, ...kinds: ControlKind[]) {
  const { page, controls } = around;
  const those = controls.flatMap(({ kind, name }, index) => (kinds.includes(kind) ? [{ name, index }] : []));
  if (those.length === 0) return undefined;
  const { name, index } = pick(around, those);
  const box = await page.evaluate(approach, index);
  return box === undefined ? undefined : { name, box };
}

/** A place within a box, on the screen. */
function within(
  around: Surroundings,
  box: { left: number; top: number; width: number; height: number },
): [number, number] {
  const { random } = around;
  return [box.left + box.width * random.uniform(), box.top + box.height * random.uniform()];
}

const press: Action = async (around) => {
  const found = await find(around, "press");
  if (found === undefined) return "nothing to press";
  const { left, top, width, height } = found.box;
  await around.page.mouse.click(left + width / 2, top + height / 2);
  return `press ${found.name}`;
};

/** Views, themes and languages are changed often enough to meet each other. */
const choose: Action = async (around) => {
  const { page, random } = around;
  const chosen = await page.evaluate((at) => {
    const { walked } = globalThis as unknown as { walked: HTMLElement[] };
    const buttons = walked.filter((one) => one.isConnected && one.closest("header, nav") !== null);
    const one = buttons[Math.floor(at * buttons.length)];
    one?.click();
    return one?.textContent;
  }, random.uniform());
  return chosen === undefined ? "no header" : `choose “${chosen?.trim()}”`;
};

const tap: Action = async (around) => {
  const found = await find(around, "picture");
  if (found === undefined) return "no picture to tap";
  const [x, y] = within(around, found.box);
  await around.page.mouse.click(x, y);
  return `tap ${found.name} at ${Math.round(x)}, ${Math.round(y)}`;
};

const point: Action = async (around) => {
  const { page, random } = around;
  const [width, height] = await page.evaluate(() => [innerWidth, innerHeight]);
  const [x, y] = [width * random.uniform(), height * random.uniform()];
  await page.mouse.move(x, y);
  if (random.below(2) === 0) return `point at ${Math.round(x)}, ${Math.round(y)}`;
  await page.mouse.click(x, y, { clickCount: 1 + random.below(2) });
  return `click at ${Math.round(x)}, ${Math.round(y)}`;
};

const drag: Action = async (around) => {
  const { page, random } = around;
  const found = await find(around, "picture", "range");
  if (found === undefined) return "nothing to drag on";
  const [from, to] = [within(around, found.box), within(around, found.box)];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 2 + random.below(6) });
  // One in ten is let go outside of everything.
  if (random.below(10) === 0) await page.mouse.move(1, 1);
  await page.mouse.up();
  return `drag on ${found.name}`;
};

const write: Action = async (around) => {
  const { page } = around;
  const pad = page.getByTestId("pad");
  const box = (await pad.count()) === 1 ? await pad.boundingBox() : null;
  if (box === null) return "no pad";
  await pad.evaluate((one) => one.scrollIntoView({ block: "nearest", behavior: "instant" }));
  const { x, y, width, height } = (await pad.boundingBox()) ?? box;
  const digit = pick(around, Object.keys(DIGITS) as (keyof typeof DIGITS)[]);
  for (const [first, ...others] of DIGITS[digit] as number[][][]) {
    const at = ([left, top]: number[]): [number, number] => [x + left * width, y + top * height];
    await page.mouse.move(...at(first));
    await page.mouse.down();
    for (const place of others) await page.mouse.move(...at(place));
    await page.mouse.up();
  }
  return `write a ${digit}`;
};

const type: Action = async (around) => {
  const { page, random } = around;
  const found = await find(around, "text");
  if (found === undefined) return "nothing to write in";
  const { left, top, width, height } = found.box;
  await page.mouse.click(left + width / 2, top + height / 2, { clickCount: 3 });
  const text = pick(around, NONSENSE);
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.insertText(text);
  const then = pick(around, ["Enter", "Tab", "Escape"]);
  if (random.below(4) > 0) await page.keyboard.press(then);
  return `type “${text.slice(0, 20)}” into ${found.name}`;
};

const select: Action = async (around) => {
  const found = await find(around, "select");
  if (found === undefined) return "nothing to choose from";
  const index = around.controls.findIndex(({ name }) => name === found.name);
  const chosen = await around.page.evaluate(
    ([index, at]) => {
      const one = (globalThis as unknown as { walked: HTMLElement[] }).walked[index];
      if (!(one instanceof HTMLSelectElement)) return "";
      one.selectedIndex = Math.floor(at * one.options.length);
      for (const name of ["input", "change"]) one.dispatchEvent(new Event(name, { bubbles: true }));
      return one.value;
    },
    [index, around.random.uniform()] as const,
  );
  return `choose ${chosen} in ${found.name}`;
};

const key: Action = async (around) => {
  const keys = Array.from({ length: 1 + around.random.below(4) }, () => pick(around, KEYS));
  for (const one of keys) await around.page.keyboard.press(one === " " ? "Space" : one);
  return `press ${keys.join(", ")}`;
};

const drop: Action = async (around) => {
  const { page, random } = around;
  const { name, buffer } = pick(around, FILES);
  const at = [random.uniform(), random.uniform()] as const;
  await page.evaluate(
    ({ name, bytes, at }) => {
      const dataTransfer = new DataTransfer();
      const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      dataTransfer.items.add(new File([content], name));
      const [clientX, clientY] = [at[0] * innerWidth, at[1] * innerHeight];
      const under = document.elementFromPoint(clientX, clientY) ?? document.body;
      for (const type of ["dragenter", "dragover", "drop"]) {
        under.dispatchEvent(
          new DragEvent(type, { dataTransfer, clientX, clientY, bubbles: true, cancelable: true }),
        );
      }
    },
    { name, bytes: buffer.toString("base64"), at },
  );
  return `drop ${name}`;
};

const fit: Action = async (around) => {
  const [width, height] = pick(around, SCREENS);
  await around.page.setViewportSize({ width, height });
  return `resize to ${width}×${height}`;
};

const prefer: Action = async (around) => {
  const colorScheme = pick(around, ["dark", "light"] as const);
  const reducedMotion = pick(around, ["reduce", "no-preference"] as const);
  const forcedColors = pick(around, ["none", "none", "active"] as const);
  await around.page.emulateMedia({ colorScheme, reducedMotion, forcedColors });
  return `prefer ${colorScheme}, motion ${reducedMotion}, forced colours ${forcedColors}`;
};

const scroll: Action = async (around) => {
  const by = pick(around, [-2000, -300, 300, 300, 2000]);
  await around.page.mouse.wheel(0, by);
  return `scroll by ${by}`;
};

const travel: Action = async ({ page, random }) => {
  const by = random.below(2) === 0 ? -1 : 1;
  await page.evaluate((by) => history.go(by), by);
  return by < 0 ? "back" : "forward";
};

const reload: Action = async ({ page }) => {
  await page.reload({ waitUntil: "load", timeout: 30_000 });
  return "reload";
};

/** Without a network, and with it again, once the page is kept for that. */
const connect: Action = async ({ page }) => {
  const [kept, online] = await page.evaluate(() => [
    navigator.serviceWorker?.controller != null,
    navigator.onLine,
  ]);
  if (online && !kept) return "not kept yet";
  await page.context().setOffline(online);
  return online ? "offline" : "online";
};

const wait: Action = async ({ page, random }) => {
  const time = 50 + random.below(350);
  await page.waitForTimeout(time);
  return `wait ${time} ms`;
};

/** Each so many times as often as its number says. */
const ACTIONS: readonly (readonly [Action, number])[] = [
  [press, 38],
  [choose, 7],
  [tap, 9],
  [point, 5],
  [drag, 8],
  [write, 6],
  [type, 6],
  [select, 3],
  [key, 9],
  [drop, 3],
  [fit, 4],
  [prefer, 1],
  [scroll, 3],
  [travel, 2],
  [reload, 1],
  [connect, 1],
  [wait, 3],
];
const TOTAL = ACTIONS.reduce((sum, [, weight]) => sum + weight, 0);

/** Does something, and says what. */
export function act(around: Surroundings): Promise<string> {
  let left = around.random.below(TOTAL);
  for (const [action, weight] of ACTIONS) {
    if (left < weight) return action(around);
    left -= weight;
  }
  return wait(around);
}

/** A file for a chooser that has opened. */
export const anyFile = (random: RandomGenerator): { name: string; mimeType: string; buffer: Buffer } => ({
  ...FILES[random.below(FILES.length)],
  mimeType: "",
});
