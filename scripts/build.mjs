// @ts-check
/**
 * @file `npm run build`: does all that is missing or stale of the set-up. In a file of its own, for what the set-up
 * loads later imports it in turn.
 */

import { setUpOrExit } from "./setup.mjs";

await setUpOrExit();
