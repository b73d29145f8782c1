/**
 * @file Works for the view "Why", away from the page.
 */

import { serveTasks } from "../../kit/worker-link";
import { attribute } from "./attribution";
import { examine } from "./examine";

export interface WhyTasks {
  attribute: typeof attribute;
  examine: typeof examine;
}

serveTasks<WhyTasks>(() => ({ attribute, examine }));
