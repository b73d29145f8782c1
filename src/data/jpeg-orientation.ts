/**
 * @file How the EXIF data in a JPEG file say that its picture is to be turned. Read as the decoder reads it, so that a
 * picture's size is known without decoding it.
 *
 * Source: CIPA DC-008, "Exchangeable image file format for digital still cameras" (Exif 2.3), sections 4.5 and 4.6.
 */

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const [LITTLE_ENDIAN, BIG_ENDIAN] = [0x4949, 0x4d4d];
/** Where the TIFF header begins, from which offsets are counted. */
const TIFF = EXIF.length;
const TIFF_LENGTH = 8;
const ENTRY_LENGTH = 12;
const ORIENTATION = 0x0112;

/**
 * The orientation that an APP1 segment tells: 1 for a picture as it is stored, 2 to 8 for a mirrored or turned one;
 * from 5 on, its width and height change places.
 *
 * @param data the segment's, without its marker and length
 * @returns 0 where it tells none, or is not of EXIF
 */
export function readOrientation(data: Uint8Array): number {
  if (data.length < TIFF + TIFF_LENGTH || !EXIF.every((byte, i) => data[i] === byte)) return 0;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const order = view.getUint16(TIFF);
  const little = order === LITTLE_ENDIAN;
  if ((!little && order !== BIG_ENDIAN) || view.getUint16(TIFF + 2, little) !== 42) return 0;
  const offset = view.getUint32(TIFF + 4, little);
  const entries = TIFF + offset + 2;
  if (offset < TIFF_LENGTH || entries > data.length) return 0;
  const count = view.getUint16(entries - 2, little);
  for (let i = 0; i < count; i++) {
    const at = entries + i * ENTRY_LENGTH;
    if (at + ENTRY_LENGTH > data.length) return 0;
    if (view.getUint16(at, little) === ORIENTATION) return view.getUint16(at + 8, little);
  }
  return 0;
}

/** Whether width and height change places. */
export const isTurned = (orientation: number): boolean => orientation >= 5 && orientation <= 8;
