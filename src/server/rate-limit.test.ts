import { expect, test } from "vitest";
import { Problem } from "./problem.js";
import { ClientRates } from "./rate-limit.js";

/** What one request gets at a time in milliseconds: `in`, or the seconds after which it should come again. */
function ask(rates: ClientRates, now: number, client = "a"): string | undefined {
  try {
    rates.enter(client, now);
    return "in";
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 429) throw error;
    return error.headers["Retry-After"];
  }
}

test("a burst, then the rate; a pause gives the burst back, and no more than that", () => {
  let refused = 0;
  const rates = new ClientRates({ perSecond: 2, burst: 3 }, () => refused++);
  expect([0, 0, 0, 0].map((now) => ask(rates, now))).toEqual(["in", "in", "in", "1"]);
  expect([499, 500, 501, 1000].map((now) => ask(rates, now))).toEqual(["1", "in", "1", "in"]);
  expect([60_000, 60_000, 60_000, 60_000].map((now) => ask(rates, now))).toEqual(["in", "in", "in", "1"]);
  expect(refused).toBe(4);
});

test("in the long run a client has exactly its rate, whatever it asks beyond", () => {
  const rates = new ClientRates({ perSecond: 100, burst: 20 });
  let count = 0;
  for (let now = 0; now < 10_000; now++) if (ask(rates, now) === "in") count++;
  expect(count).toBe(1000 + 19);
});

test("clients are counted apart; what it waits for is told in whole seconds", () => {
  const rates = new ClientRates({ perSecond: 0.1, burst: 1 });
  expect([ask(rates, 0, "a"), ask(rates, 0, "b"), ask(rates, 0, "a"), ask(rates, 7001, "b")]).toEqual([
    "in",
    "in",
    "10",
    "3",
  ]);
  expect(() => rates.enter("192.0.2.1", 0)).not.toThrow();
  expect(() => rates.enter("192.0.2.1", 0)).toThrow(
    "192.0.2.1 sends more than 0.1 requests a second. Come again in 10 seconds.",
  );
});

test("however many clients come, the memory is bounded, and who asks on is not forgotten", () => {
  const rates = new ClientRates({ perSecond: 0.001, burst: 1 });
  expect(ask(rates, 0, "busy")).toBe("in");
  for (let i = 0; i < 70_000; i++) {
    ask(rates, 1, `client ${i}`);
    if (i % 1000 === 0) expect(ask(rates, 2, "busy")).not.toBe("in");
  }
  expect(rates.size).toBe(65_536);
  // Forgotten: it begins anew.
  expect(ask(rates, 3, "client 0")).toBe("in");
});
