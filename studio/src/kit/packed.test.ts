import fc from "fast-check";
import { expect, test } from "vitest";
import { pack, unpack } from "./packed";

const bytes = fc.uint8Array({ maxLength: 300 });

test("comes back to the byte, in letters that an address may have", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const text = await pack(content);
      expect(text).toMatch(/^[\w-]+$/);
      expect(await unpack(text, 304)).toEqual(content);
    }),
  );
});

test("what was cut, mistyped or never packed is told", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.nat(), fc.constantFrom(..."aZ09_-"), async (content, place, letter) => {
      const text = await pack(content);
      const at = place % text.length;
      expect(await unpack(text.slice(0, at), 304)).toBeUndefined();
      const mistyped = text.slice(0, at) + letter + text.slice(at + 1);
      const found = await unpack(mistyped, 304);
      // Bits of the last letter that stand for nothing may differ.
      if (found !== undefined) expect(found).toEqual(content);
    }),
  );
  for (const text of ["", "a", "%%%", "AAAA"]) expect(await unpack(text, 304)).toBeUndefined();
});

test("is not unpacked beyond what it may become", async () => {
  const text = await pack(new Uint8Array(1000));
  expect(text.length).toBeLessThan(100);
  expect(await unpack(text, 1004)).toEqual(new Uint8Array(1000));
  expect(await unpack(text, 1003)).toBeUndefined();
});
