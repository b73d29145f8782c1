/**
 * @file All that the page says, by the part that says it.
 */

import { app } from "./app";

export const dictionary = { app };
