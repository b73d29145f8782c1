/**
 * @file MNIST's test images and labels from beside the page, fetched when somebody first wants them.
 */

const PIECES = 10;
const PIXELS = 784;
const ROWS = 1000;

/** All test images, `[10000, 784]`, 0 dark to 255 bright; the caller's own. */
export async function loadTestImages(): Promise<Uint8Array> {
  const images = new Uint8Array(PIECES * ROWS * PIXELS);
  await Promise.all(
    Array.from({ length: PIECES }, async (_, piece) => {
      const name = `test-${String(piece).padStart(2, "0")}.bin.gz`;
      images.set(await loadPiece(name), piece * ROWS * PIXELS);
    }),
  );
  return images;
}

/** The digit of each test image, `[10000]`. */
export const loadTestLabels = (): Promise<Uint8Array> => loadPiece("test-labels.bin.gz");

async function loadPiece(name: string): Promise<Uint8Array> {
  const response = await fetch(new URL(`mnist/${name}`, document.baseURI));
  if (!response.ok || response.body === null) throw new Error(`mnist/${name}: ${response.status}`);
  const unpacked = response.body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
