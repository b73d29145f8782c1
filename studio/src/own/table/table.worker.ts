/**
 * @file Reads a table of one's own and trains a network on it, away from the page. The page stops it by ending the Worker.
 */

import { serveTasks } from "../../kit/worker-link";
import type { Progress } from "../training";
import { type TableTasks, TableTraining } from "./training";

serveTasks<TableTasks, Progress>((report) => new TableTraining(report));
