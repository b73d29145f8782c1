/**
 * @file The picture of every word.
 */

import type { TermId } from "../terms";
import { data } from "./data";
import { descent } from "./descent";
import { functions } from "./functions";
import { judging } from "./judging";
import { neurons } from "./neurons";
import type { Picture } from "./shapes";

export const PICTURES: Readonly<Record<TermId, Picture>> = {
  ...neurons,
  ...functions,
  ...descent,
  ...data,
  ...judging,
};
