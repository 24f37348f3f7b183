import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const build = fileURLToPath(new URL("build.ts", import.meta.url));

test("a machine without Rust is told what to install", () => {
  const env = { PATH: "/nonexistent" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [build], {
    env,
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("rustup target add wasm32-unknown-unknown");
  expect(stderr).toContain("rustc-web rust-web-src");
});

test("a compiler that RUSTC names and that is not there is not replaced by another", () => {
  const env = { PATH: "/nonexistent", RUSTC: "/nonexistent/rustc" };
  const { status, stderr } = spawnSync(process.execPath, [build], { env, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("Set RUSTC");
});
