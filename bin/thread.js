// A thread of the program: the part that is asked for.
const { workerData } = require("node:worker_threads");
const { load } = require("./load.js");

load(workerData);
