// @ts-check
/**
 * @file The graphics card for libraries that look for it where a page has it: what they need runs in Node on Dawn, which is
 * Chromium's own WebGPU, so that no page is needed to measure them.
 */

/**
 * Gives this process `navigator.gpu` and WebGPU's constants.
 *
 * @returns {Promise<{ name: string, isProgram: boolean }>} the card, and whether a program stands in for one
 */
export async function provideCard() {
  const { create, globals } = await import("webgpu");
  Object.assign(globalThis, globals);
  const gpu = create([]);
  Object.defineProperty(globalThis, "navigator", {
    value: { gpu, userAgent: "Node", hardwareConcurrency: 1 },
    configurable: true,
  });
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null)
    throw new Error("No graphics card, or no driver for it that WebGPU can use, was found.");
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const name = description || [vendor, architecture, device].filter(Boolean).join(" ");
  return {
    name,
    isProgram: isFallbackAdapter || /swiftshader|llvmpipe/i.test(`${architecture} ${description}`),
  };
}
