import { type Child, findFreePort, serve } from "./process.ts";

/** Starts `wrangler dev` in a folder, on a port of its own unless one is given. */
export async function serveWrangler(cwd: string, port?: number): Promise<Child> {
  const own = port ?? (await findFreePort());
  const inspectorPort = await findFreePort();
  const args = ["dev", "--ip", "127.0.0.1", "--port", `${own}`];
  args.push("--inspector-port", `${inspectorPort}`, "--show-interactive-dev-session=false");
  return serve({ command: "wrangler", args, cwd, port: own });
}
