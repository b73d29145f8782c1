/**
 * @file Replicas behind nginx are restarted one after another, and no request is lost: `npm run test:rolling`, with fewer
 * of both. It runs dist/, which `npm test` builds first.
 */

import { expect, test } from "vitest";
import { hasNginx, roll } from "../../scripts/rolling.mjs";

test("no request is lost while replicas are restarted", { timeout: 120_000 }, async ({ skip }) => {
  if (!hasNginx()) return skip("nginx is not installed: apt-get install nginx-light");
  const options = { requests: 1000, restarts: 3, replicas: 2, clients: 8 };
  const { answered, lost, exits } = await roll(options, () => {});
  expect(lost).toEqual([]);
  expect(answered).toBeGreaterThanOrEqual(1000);
  expect(exits).toEqual([0, 0, 0]);
});
