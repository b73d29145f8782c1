// @ts-check
/**
 * @file Which library multiplies PyTorch's matrices, from what `pytorch.py` reports. It decides how fast PyTorch is, and
 * nothing tells of it: the reference BLAS, plain loops, takes many times as long as OpenBLAS or MKL.
 */

/**
 * The library that has the `sgemm_` which PyTorch calls, and what it says of itself: null where it has no such function.
 *
 * @typedef {object} ProductsLibrary
 * @property {string} file
 * @property {boolean} own whether it is a part of PyTorch
 * @property {string | null} openblas its configuration
 * @property {string | null} kernels for which processors OpenBLAS's kernels in use were written
 * @property {string | null} mkl its version
 * @property {string | null} blis its version
 */

/**
 * @typedef {object} TorchReport
 * @property {string} version
 * @property {number} threads
 * @property {string} config `torch.__config__.show()`
 * @property {string} parallel `torch.__config__.parallel_info()`
 * @property {ProductsLibrary | null} library null where that cannot be told
 */

/**
 * @typedef {object} Blas
 * @property {"openblas" | "mkl" | "reference" | "other"} kind
 * @property {string} name with its version, where it tells
 * @property {string | null} kernels for which processors its kernels in use were written, where it tells
 */

/**
 * A library is known by functions that it alone has. One beside PyTorch that has none of them is taken for the reference
 * BLAS, which has no such function; where PyTorch contains its BLAS, its configuration tells.
 *
 * @param {TorchReport} report
 * @returns {Blas}
 */
export function blasOf({ config, library }) {
  if (library?.openblas != null) {
    const sequential = library.openblas.includes("SINGLE_THREADED") ? " without threads" : "";
    const name = withVersion("OpenBLAS", /OpenBLAS (\d[\w.]*)/.exec(library.openblas)) + sequential;
    return { kind: "openblas", name, kernels: library.kernels };
  }
  if (library?.mkl != null)
    return { kind: "mkl", name: withVersion("MKL", MKL.exec(library.mkl)), kernels: null };
  if (library?.blis != null) return { kind: "other", name: `BLIS ${library.blis}`, kernels: null };
  if (library?.own === false) return { kind: "reference", name: "reference BLAS", kernels: null };
  const built = /BLAS_INFO=(\w+)/.exec(config)?.[1];
  if (built === "mkl") return { kind: "mkl", name: withVersion("MKL", MKL.exec(config)), kernels: null };
  const name = built === "accelerate" ? "Accelerate" : built === "open" ? "OpenBLAS" : "unknown BLAS";
  return { kind: "other", name, kernels: null };
}

const MKL = /Math Kernel Library Version (\d[\d.]*)/;

/**
 * @param {string} name
 * @param {RegExpExecArray | null} found
 */
function withVersion(name, found) {
  return found === null ? name : `${name} ${found[1]}`;
}

/**
 * How PyTorch divides the rest of its work among threads, and for which vectors it was written.
 *
 * @param {Pick<TorchReport, "config" | "parallel">} report
 * @returns {string} empty where it does not tell
 */
export function threadingOf({ config, parallel }) {
  const backend = /parallel backend: (.+)/.exec(parallel)?.[1].trim();
  const vectors = /CPU capability usage: (.+)/.exec(config)?.[1].trim();
  return [backend && `threads by ${backend}`, vectors && `own kernels for ${vectors}`]
    .filter(Boolean)
    .join(", ");
}

/**
 * Why a PyTorch is no contender, with what to do; undefined where it is one.
 *
 * @param {TorchReport} report
 * @param {string} program the Python
 * @returns {string | undefined}
 */
export function refusal(report, program) {
  if (blasOf(report).kind !== "reference") return undefined;
  return `PyTorch ${report.version} of ${program} multiplies its matrices by the reference BLAS, ${report.library?.file}: many times slower than a tuned one, so its figures would not be PyTorch's.
On Debian and Ubuntu install libopenblas0-pthread; if you have it, choose it with "update-alternatives --config libblas.so.3-$(uname -m)-linux-gnu".
Or name another Python with --python: the PyTorch that "pip install torch" puts into a virtual environment has a BLAS of its own.`;
}

/**
 * What else a BLAS can be told before it starts. Libraries choose their kernels by the processor, may not know a new one,
 * and the widest vectors are not always the fastest.
 *
 * @param {Blas} blas as it is by itself
 * @param {ReadonlySet<string>} flags what the processor has, in Linux's words
 * @returns {Record<string, string>[]} sets of environment variables
 */
export function settingsOf({ kind, kernels }, flags) {
  const avx2 = flags.has("avx2") && flags.has("fma");
  const avx512 = AVX512.every((flag) => flags.has(flag));
  if (kind === "openblas") {
    const types = [...(avx2 ? ["Haswell"] : []), ...(avx512 ? ["SkylakeX"] : [])];
    return types.filter((type) => type !== kernels).map((type) => ({ OPENBLAS_CORETYPE: type }));
  }
  if (kind === "mkl") {
    const sets = [...(avx2 ? ["AVX2"] : []), ...(avx512 ? ["AVX512"] : [])];
    return sets.map((set) => ({ MKL_ENABLE_INSTRUCTIONS: set }));
  }
  return [];
}

/** What OpenBLAS's kernels for Skylake servers use. */
const AVX512 = ["avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"];
