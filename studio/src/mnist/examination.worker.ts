/**
 * @file Has networks read the test images, away from the page.
 */

import { serveTasks } from "../kit/worker-link";
import { examine } from "./examination";

export interface ExaminationTasks {
  examine: typeof examine;
}

serveTasks<ExaminationTasks>(() => ({ examine }));
