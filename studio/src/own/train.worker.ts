/**
 * @file Trains a network on own images, away from the page. The page stops it by ending the Worker.
 */

import { serveTasks } from "../kit/worker-link";
import { type OwnTasks, type Progress, train } from "./training";

serveTasks<OwnTasks, Progress>((report) => ({ train: (parts) => train(parts, report) }));
