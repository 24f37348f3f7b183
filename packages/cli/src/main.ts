import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { typesForms } from "./bake-command/declare-module.ts";
import { CommandError } from "./command-error.ts";
import { addReplayCommand } from "./replay/command.ts";

const EXIT_CODES = `
Exit codes of check: 0 every line was judged, 1 some lines could not be judged, 2 nothing was judged
(wrong usage, or an unreadable or invalid policy or module).`;

const BAKE_HELP = `
--types: bundler writes guard.wasm.d.ts, for "moduleResolution": "bundler"; nodenext writes
guard.d.wasm.ts, for "allowArbitraryExtensions": true.

Exit codes: 0 the module was written, 1 a tool failed or a file could not be written, 2 wrong usage or a
mistake in the policy. Unless it is 0, no file was changed.`;

/**
 * Runs the command line and returns its exit code. Reads standard input, writes standard output,
 * and reports errors on standard error.
 *
 * @param args what follows the program's name
 */
export async function run(args: readonly string[]): Promise<number> {
  // The reader of our output may stop at any time (`| head -1`), which is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? 0 : 1);
  });
  let exitCode = 0;
  const program = describeProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`snapwall: ${error.message}\n`);
    return error.exitCode;
  }
}

/**
 * The commands. Each loads its implementation on demand, because every loaded file delays the
 * start.
 */
function describeProgram(finish: (exitCode: number) => void): Command {
  const program = new Command("snapwall")
    .description(
      "Request security that starts warm: bake policies, judge requests and logs, inspect modules",
    )
    .version(readVersion(), "-v, --version")
    .exitOverride()
    .showHelpAfterError("(snapwall --help lists the commands)")
    .showSuggestionAfterError();
  program
    .command("bake")
    .description("compile a policy into a snapshot: a module with the policy's tables in place")
    .argument("[policy]", "JSON with comments; - for standard input; omit for the default policy")
    .option(
      "-o, --output <file>",
      "path of the module to write; a .js file is a script that contains it",
      "guard.wasm",
    )
    .addOption(
      new Option("--types <form>", "form of the type declarations to write next to it")
        .choices(typesForms)
        .default("bundler"),
    )
    .option("--json", "print the report as JSON")
    .option("--watch", "bake again whenever the policy changes")
    .addHelpText("after", BAKE_HELP)
    .action(async (policy, options) => {
      const { bakeCommand } = await import("./bake-command/bake-command.ts");
      await bakeCommand(policy, options);
    });
  program
    .command("check")
    .description("judge requests: one JSON object per line in, one per line out")
    .addOption(
      new Option("--policy <file>", "judge by this policy, compiled on the spot").conflicts(
        "module",
      ),
    )
    .option("--module <file>", "judge with this snapshot")
    .addHelpText("after", EXIT_CODES)
    .action(async (options) => {
      const { check } = await import("./check/check.ts");
      finish(await check(options));
    });
  addReplayCommand(program, finish);
  program
    .command("inspect")
    .description("show what a module contains: policy, provenance, sizes, sections")
    .argument("<file>", "a Snapwall module (.wasm)")
    .option("--json", "print it as JSON")
    .option("--names", "also list the ids of the bots, by category")
    .action(async (file, options) => {
      const { inspect } = await import("./inspect/inspect.ts");
      await inspect(file, options);
    });
  return program;
}

function readVersion(): string {
  const url = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(url, "utf8")) as { version: string }).version;
}
