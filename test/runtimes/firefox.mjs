// @ts-check
/**
 * @file Opens pages in the Firefox of this machine, without a window. Each has a process and a fresh profile of its
 * own, so that closing it is ending the process.
 */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "../../scripts/browsers.mjs";

/** No first-run pages, and nothing that would reach beyond this machine. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.prefetch-next": false,
  "services.settings.server": "http://127.0.0.1:9/",
  "toolkit.telemetry.enabled": false,
};

/** @returns {{ version: string, open: import("./browser-run.mjs").Open }} */
export function launchFirefox() {
  const path = findBrowser("firefox");
  return {
    version: execFileSync(path, ["--version"], { encoding: "utf8" }).replace("Mozilla Firefox", "").trim(),
    async open(url) {
      const profile = mkdtempSync(join(tmpdir(), "akari-firefox-"));
      const lines = Object.entries(PREFERENCES).map(
        ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
      );
      writeFileSync(join(profile, "user.js"), lines.join(""));
      const process = spawn(path, ["--headless", "--no-remote", "--profile", profile, url], {
        stdio: "ignore",
      });
      return async () => {
        const ended = once(process, "exit");
        process.kill();
        await ended;
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      };
    },
  };
}
