/**
 * @file Works for the view "Why", away from the page.
 */

import { serveTasks } from "../../kit/worker-link";
import { attribute } from "./attribution";

export interface WhyTasks {
  attribute: typeof attribute;
}

serveTasks<WhyTasks>(() => ({ attribute }));
