import { expect, test } from "vitest";
import { FieldErrors, Problem, pointer } from "./problem.js";

test("pointers escape what JSON Pointer and URI fragments escape", () => {
  expect(pointer([])).toBe("#");
  expect(pointer(["rows", 3, "a/b~c d#"])).toBe("#/rows/3/a~1b~0c%20d%23");
});

test("a problem is a document of RFC 9457", async () => {
  const problem = new Problem(429, "Too many.", { headers: { "Retry-After": "1" } });
  const response = problem.response();
  expect(response.status).toBe(429);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("retry-after")).toBe("1");
  expect(JSON.parse(problem.written("x").text)).toEqual({
    type: "about:blank",
    title: "Too Many Requests",
    status: 429,
    detail: "Too many.",
    instance: "urn:uuid:x",
  });
});

test("places are named up to twenty, and all are counted", () => {
  const errors = new FieldErrors();
  errors.throwAny();
  for (let i = 0; i < 30; i++) errors.add({ detail: `No ${i}.`, pointer: `#/${i}` });
  try {
    errors.throwAny();
    expect.unreachable();
  } catch (error) {
    const problem = error as Problem;
    expect(problem.status).toBe(422);
    expect(problem.message).toBe("No 0. (and 29 more places)");
    expect(problem.errors).toHaveLength(20);
  }
});
