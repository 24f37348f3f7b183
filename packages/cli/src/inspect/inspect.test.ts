import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSnapwall } from "../../test/run-snapwall.ts";
import { buildModule } from "../binary/module.fixture.ts";
import { shippedAbi } from "../shipped-abi.ts";
import { compilerModule, shippedModule } from "../wasm.ts";
import type { Inspection } from "./inspect-module.ts";

const shipped = fileURLToPath(shippedModule);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "snapwall-inspect-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

test("tells what is in the shipped module", async () => {
  const { status, stdout, stderr } = await runSnapwall(["inspect", shipped]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(new RegExp(`^abi +${await shippedAbi()}$`, "m"));
  expect(stdout).toMatch(/^policy hash +[0-9a-f]{64}$/m);
  expect(stdout).toMatch(/^rules +.*bots/m);
  expect(stdout).toMatch(/^bots +\d+: .*ai \d+/m);
  expect(stdout).toMatch(/^fingerprint +none$/m);
  expect(stdout).toMatch(/^source +[0-9a-f]{64}$/m);
  expect(stdout).toMatch(/^memory +\d+ pages of 64 KiB, fixed$/m);
  expect(stdout).toMatch(/^data +[\d,]+ bytes in \d+ segments, on \d+ pages of 4 KiB$/m);
  expect(stdout).toMatch(/^imports +none$/m);
  expect(stdout).toMatch(/^start +none$/m);
  expect(stdout).toMatch(/^"snapwall" +[\d,]+ +[\d,]+$/m);
  expect(stdout).not.toContain("\u001b");
});

test("--json tells the same to programs", async () => {
  const { status, stdout } = await runSnapwall(["inspect", shipped, "--json"]);
  const inspection: Inspection & { file: string } = JSON.parse(stdout);
  const { file, bytes, botsByCategory, description } = inspection;
  expect(status).toBe(0);
  expect(file).toBe(shipped);
  expect(bytes.raw).toBe(readFileSync(shipped).length);
  expect(bytes.brotli).toBeLessThan(bytes.gzip);
  expect(botsByCategory.ai).toBe(description.bots?.ai?.length);
  expect(inspection).toMatchObject({ imports: [], start: false });
  expect(inspection.sections.map(({ name }) => name)).toContain("snapwall");
});

test("--names lists the bots by category as well", async () => {
  const { stdout } = await runSnapwall(["inspect", shipped, "--names"]);
  expect(stdout).toMatch(/^category:ai\n(.+\n)*GPTBOT\n(.+\n)*\ncategory:search\n/m);
});

test("a file that is no Snapwall module is refused with what is wrong", async () => {
  const whole = readFileSync(shipped);
  const scrambled = Uint8Array.from(whole);
  scrambled.fill(0xff, 200, 400);
  for (const [file, message] of [
    [write("empty.wasm", ""), "magic bytes"],
    [write("text.wasm", "hello, this is text"), "magic bytes"],
    [write("cut.wasm", whole.subarray(0, whole.length >> 1)), "bytes"],
    [write("header.wasm", whole.subarray(0, 6)), "version"],
    [write("scrambled.wasm", scrambled), "at offset "],
    [write("other.wasm", buildModule()), 'the custom section "snapwall" is missing at offset '],
    [fileURLToPath(compilerModule), "a compiler module, without a policy: run snapwall bake at "],
  ] as const) {
    const { status, stdout, stderr } = await runSnapwall(["inspect", file]);
    expect(stderr).toContain(`snapwall: ${file}: `);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  }
});

test.each([
  [["inspect"], "missing required argument 'file'"],
  [["inspect", "missing.wasm"], "cannot read missing.wasm: there is no such file"],
])("wrong usage ends with 2: snapwall %j", async (args, message) => {
  const { status, stdout, stderr } = await runSnapwall(args);
  expect(stderr).toContain(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});
