import { expect, test } from "vitest";
import { type AddressState, isThisMachine, placeIn, readAddress, writeAddress } from "./address";

const begin = (): AddressState => ({ view: "see", lesson: "", edgeMode: "contributions" });

test("what is as at first is left out, and everything else comes back", () => {
  expect(writeAddress("", begin())).toBe("");
  expect(writeAddress("?view=why&edges=weights", begin())).toBe("");
  const query = writeAddress("", { ...begin(), view: "why", edgeMode: "weights" });
  expect(query).toBe("?view=why&edges=weights");
  const state = begin();
  readAddress(query, state);
  expect(state).toEqual({ ...begin(), view: "why", edgeMode: "weights" });
});

test("what is not understood changes nothing, and what others say stays", () => {
  const state = begin();
  readAddress("?view=nowhere&edges=&x=1", state);
  expect(state).toEqual(begin());
  expect(writeAddress("?x=1", { ...begin(), view: "train" })).toBe("?x=1&view=train");
});

test("a query without a view asks for the first one", () => {
  const views = ["", "?view=nowhere", "?view=why&x=1"].map((query) => placeIn(query).view);
  expect(views).toEqual(["see", "see", "why"]);
});

test("a lesson is told where Learn is shown, and nowhere else", () => {
  const state = { ...begin(), lesson: "06" };
  expect(writeAddress("", { ...state, view: "learn" })).toBe("?view=learn&lesson=06");
  expect(writeAddress("?view=learn&lesson=06", state)).toBe("");
  expect(placeIn("?view=learn&lesson=06")).toEqual({ view: "learn", lesson: "06" });
  expect(placeIn("?view=learn&lesson=6")).toEqual({ view: "learn", lesson: "" });
  expect(placeIn("?lesson=06")).toEqual({ view: "see", lesson: "" });
});

test("the names that every machine gives itself are known", () => {
  const own = ["localhost", "akari.localhost", "127.0.0.1", "127.1.2.3", "[::1]", "0.0.0.0"];
  const others = ["example.org", "192.168.0.7", "localhost.example.org", "127.example.org", "[fe80::1]"];
  expect(own.filter((name) => !isThisMachine(name))).toEqual([]);
  expect(others.filter(isThisMachine)).toEqual([]);
});
