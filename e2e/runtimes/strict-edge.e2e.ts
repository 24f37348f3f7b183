/** Vercel's edge as in production: a realm in which no bytes can be compiled. */
import { expect, it } from "vitest";
import { installSite } from "../install.ts";
import { describeRuntime } from "../suite.ts";
import { vercelFacts } from "./facts.ts";
import { createStrictRealm, serveStrictEdge } from "./strict-edge-realm.ts";

describeRuntime({
  name: "Strict edge emulator",
  facts: vercelFacts,
  async start() {
    const cwd = await installSite({
      name: "strict-edge",
      files: ["fixtures/site", "fixtures/edge"],
      packages: ["vercel"],
    });
    return serveStrictEdge(cwd, "fixtures/edge/server.ts");
  },
});

it("the strict edge emulator forbids compiling bytes, as production does", () => {
  const compile = "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))";
  expect(() => createStrictRealm("", []).evaluate(compile)).toThrow(/disallowed by embedder/);
});
