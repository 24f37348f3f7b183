import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bake } from "../../packages/cli/src/bake-policy.ts";

/** A policy with every request rule: bots, claims, ten filters, attacks, proxies. */
const policy = {
  bots: { verified: { GOOGLEBOT: ["66.249.64.0/19", "platform"] }, impersonation: {} },
  shield: {},
  client: { trustedProxies: ["10.0.0.0/8"] },
  filters: {
    deny: [
      'http.request.uri.path contains "/wp-admin"',
      'http.request.method == "TRACE"',
      "ip.src in {198.51.100.0/24 2001:db8::/32}",
      'http.host == "old.example"',
      'http.request.headers["x-probe"] matches "^scan-[0-9]+$"',
      'starts_with(http.request.uri.path, "/.git")',
      'http.request.uri.args["admin"] == "true"',
      'http.request.cookies["role"] == "root"',
      "len(http.request.uri) > 4000",
      'http.referer contains "spam.example" and http.request.method == "POST"',
    ],
  },
} as const;

/** Bakes that policy as `snapwall bake` does, and writes the module to a file. */
export async function bakeWholeRequest(compiler: string, output: string): Promise<void> {
  const module = await bake(policy, { compiler: new Uint8Array(readFileSync(compiler)) });
  mkdirSync(join(output, ".."), { recursive: true });
  writeFileSync(output, module);
}
