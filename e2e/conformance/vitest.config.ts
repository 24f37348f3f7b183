import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "conformance",
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["*.conformance.ts"],
    setupFiles: ["../../checks/seed.ts"],
    testTimeout: 30_000,
    sequence: { groupOrder: 0 },
  },
});
