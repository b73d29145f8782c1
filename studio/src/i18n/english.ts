/** @file What English asks for beside a number. */

/** A digit or another label with its article, as in "a 7" and "an 8". */
export const a = (label: number | string): string =>
  /^(8|11$|18$|[aeiou])/i.test(String(label)) ? `an ${label}` : `a ${label}`;
