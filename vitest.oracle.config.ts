import { testsOf } from "./vitest.config.ts";

/** The comparisons with R as it runs now: npm run test:oracle, where R and its survey package are installed. */
export default testsOf(["test/oracle/**/*.live.ts"], 600_000);
