import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BrowserStore } from "./browser-store";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const number = (found: unknown): number | undefined => (typeof found === "number" ? found : undefined);

test("what is saved comes back, and what is forgotten does not", () => {
  const store = new BrowserStore("light", 1, number);
  expect(store.load()).toBeUndefined();
  store.save(0.5);
  expect(store.load()).toBe(0.5);
  store.save(undefined);
  expect([store.load(), kept.size]).toEqual([undefined, 0]);
});

test("another version, another shape and no JSON count as nothing", () => {
  new BrowserStore("light", 1, number).save(1);
  expect(new BrowserStore("light", 2, number).load()).toBeUndefined();
  const [key] = kept.keys();
  for (const text of ["", "{", "null", "1", "[]", '{"version":1}', '{"version":1,"content":"bright"}']) {
    kept.set(key, text);
    expect(new BrowserStore("light", 1, number).load(), text).toBeUndefined();
  }
});

test("a browser that keeps nothing is no trouble", () => {
  vi.stubGlobal("sessionStorage", undefined);
  const store = new BrowserStore("light", 1, number);
  store.save(1);
  expect(store.load()).toBeUndefined();
});
