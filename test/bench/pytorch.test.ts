/**
 * @file What the benchmark makes of a PyTorch: its BLAS is recognized by what `pytorch.py` reports, and one with the
 * reference BLAS is refused.
 */

import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  blasOf,
  type ProductsLibrary,
  refusal,
  settingsOf,
  type TorchReport,
  threadingOf,
} from "../../bench/blas.mjs";
import { ContenderProcess } from "../../bench/contender-process.mjs";
import { NO_PYTHON, python } from "../pytorch/python.js";

/** Debian's, whose configuration is the same with any BLAS. */
const DEBIAN_CONFIG = `PyTorch built with:
  - GCC 12.2
  - LAPACK is enabled (usually provided by MKL)
  - CPU capability usage: AVX2
  - Build settings: BLAS_INFO=generic, BUILD_TYPE=RelWithDebInfo, LAPACK_INFO=generic, TORCH_VERSION=1.13.0, USE_MKLDNN=ON, `;
const WHEEL_CONFIG = `PyTorch built with:
  - Intel(R) oneAPI Math Kernel Library Version 2024.2-Product Build 20240605 for Intel(R) 64 architecture applications
  - CPU capability usage: AVX512
  - Build settings: BLAS_INFO=mkl, BUILD_TYPE=Release, TORCH_VERSION=2.13.0, USE_MKL=ON, `;
const PARALLEL = `ATen/Parallel:
	at::get_num_threads() : 1
ATen parallel backend: OpenMP
`;
const SILENT = { openblas: null, kernels: null, mkl: null, blis: null };
const REFERENCE = { ...SILENT, file: "/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0", own: false };
const OPENBLAS = {
  ...SILENT,
  file: "/usr/lib/x86_64-linux-gnu/openblas-pthread/libblas.so.3",
  own: false,
  openblas: "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64",
  kernels: "Haswell",
};
const WHEEL = {
  ...SILENT,
  file: "/env/torch/lib/libtorch_cpu.so",
  own: true,
  mkl: "Intel(R) oneAPI Math Kernel Library Version 2024.2-Product Build 20240605 for Intel(R) 64 architecture applications",
};

function report(library: ProductsLibrary | null, config = DEBIAN_CONFIG): TorchReport {
  return { version: "1.13.0a0", threads: 1, config, parallel: PARALLEL, library };
}

describe("the BLAS of a PyTorch", () => {
  test.each<[string, TorchReport, string, string | null]>([
    ["the reference", report(REFERENCE), "reference BLAS", null],
    ["OpenBLAS", report(OPENBLAS), "OpenBLAS 0.3.21", "Haswell"],
    [
      "OpenBLAS of one thread",
      report({ ...OPENBLAS, openblas: "OpenBLAS 0.3.21 DYNAMIC_ARCH Haswell SINGLE_THREADED" }),
      "OpenBLAS 0.3.21 without threads",
      "Haswell",
    ],
    ["MKL inside PyTorch", report(WHEEL, WHEEL_CONFIG), "MKL 2024.2", null],
    ["MKL beside PyTorch", report({ ...WHEEL, own: false }), "MKL 2024.2", null],
    ["BLIS", report({ ...REFERENCE, blis: "0.9.0" }), "BLIS 0.9.0", null],
    ["only the configuration", report(null, WHEEL_CONFIG), "MKL 2024.2", null],
    ["Apple's", report(null, "BLAS_INFO=accelerate, "), "Accelerate", null],
    ["nothing told", report(null), "unknown BLAS", null],
  ])("%s", (_, told, name, kernels) => {
    expect(blasOf(told)).toMatchObject({ name, kernels });
  });

  test("its threads and vectors", () => {
    expect(threadingOf(report(OPENBLAS))).toBe("threads by OpenMP, own kernels for AVX2");
    expect(threadingOf({ config: "", parallel: "" })).toBe("");
  });

  test("only the reference is refused, with what to install", () => {
    const sentence = refusal(report(REFERENCE), "/usr/bin/python3");
    expect(sentence).toContain("PyTorch 1.13.0a0 of /usr/bin/python3");
    expect(sentence).toContain(`reference BLAS, ${REFERENCE.file}`);
    expect(sentence).toContain("install libopenblas0-pthread");
    for (const other of [report(OPENBLAS), report(WHEEL, WHEEL_CONFIG), report(null)])
      expect(refusal(other, "python3")).toBeUndefined();
  });
});

