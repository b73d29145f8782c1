import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "studio/src/**/*.test.ts", "test/**/*.test.ts"],
    alias: [
      {
        find: /^#platform\/(\w+)$/,
        replacement: new URL("./src/platform/$1.node.ts", import.meta.url).pathname,
      },
      { find: /^akari$/, replacement: new URL("./dist/index.js", import.meta.url).pathname },
      { find: /^akari\/(\w+)$/, replacement: new URL("./dist/$1.js", import.meta.url).pathname },
    ],
    // Vitest leaves a core alone, which of two is half the machine.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
