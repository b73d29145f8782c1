/**
 * @file All that the page says, by the part that says it.
 */

import { app } from "./app";
import { basics } from "./basics";
import { card } from "./card";
import { mnist } from "./mnist";
import { network } from "./network";
import { own } from "./own";
import { models, pad, see } from "./see";
import { share } from "./share";
import { train } from "./train";
import { why } from "./why";

export const dictionary = { app, basics, card, mnist, models, network, own, pad, see, share, train, why };
