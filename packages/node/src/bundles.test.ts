import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, onTestFinished, test } from "vitest";

const app = fileURLToPath(new URL("../test/app.ts", import.meta.url));
const bun = findBun();

/**
 * Bun's binary: in the package of this machine or, where npm ran Bun's install script, in the package
 * `bun`, to which that script moves it.
 */
function findBun(): string | undefined {
  const require = createRequire(import.meta.url);
  const { platform, arch } = process;
  const name = `@oven/bun-${platform === "win32" ? "windows" : platform}-${arch === "arm64" ? "aarch64" : "x64"}`;
  try {
    const binary = platform === "win32" ? "bun.exe" : "bun";
    const own = join(dirname(require.resolve(`${name}/package.json`)), "bin", binary);
    if (existsSync(own)) return own;
    return join(dirname(require.resolve("bun/package.json")), "bin", "bun.exe");
  } catch {
    return undefined;
  }
}

/** A folder of the running test's own, where nothing of the workspace is near. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "snapwall-node-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a program in an empty folder. */
function runAway(program: string, script: string): string {
  const folder = makeFolder();
  const copy = join(folder, "app.mjs");
  copyFileSync(script, copy);
  return execFileSync(program, [copy], { cwd: folder, encoding: "utf8" }).trim();
}

const outfile = () => join(makeFolder(), "out.mjs");

test("Node runs it", () => {
  expect(execFileSync(process.execPath, [app], { encoding: "utf8" }).trim()).toBe("deny GPTBOT");
});

test("CommonJS can require it", () => {
  const folder = dirname(app);
  const script = `process.stdout.write(require("@snapwall/node").snapwall().check({ headers: {} }).action)`;
  const answer = execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" });
  expect(answer).toBe("deny");
});

test("a bundle of esbuild runs anywhere", async () => {
  const out = outfile();
  await build({ entryPoints: [app], outfile: out, bundle: true, platform: "node", format: "esm" });
  expect(runAway(process.execPath, out)).toBe("deny GPTBOT");
});

describe.skipIf(bun === undefined)("with Bun", () => {
  test("Bun runs it", () => {
    expect(execFileSync(bun as string, ["run", app], { encoding: "utf8" }).trim()).toBe(
      "deny GPTBOT",
    );
  });

  test.each([
    ["bun", () => bun as string],
    ["node", () => process.execPath],
  ])("a bundle of Bun for %s runs anywhere", (target, program) => {
    const out = outfile();
    execFileSync(bun as string, ["build", `--target=${target}`, `--outfile=${out}`, app]);
    expect(runAway(program(), out)).toBe("deny GPTBOT");
  });

  test("Bun.serve has its requests judged, with their addresses", () => {
    const server = fileURLToPath(new URL("../test/bun-server.ts", import.meta.url));
    const output = execFileSync(bun as string, ["run", server], { encoding: "utf8" });
    expect(JSON.parse(output)).toEqual({ bot: 403, browser: 200, ip: "127.0.0.1" });
  });
});
