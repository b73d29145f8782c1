/**
 * @file MNIST's 10,000 test images and their labels, fetched in pieces when they are wanted.
 */

const PIECES = 10;
const PIXELS = 784;
const ROWS = 1000;

/** All test images, `[10000, 784]`, 0 dark to 255 bright. */
export async function loadTestImages(base: string = document.baseURI): Promise<Uint8Array> {
  const images = new Uint8Array(PIECES * ROWS * PIXELS);
  await Promise.all(
    Array.from({ length: PIECES }, async (_, piece) => {
      const name = `test-${String(piece).padStart(2, "0")}.bin.gz`;
      images.set(await loadPiece(name, base), piece * ROWS * PIXELS);
    }),
  );
  return images;
}

/** The digit of each test image, `[10000]`. */
export const loadTestLabels = (base: string = document.baseURI): Promise<Uint8Array> =>
  loadPiece("test-labels.bin.gz", base);

async function loadPiece(name: string, base: string): Promise<Uint8Array> {
  const response = await fetch(new URL(`mnist/${name}`, base));
  if (!response.ok || response.body === null) throw new Error(`mnist/${name}: ${response.status}`);
  const unpacked = response.body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
