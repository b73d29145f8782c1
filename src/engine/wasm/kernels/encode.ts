/**
 * @file Turns rows of bytes that are mostly zero into lists of the others, as gather.ts reads them.
 */

@inline const LARGEST_GAP: u32 = 255;

/** How many of `count` bytes (a multiple of 16) are not zero. */
export function countNonZero(data: usize, count: usize): u32 {
  let total: u32 = 0;
  for (let i = data; i < data + count; i += 16) {
    total += popcnt(i8x16.bitmask(i8x16.ne(v128.load(i), i8x16.splat(0))));
  }
  return total;
}

/**
 * Writes the entries of `rows` rows: two bytes each, the gap from the last entry's column and the value.
 *
 * @param data `[rows][stride]` bytes; `stride` is a multiple of 16, and what lies beyond the columns is zero
 * @param out where the entries go
 * @param starts `[rows]` of `u32`: where each row's entries begin, counted from `base`
 * @returns the address behind the last entry
 */
export function encodeBytes(data: usize, rows: usize, stride: usize, out: usize, starts: usize, base: usize): usize {
  for (let r: usize = 0; r < rows; r++) {
    store<u32>(starts + r * 4, <u32>(out - base));
    const row = data + r * stride;
    let last: u32 = 0;
    for (let i: usize = 0; i < stride; i += 16) {
      let mask = i8x16.bitmask(i8x16.ne(v128.load(row + i), i8x16.splat(0)));
      while (mask != 0) {
        const column = <u32>i + ctz(mask);
        mask &= mask - 1;
        for (; column - last > LARGEST_GAP; last += LARGEST_GAP) {
          // An entry of value 0 bridges a gap that a byte cannot name.
          store<u16>(out, <u16>LARGEST_GAP);
          out += 2;
        }
        store<u16>(out, <u16>((column - last) | (<u32>load<u8>(row + column) << 8)));
        out += 2;
        last = column;
      }
    }
  }
  return out;
}
