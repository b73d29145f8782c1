import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { likeness } from "./studio/likeness/plugin.ts";

/** Tests that put something else in the place of a module or of a global: no other may see it. */
const REPLACING = [
  "src/engine/later.test.ts",
  "src/server/bodies/read-body.test.ts",
  "studio/src/kit/worker-link.test.ts",
  "studio/src/mnist/pieces.test.ts",
  "studio/src/models/load.test.ts",
  "studio/src/visit/browser-store.test.ts",
];

/** Files of pages take longest, and units least: one that begins last would be run by one core alone. */
class PagesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification): number =>
      moduleId.includes("/test/studio/") ? 0 : ["whole", "units", "replacing"].indexOf(project.name) + 1;
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  // What the Studio's modules import that no file has.
  plugins: [likeness(new URL("./", import.meta.url))],
  test: {
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
    // A second is not always enough on a machine that has other things to do.
    expect: { poll: { timeout: 30_000 } },
    sequence: { sequencer: PagesFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "units",
          include: ["src/**/*.test.ts", "studio/src/**/*.test.ts"],
          exclude: REPLACING,
          // Files that share what they import take a third less time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["test/**/*.test.ts"],
          // The site takes long to build: `npm run test:site`. Without a graphics card shaders take long to compile, and a
          // driver that ends takes along all that is tested in its process: `npm run test:webgpu`.
          exclude: [
            ...(process.env.AKARI_SITE === undefined ? ["test/site/**"] : []),
            ...(process.env.AKARI_WEBGPU === undefined ? ["test/webgpu.test.ts"] : []),
          ],
          isolate: false,
        },
      },
      { extends: true, test: { name: "replacing", include: REPLACING } },
    ],
  },
});
