// A thread of the program: the part that is asked for.
import { workerData } from "node:worker_threads";
import { load } from "./load.js";

load(workerData);
