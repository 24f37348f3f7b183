import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { styleText } from "node:util";
import { BakeError, findTools } from "../bake/index.ts";
import { bakeDetailed } from "../bake-policy.ts";
import { CommandError } from "../command-error.ts";
import { explainPolicyError, readPolicy } from "../policy-file.ts";
import { renderInlineModule } from "../render-inline.ts";
import { compilerModule } from "../wasm.ts";
import { writeWhole } from "../write-whole.ts";
import { declaration, isScript, nameDeclaration, type TypesForm } from "./declare-module.ts";
import { formatReport } from "./format-report.ts";
import { measureSizes, type Sizes } from "./measure-sizes.ts";
import { nextStep, openProgress } from "./progress.ts";
import { type BakeReport, reportBake } from "./report.ts";
import { runOnChange } from "./watch.ts";

/** Options of `snapwall bake`, as typed on the command line. */
export interface BakeCommandOptions {
  /**
   * Path of the module to write. With `.js` or `.mjs` it is written as a script that compiles it.
   */
  readonly output: string;
  readonly types: TypesForm;
  readonly json?: boolean;
  readonly watch?: boolean;
}

/**
 * `snapwall bake`: compiles a policy into a snapshot, writes it and its types, and reports what it
 * contains and what was stripped.
 *
 * @param path of the policy; `-` for standard input, `undefined` for the default policy
 * @throws {CommandError} exit code 2 for a mistake in the policy or the arguments, 1 when a tool
 * fails or a file cannot be written; an existing file is then left untouched
 */
export async function bakeCommand(
  path: string | undefined,
  options: BakeCommandOptions,
): Promise<void> {
  if (path !== undefined && resolve(path) === resolve(options.output)) {
    throw new CommandError(`${path} is the policy file: choose another name for the module`, 2);
  }
  if (!options.watch) return bakeFile(path, options, 0);
  if (path === undefined || path === "-") {
    throw new CommandError("--watch requires a policy file", 2);
  }
  let started = 0;
  await runOnChange(path, async () => {
    try {
      await bakeFile(path, options, started);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      process.stderr.write(`snapwall: ${error.message}\n`);
    }
    process.stderr.write(`watching ${path}\n`);
    started = performance.now();
  });
}

/** @param started when the work began, in milliseconds since the start of the process */
async function bakeFile(
  path: string | undefined,
  options: BakeCommandOptions,
  started: number,
): Promise<void> {
  const { output, types } = options;
  const { module, report } = await bakeAndReport(path);
  const content = isScript(output) ? renderInlineModule(module) : module;
  const changed = await writeWhole(output, content);
  const typesFile = nameDeclaration(output, types);
  if (typesFile !== undefined) await writeWhole(typesFile, declaration);
  const milliseconds = Math.round(performance.now() - started);
  print({ ...report, file: output, typesFile, changed, milliseconds }, options.json === true);
}

/** A report, and what was written. */
interface Outcome extends BakeReport {
  readonly file: string;
  readonly typesFile: string | undefined;
  /** Whether the file's content changed. */
  readonly changed: boolean;
  readonly milliseconds: number;
}

async function bakeAndReport(
  path: string | undefined,
): Promise<{ module: Uint8Array; report: BakeReport }> {
  const policy = await readPolicy(path);
  const [compiler, tools] = await Promise.all([readFile(compilerModule), findTools()]);
  const sizes: Promise<Sizes>[] = [measureSizes(compiler)];
  const progress = openProgress();
  try {
    progress.show(nextStep.start ?? "");
    const baked = await bakeDetailed(policy.text, {
      compiler,
      tools,
      onStep: ({ name, module }) => {
        sizes.push(measureSizes(module));
        progress.show(nextStep[name] ?? name);
      },
    });
    const report = await reportBake({ policy: policy.name, compiler, tools, baked, sizes });
    return { module: baked.module, report };
  } catch (error) {
    if (error instanceof BakeError) throw new CommandError(error.message, 1, { cause: error });
    throw explainPolicyError(error, policy);
  } finally {
    progress.clear();
  }
}

function print(outcome: Outcome, json: boolean): void {
  const output = process.stdout;
  if (json) {
    output.write(`${JSON.stringify(outcome, null, 2)}\n`);
    return;
  }
  const bold = output.isTTY && output.hasColors();
  output.write(formatReport(outcome, (text) => (bold ? styleText("bold", text) : text)));
  const { file, typesFile, changed, milliseconds } = outcome;
  const types = typesFile === undefined ? "" : ` and ${typesFile}`;
  const seconds = (milliseconds / 1000).toFixed(1);
  const done = changed ? "wrote" : "unchanged:";
  output.write(`\n${done} ${file}${types} in ${seconds} s\n`);
}
