import { defineConfig } from "vitest/config";

const packed = "checks/{packages,size}.test.ts";

export default defineConfig({
  test: {
    // The table of runtimes comes first, so that the summary is printed last.
    reporters: ["./e2e/report.ts", "default"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["{packages,wasm,bench,examples,checks}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**", "wasm/target/**", packed],
          setupFiles: ["./checks/seed.ts"],
          hookTimeout: 60_000,
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "packages",
          include: [packed],
          hookTimeout: 300_000,
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      "./e2e/vitest.config.ts",
      "./e2e/conformance/vitest.config.ts",
    ],
  },
});
