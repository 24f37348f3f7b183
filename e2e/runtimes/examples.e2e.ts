/** The examples as they are in the repository: each starts, denies a bot, and allows a browser. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { userAgents } from "../cases.ts";
import { send } from "../client.ts";
import { findBun } from "../find-bun.ts";
import { workspace } from "../install.ts";
import { type Child, findFreePort, run, serve } from "../process.ts";
import { serveWrangler } from "../serve-wrangler.ts";

type Start = (cwd: string, port: number) => Promise<Child>;

const examples: Readonly<Record<string, Start>> = {
  "cloudflare-worker": serveWrangler,
  "cloudflare-worker-baked": serveWrangler,
  "hono-worker": serveWrangler,
  "vercel-next": async (cwd, port) => {
    await run({ command: "next", args: ["build"], cwd });
    const args = ["start", "--hostname", "127.0.0.1", "--port", `${port}`];
    return serve({ command: "next", args, cwd, port });
  },
  deno: (cwd, port) => {
    const args = ["serve", "--host", "127.0.0.1", "--port", `${port}`, "main.ts"];
    return serve({ command: "deno", args, cwd, port });
  },
  node: (cwd, port) => {
    return serve({ command: "node", args: ["server.js"], cwd, port, env: { PORT: `${port}` } });
  },
  bun: (cwd, port) => {
    return serve({ command: findBun(), args: ["server.ts"], cwd, port, env: { PORT: `${port}` } });
  },
};

describe.each(Object.entries(examples))("examples/%s", (folder, start) => {
  let child: Child;
  beforeAll(async () => {
    child = await start(join(workspace, "examples", folder), await findFreePort());
  });
  afterAll(() => child?.stop());

  it("answers a bot in the application's stead", async () => {
    const { status, headers } = await visit(child.port, userAgents.gptBot);
    expect([status, headers["content-type"]]).toEqual([403, ["application/problem+json"]]);
  });

  it("lets a browser by", async () => {
    const { status, body } = await visit(child.port, userAgents.firefox);
    expect(status).toBe(200);
    expect(body.toString()).toContain("Hello");
  });
});

function visit(port: number, userAgent: string) {
  return send(port, { path: "/", headers: [["User-Agent", userAgent]] });
}
