import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "e2e",
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["{runtimes,demo}/*.e2e.ts", "process.e2e.ts"],
    globalSetup: ["./pack.ts"],
    reporters: ["./report.ts", "default"],
    // Two runtimes at a time, because a Next build takes two cores by itself.
    maxWorkers: 2,
    // After the fast projects, and alone.
    sequence: { groupOrder: 2 },
    hookTimeout: 240_000,
    testTimeout: 30_000,
  },
});
