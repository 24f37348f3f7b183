/**
 * Bakes the site's own policies as a user would: with the packed command line, before the build.
 */
import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bakedFolder, installPackages } from "./install.ts";
import { run } from "./process.ts";

const site = fileURLToPath(new URL("fixtures/site/", import.meta.url));

/** The policies, by the names of their modules. */
const policies = { guard: "policy.jsonc", forwarded: "forwarded.jsonc" };

/**
 * The two forms of a baked module: a file for runtimes that provide modules, a script for all
 * others.
 */
const forms = ["wasm", "js"];

/** Writes the modules to {@link bakedFolder}, in both forms. */
export async function bakePolicies(runFolder: string): Promise<void> {
  const cwd = mkdtempSync(join(runFolder, "bake-"));
  await installPackages(runFolder, cwd, { packages: ["cli"] });
  const baked = bakedFolder(runFolder);
  mkdirSync(baked);
  for (const [name, policy] of Object.entries(policies)) {
    cpSync(join(site, policy), join(cwd, policy));
    for (const form of forms) {
      const args = [
        "--no-install",
        "snapwall",
        "bake",
        policy,
        "-o",
        join(baked, `${name}.${form}`),
      ];
      await run({ command: "npx", args, cwd });
    }
  }
}
