import { spawn } from "node:child_process";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initialiser } from "./contract.ts";
import { BakeError } from "./errors.ts";
import { initialiserInput } from "./initialiser-input.ts";
import { snapshot } from "./snapshot.ts";
import type { BakeTools } from "./tools.ts";

const require = createRequire(import.meta.url);

/** The optimiser's arguments; `docs/pipeline.md` compares them with alternatives. */
export const optimiserArguments: readonly string[] = [
  // First, so that the -O3 passes skip the compiler half: the same bytes in less time.
  "--remove-unused-module-elements",
  "-O3",
  "--one-caller-inline-max-function-size",
  "56",
];

/**
 * wasm-opt is itself a WebAssembly module of 10 MB and runs too briefly to benefit from V8's
 * optimising compiler: without it, it takes half the time. Bun and Deno do not know the flag.
 */
const engineArguments =
  "bun" in process.versions || "deno" in process.versions ? [] : ["--liftoff-only"];

/** Packages with Wizer's binaries, by Node's platform and architecture. */
const wizerPackages: Readonly<Record<string, string>> = {
  "darwin arm64": "@bytecodealliance/wizer-darwin-arm64",
  "darwin x64": "@bytecodealliance/wizer-darwin-x64",
  "linux arm64": "@bytecodealliance/wizer-linux-arm64",
  "linux s390x": "@bytecodealliance/wizer-linux-s390x",
  "linux x64": "@bytecodealliance/wizer-linux-x64",
  "win32 x64": "@bytecodealliance/wizer-win32-x64",
};

/** A program's input, and what stops it. */
interface RunOptions {
  /** File descriptor for standard input; none by default. */
  readonly input?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program and resolves when it succeeds. */
function run(
  name: string,
  program: string,
  args: readonly string[],
  { input, signal }: RunOptions = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: [input ?? "ignore", "ignore", "pipe"],
      ...(signal === undefined ? {} : { signal }),
    });
    const errors: Buffer[] = [];
    child.stderr?.on("data", (chunk) => errors.push(chunk));
    child.on("error", (cause) => {
      reject(new BakeError("TOOL_MISSING", `${name} could not be started: ${program}`, { cause }));
    });
    child.on("close", (status, signal) => {
      if (status === 0) return resolve();
      const said = Buffer.concat(errors).toString().trim();
      reject(new BakeError("TOOL_FAILED", `${name} failed with ${status ?? signal}: ${said}`));
    });
  });
}

/** Passes a program its input as a file and returns the file that it writes. */
async function transform(
  module: Uint8Array,
  program: (input: string, output: string, folder: string) => Promise<void>,
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "snapwall-"));
  try {
    const [input, output] = [join(folder, "in.wasm"), join(folder, "out.wasm")];
    await writeFile(input, module);
    await program(input, output, folder);
    return new Uint8Array(await readFile(output));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function packageVersion(name: string): Promise<string> {
  return JSON.parse(await readFile(require.resolve(`${name}/package.json`), "utf8")).version;
}

/** Finds Wizer's binary for this platform, if any. */
async function findWizer(): Promise<string | undefined> {
  const name = wizerPackages[`${process.platform} ${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const file = process.platform === "win32" ? "wizer.exe" : "wizer";
    // The binaries are dependencies of Wizer's package, not of this one.
    const fromWizer = createRequire(require.resolve("@bytecodealliance/wizer/package.json"));
    return fromWizer.resolve(`${name}/${file}`);
  } catch {
    return undefined;
  }
}

/**
 * Finds Wizer and wasm-opt as installed by npm. If there is no Wizer binary for the platform, the
 * snapshot is taken in JavaScript, which gives the same memory.
 *
 * @throws {BakeError} `TOOL_MISSING` when the package `binaryen` is not installed
 */
export async function findTools(
  options: { optimiserArguments?: readonly string[]; wizer?: boolean } = {},
): Promise<BakeTools> {
  const wizer = options.wizer === false ? undefined : await findWizer();
  const args = options.optimiserArguments ?? optimiserArguments;
  let optimiser: string;
  let version: string;
  try {
    optimiser = require.resolve("binaryen/bin/wasm-opt");
    version = await packageVersion("binaryen");
  } catch (cause) {
    const message = "wasm-opt is not installed: run npm install binaryen";
    throw new BakeError("TOOL_MISSING", message, { cause });
  }
  return {
    versions: { wizer: await packageVersion("@bytecodealliance/wizer"), binaryen: version },
    snapshotter: wizer === undefined ? "javascript" : "wizer",
    snapshot: async (compiler, policy, state, signal) => {
      if (wizer === undefined) return snapshot(compiler, await state);
      return transform(compiler, async (input, output, folder) => {
        // A file, because a pipe would stall while this process runs the initialiser itself.
        const stdin = join(folder, "stdin");
        await writeFile(stdin, initialiserInput(compiler, policy));
        const file = await open(stdin);
        try {
          const flags = ["--allow-wasi", "-f", initialiser, "-o", output, input];
          await run("Wizer", wizer, flags, { input: file.fd, signal });
        } finally {
          await file.close();
        }
      });
    },
    optimise: (module) => {
      return transform(module, (input, output) => {
        const flags = [...engineArguments, optimiser, ...args, "-g", input, "-o", output];
        return run("wasm-opt", process.execPath, flags);
      });
    },
  };
}