describe("the settings that are tried", () => {
  const avx2 = ["avx2", "fma"];
  const avx512 = [...avx2, "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"];

  test("are those that the processor has and the BLAS does not choose itself", () => {
    const openblas = blasOf(report(OPENBLAS));
    expect(settingsOf(openblas, new Set(avx512))).toEqual([{ OPENBLAS_CORETYPE: "SkylakeX" }]);
    expect(settingsOf({ ...openblas, kernels: "SkylakeX" }, new Set(avx512))).toEqual([
      { OPENBLAS_CORETYPE: "Haswell" },
    ]);
    expect(settingsOf({ ...openblas, kernels: "Zen" }, new Set(avx2))).toEqual([
      { OPENBLAS_CORETYPE: "Haswell" },
    ]);
    expect(settingsOf(blasOf(report(WHEEL)), new Set(avx512))).toEqual([
      { MKL_ENABLE_INSTRUCTIONS: "AVX2" },
      { MKL_ENABLE_INSTRUCTIONS: "AVX512" },
    ]);
  });

  test("are none where the processor or the BLAS has no choice", () => {
    expect(settingsOf({ ...blasOf(report(OPENBLAS)), kernels: "Nehalem" }, new Set(["sse4_2"]))).toEqual([]);
    expect(settingsOf(blasOf(report(null)), new Set(avx512))).toEqual([]);
  });
});

test.skipIf(python === undefined)("pytorch.py reports what a PyTorch multiplies with", ({ skip }) => {
  if (python === undefined) return skip(NO_PYTHON);
  const program = fileURLToPath(new URL("../../bench/contenders/pytorch.py", import.meta.url));
  const { stdout, stderr } = python([program, "1"]);
  expect(stdout, stderr).not.toBe("");
  const told: TorchReport = JSON.parse(stdout.split("\n")[0] ?? "");
  expect(told.threads).toBe(1);
  expect(told.config).toContain("PyTorch built with");
  if (process.platform === "linux") expect(told.library?.file).toMatch(/^\/.*\.so/);
  expect(blasOf(told).name).not.toBe("");
});

test.skipIf(process.platform !== "linux")("a contender's processor time is that of its work", async () => {
  const peak = await ContenderProcess.startWorker("peak", 1);
  try {
    await peak.ask("peak");
    const idle = peak.processorSeconds();
    await peak.ask("operations", { seconds: 0.5 });
    const busy = peak.processorSeconds();
    expect(busy).toBeGreaterThan(idle);
    // Some of Node's own threads may work beside.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(peak.processorSeconds() - busy).toBeLessThan(0.5);
  } finally {
    peak.close();
  }
});

describe.skipIf(process.platform === "win32")("npm run bench", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "akari-bench-test-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A program that reports as `pytorch.py` does. */
  function fakePython(answer: object): string {
    const file = join(folder, "fake-python");
    writeFileSync(file, `#!${process.execPath}\nconsole.log(${JSON.stringify(JSON.stringify(answer))});\n`);
    chmodSync(file, 0o755);
    return file;
  }

  function bench(...args: string[]) {
    const main = fileURLToPath(new URL("../../bench/main.mjs", import.meta.url));
    return spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  }

  test("ends with 2 for a Python with the reference BLAS", () => {
    const file = fakePython(report(REFERENCE));
    const { status, stderr } = bench("--contenders", "pytorch", "--python", file);
    expect(stderr).toContain(`PyTorch 1.13.0a0 of ${file} multiplies its matrices by the reference BLAS`);
    expect(status).toBe(2);
  });

  test("ends with 2 for a Python without PyTorch", () => {
    const file = fakePython({ error: "ModuleNotFoundError: No module named 'torch'" });
    const { status, stderr } = bench("--contenders", "pytorch", "--python", file);
    expect(stderr).toContain(`--python ${file} has no PyTorch that works: ModuleNotFoundError`);
    expect(status).toBe(2);
  });

  test("ends with 2 for a PyTorch with another number of threads", () => {
    const file = fakePython({ ...report(OPENBLAS), threads: 4 });
    const { status, stderr } = bench("--contenders", "pytorch", "--python", file);
    expect(stderr).toContain("computes in 4 threads where 1 were asked for");
    expect(status).toBe(2);
  });

  test("does not ignore --python", () => {
    const { status, stderr } = bench("--contenders", "akari", "--python", "python3");
    expect(stderr).toContain("which --contenders leaves out");
    expect(status).toBe(2);
  });
});
