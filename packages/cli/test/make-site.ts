import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const nodeModules = fileURLToPath(new URL("../../../node_modules", import.meta.url));

/** Creates a user's folder with these files and the workspace's packages installed. */
export function makeSite(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "snapwall-site-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(nodeModules, join(folder, "node_modules"), "junction");
  for (const [path, text] of Object.entries({ "package.json": manifest, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const manifest = '{ "private": true, "type": "module" }';

/** A policy that denies AI crawlers and nobody else, with comments. */
export const policy = `{
  // Search engines, command lines and everyone else may come in.
  "bots": { "deny": ["category:ai"], "missingUserAgent": "allow" },
}
`;

/** The same policy for another category. */
export const otherPolicy = policy.replace("category:ai", "category:tool");

/** User-Agents that the two policies decide differently about. */
export const userAgents = { ai: "GPTBot/1.3", tool: "curl/8.15.0" };

/** A Worker that is guarded by the policy next to it. */
export const worker = `
import { snapwall } from "@snapwall/cloudflare/bare";
import module from "./policy.jsonc?snapwall";

const guard = snapwall({ module });
export default { fetch: guard.handler(() => new Response("hello")) };
`;

/** A module for Node that reports how the policy next to it decides about a User-Agent. */
export const judge = `
import { snapwall } from "@snapwall/node/bare";
import module from "./policy.jsonc?snapwall";

const guard = snapwall({ module });
export const judge = (userAgent) => guard.check({ headers: { "user-agent": userAgent } }).action;
if (process.argv[2]) console.log(judge(process.argv[2]));
`;
