/**
 * @file What `akari data` prints, whatever the data are.
 */

export interface DataPage {
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** What was decided about the data, a sentence each. */
  readonly notes: readonly string[];
  /** What to beware of. */
  readonly warnings: readonly string[];
  /** The same for scripts. */
  readonly json: object;
}
