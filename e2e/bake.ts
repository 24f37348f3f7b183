/** Bakes the site's own policy as a user does: with the packed command line, before the build. */
import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bakedFolder, installPackages } from "./install.ts";
import { run } from "./process.ts";

const policy = fileURLToPath(new URL("fixtures/site/policy.jsonc", import.meta.url));

/** The two forms of a baked module: a file for who hands modules over, a script for all others. */
const forms = ["guard.wasm", "guard.js"];

/** Leaves the module in {@link bakedFolder}, in both forms. */
export async function bakePolicy(runFolder: string): Promise<void> {
  const cwd = mkdtempSync(join(runFolder, "bake-"));
  cpSync(policy, join(cwd, "policy.jsonc"));
  await installPackages(runFolder, cwd, { packages: ["cli"] });
  const baked = bakedFolder(runFolder);
  mkdirSync(baked);
  for (const form of forms) {
    const args = ["--no-install", "snapwall", "bake", "policy.jsonc", "-o", join(baked, form)];
    await run({ command: "npx", args, cwd });
  }
}
