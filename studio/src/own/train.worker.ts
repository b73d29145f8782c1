/**
 * @file Trains a network on own images or sounds, away from the page. The page stops it by ending the Worker.
 */

import { serveTasks } from "../kit/worker-link";
import { type OwnTasks, ownTasks, type Progress } from "./training";

serveTasks<OwnTasks, Progress>(ownTasks);
