import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{packages,wasm,bench,examples,checks}/**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            "**/dist/**",
            "wasm/target/**",
            "checks/{packages,size}.test.ts",
          ],
        },
      },
      {
        test: {
          name: "packages",
          include: ["checks/{packages,size}.test.ts"],
          hookTimeout: 300_000,
          testTimeout: 120_000,
        },
      },
      "./e2e/vitest.config.*",
    ],
  },
});
