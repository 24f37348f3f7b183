/**
 * Child processes of the runtimes: started on a free port, awaited, and killed with their
 * descendants.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { send } from "./client.ts";

/** The workspace's own tools, with Node 24 first, as in `npm run`. */
export const binFolder = fileURLToPath(new URL("../node_modules/.bin/", import.meta.url));

/** Environment for every tool: no telemetry, no update checks, no network access. */
export const quietEnv: Readonly<Record<string, string>> = {
  CI: "1",
  NO_COLOR: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
  NEXT_TELEMETRY_DISABLED: "1",
  DENO_NO_UPDATE_CHECK: "1",
  DENO_NO_PROMPT: "1",
  DO_NOT_TRACK: "1",
};

export interface Child {
  readonly port: number;
  /** The process's output so far. */
  output(): string;
  stop(): Promise<void>;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Time limit for a whole run, or for a server until it answers. */
  readonly timeoutMs?: number;
}

/** Finds a free port on 127.0.0.1: the first at or after `from`, or any. */
export async function findFreePort(from = 0): Promise<number> {
  for (let port = from; port < 65_536; port += 1) {
    const free = await listenOnce(port);
    if (free !== undefined) return free;
  }
  throw new RangeError(`"from" expected a port with a free one above it, got ${from}`);
}

/** @returns the port, which was listened on briefly, or `undefined` if it was taken */
function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === "object" && address ? address.port : undefined),
      );
    });
  });
}

/**
 * Runs a command to completion.
 *
 * @throws Error with all its output when it fails or takes longer than `timeoutMs`
 */
export async function run(command: Command): Promise<string> {
  const { child, output } = spawnGroup(command);
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), command.timeoutMs ?? 180_000);
  const code = await exitOf(child);
  clearTimeout(timer);
  if (code !== 0) throw new Error(`${describe(command)} ended with ${code}\n${output()}`);
  return output();
}

/**
 * Starts a server and waits until it answers HTTP on `port`.
 *
 * @throws Error with all its output when it exits or does not answer within `timeoutMs`
 */
export async function serve(command: Command & { readonly port: number }): Promise<Child> {
  const { child, output } = spawnGroup(command);
  const deadline = Date.now() + (command.timeoutMs ?? 90_000);
  while (!(await answers(command.port))) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      signalGroup(child, "SIGKILL");
      const reason = ended ? "ended before it answered" : "did not answer in time";
      throw new Error(`${describe(command)} ${reason}\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { port: command.port, output, stop: () => stopGroup(child) };
}

/**
 * Runs "$@" in the background and meanwhile reads standard input to its end, which comes when this
 * process exits for whatever reason; then kills the whole group. A SIGTERM interrupts `wait`, so it
 * waits again for the command to exit by itself.
 */
const supervisor = `exec 3<&0
trap : TERM
"$@" </dev/null 3<&- & child=$!
{ cat <&3; kill -KILL 0; } >/dev/null 2>&1 &
wait $child; code=$?
if [ $code -gt 128 ]; then wait $child; code=$?; fi
exit $code`;

function spawnGroup(command: Command): { child: ChildProcess; output: () => string } {
  const child = spawn("sh", ["-c", supervisor, "sh", command.command, ...command.args], {
    cwd: command.cwd,
    env: {
      ...process.env,
      ...quietEnv,
      NODE_ENV: "production",
      PATH: `${binFolder}:${process.env.PATH ?? ""}`,
      ...command.env,
    },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  child.on("error", (error) => {
    text += `${error.message}\n`;
  });
  return { child, output: () => text };
}

async function stopGroup(child: ChildProcess): Promise<void> {
  const ended = exitOf(child);
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), 3_000);
  await ended;
  clearTimeout(timer);
}

/** Signals the process and everything it has started: `wrangler` and `next` both have children. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has already exited.
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.on("error", () => resolve(null));
    // The remaining processes of the group would keep the output open.
    child.on("exit", () => signalGroup(child, "SIGKILL"));
    child.on("close", (code) => resolve(code));
  });
}

async function answers(port: number): Promise<boolean> {
  try {
    const { status } = await send(port, { path: "/" }, 5_000);
    return status > 0;
  } catch {
    return false;
  }
}

function describe(command: Command): string {
  return [command.command, ...command.args].join(" ");
}
