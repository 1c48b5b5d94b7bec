import { defineConfig } from "vitest/config";

/** The files that the build puts beside the program, or bundles as their bytes. */
const binaries = {
  name: "binaries",
  enforce: "pre" as const,
  load(id: string) {
    if (/\.(wasm|ttf)$/.test(id)) return `export default ${JSON.stringify(id)};`;
    if (!/\.woff2$/.test(id)) return undefined;
    return `import { readFileSync } from "node:fs";
export default new Uint8Array(readFileSync(${JSON.stringify(id)}));`;
  },
};

/** The tests of some files, which end after so many milliseconds each. */
export const testsOf = (include: string[], timeout: number) =>
  defineConfig({
    plugins: [binaries],
    test: {
      server: { deps: { inline: [/\.(wasm|ttf|woff2)$/] } },
      include,
      testTimeout: timeout,
      hookTimeout: timeout,
      globalSetup: "test/support/scratch.ts",
    },
  });

export default testsOf(["test/**/*.test.ts"], 60_000);
