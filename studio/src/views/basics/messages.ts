/**
 * @file What the page and the Worker that trains say to each other.
 */

import type { LayerParameters, Model } from "akari";
import type { Trouble } from "../../kit/failure";
import type { ProblemName, Recipe } from "./problems";
import type { Sample } from "./samples";

/** From the page. */
export type Order =
  /** Train this network on these points from now on. `run` tells its answers from those of an earlier one. */
  | {
      readonly type: "begin";
      readonly run: number;
      readonly problem: ProblemName;
      readonly model: Model;
      readonly samples: readonly Sample[];
      readonly recipe: Recipe;
      readonly seed: number;
      readonly step: number;
    }
  /** The points are these now. The weights stay as they are. */
  | { readonly type: "points"; readonly samples: readonly Sample[] }
  | { readonly type: "go" }
  | { readonly type: "stop" }
  /** Train one step. */
  | { readonly type: "step" };

/** From the Worker. */
export type Report =
  | {
      readonly type: "trained";
      readonly run: number;
      readonly step: number;
      readonly parameters: readonly LayerParameters[];
    }
  /** Numbers became NaN or infinite; these are the last good weights, and the steps that made them. */
  | {
      readonly type: "diverged";
      readonly run: number;
      readonly step: number;
      readonly parameters: readonly LayerParameters[];
    }
  /** It has trained for so long that it waits to be told to go on. */
  | { readonly type: "rested"; readonly run: number }
  /** Something else went wrong. */
  | { readonly type: "failed"; readonly run: number; readonly cause: Trouble };
