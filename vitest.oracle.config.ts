import { defineConfig } from "vitest/config";

/** The comparisons with R as it runs now: npm run test:oracle, where R and its survey package are installed. */
export default defineConfig({
  test: {
    include: ["test/oracle/**/*.live.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    globalSetup: "test/support/scratch.ts",
  },
});
