import { expect, test } from "vitest";
import { type AddressState, readAddress, writeAddress } from "./address";

const begin = (): AddressState => ({ view: "see", edgeMode: "weights" });

test("what is as at first is left out, and everything else comes back", () => {
  expect(writeAddress("", begin())).toBe("");
  expect(writeAddress("?view=why&edges=contributions", begin())).toBe("");
  const query = writeAddress("", { view: "why", edgeMode: "contributions" });
  expect(query).toBe("?view=why&edges=contributions");
  const state = begin();
  readAddress(query, state);
  expect(state).toEqual({ view: "why", edgeMode: "contributions" });
});

test("what is not understood changes nothing, and what others say stays", () => {
  const state = begin();
  readAddress("?view=nowhere&edges=&x=1", state);
  expect(state).toEqual(begin());
  expect(writeAddress("?x=1", { view: "train", edgeMode: "weights" })).toBe("?x=1&view=train");
});
