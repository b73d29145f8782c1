import { afterEach, expect, test, vi } from "vitest";
import { ServerMetrics } from "./metrics.js";
import { reloadEvery, reloader, type Sources } from "./reloading.js";
import type { ServedModel, ServerState } from "./served-model.js";
import type { LogEvent } from "./server-log.js";

const model = (sha256: string): ServedModel => ({ name: "net", sha256 }) as ServedModel;

function reloading(sources: Partial<Sources>, tokens?: readonly string[]) {
  const state: ServerState = { model: model("old"), tokens, isDraining: false };
  const events: LogEvent[] = [];
  const metrics = new ServerMetrics();
  const reload = reloader(
    state,
    { model: async () => undefined, ...sources },
    (e) => events.push(e),
    metrics,
  );
  const counted = (): string[] => {
    const none = {
      waiting: () => 0,
      queued: () => 0,
      media: () => 0,
      heldBytes: () => 0,
      model: () => state.model,
    };
    return metrics
      .text(none)
      .split("\n")
      .filter((line) => line.startsWith("akari_reloads_total"));
  };
  return { state, events, reload, counted };
}

afterEach(() => {
  vi.useRealTimers();
});

test("another model is taken, the same one is not told of", async () => {
  const given = [undefined, model("new")];
  const { state, events, reload, counted } = reloading({ model: async () => given.shift() });
  await reload(false);
  expect([state.model.sha256, events]).toEqual(["old", []]);
  await reload(false);
  expect(state.model.sha256).toBe("new");
  expect(events).toEqual([{ event: "reloaded", model: "net", sha256: "new" }]);
  expect(counted()).toEqual(['akari_reloads_total{what="model",result="done"} 1']);
});

test("what fails leaves what was there, says so, and keeps nothing else from being taken", async () => {
  const { state, events, reload, counted } = reloading(
    {
      model: async () => model("new"),
      tokens: async () => {
        throw new Error("There is no file token.txt.");
      },
    },
    ["a token"],
  );
  await reload(true);
  expect([state.model.sha256, state.tokens]).toEqual(["new", ["a token"]]);
  expect(events[0]).toEqual({
    event: "reload failed",
    model: "net",
    problem: "There is no file token.txt. The tokens that were there hold.",
  });
  expect(counted()).toContain('akari_reloads_total{what="tokens",result="failed"} 1');
});

test("tokens are taken where they are others", async () => {
  const given = [["one"], ["one", "two"], ["two"]];
  const { state, events, reload } = reloading({ tokens: async () => given.shift() ?? [] }, ["one"]);
  for (let i = 0; i < 3; i++) await reload(false);
  expect(state.tokens).toEqual(["two"]);
  expect(events).toEqual([
    { event: "tokens reloaded", tokens: 2 },
    { event: "tokens reloaded", tokens: 1 },
  ]);
});

test("asked meanwhile, it reloads once more, wholly where one of those asked for that", async () => {
  const asked: boolean[] = [];
  let go: (() => void) | undefined;
  const { reload } = reloading({
    model: async (always) => {
      asked.push(always);
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      return undefined;
    },
  });
  const first = reload(false);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  const all = Promise.all([first, reload(true), reload(false), reload(false)]);
  go?.();
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  go?.();
  await all;
  expect(asked).toEqual([false, true]);
});

test("every so often, from the end of one look to the next, until it is over", async () => {
  vi.useFakeTimers();
  let looks = 0;
  let done: (() => void) | undefined;
  const stop = reloadEvery(10, () => {
    looks++;
    return new Promise((resolve) => {
      done = resolve;
    });
  });
  await vi.advanceTimersByTimeAsync(8_900);
  expect(looks).toBe(0);
  await vi.advanceTimersByTimeAsync(2_200);
  expect(looks).toBe(1);
  // One that hangs is not joined by others.
  await vi.advanceTimersByTimeAsync(100_000);
  expect(looks).toBe(1);
  done?.();
  await vi.advanceTimersByTimeAsync(11_100);
  expect(looks).toBe(2);
  stop();
  done?.();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(looks).toBe(2);
});
