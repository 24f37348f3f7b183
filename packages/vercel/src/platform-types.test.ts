import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("handlers and middleware are what Next's types ask for", { timeout: 60_000 }, () => {
  const tsc = createRequire(import.meta.url).resolve("typescript/package.json");
  const project = fileURLToPath(new URL("../test/tsconfig.json", import.meta.url));
  const args = [tsc.replace("package.json", "bin/tsc"), "-p", project];
  let output = "";
  try {
    output = execFileSync(process.execPath, args, { encoding: "utf8" });
  } catch (error) {
    output = String((error as { stdout?: unknown }).stdout);
  }
  expect(output).toBe("");
});
