import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { locateModule } from "./modules.ts";
import type { Subject } from "./subjects/subject.ts";

/** A subject that is ready to run anywhere: a folder with its bundles and modules. */
export interface BuiltSubject {
  readonly name: string;
  readonly folder: string;
  readonly modules: readonly string[];
  /** The bundle that Node and Deno run. `worker.js` next to it is for workerd. */
  readonly processEntry: string;
}

const probeFolder = fileURLToPath(new URL("./probe", import.meta.url));
const componentGlue = fileURLToPath(
  new URL("./wasm/arcjet_analyze_js_req.component.js", import.meta.resolve("@arcjet/analyze-wasm")),
);

/**
 * Bundles one subject with the probe. Subjects do not share a bundle, and so share no compiled
 * code.
 */
export async function buildSubject(
  name: string,
  source: string,
  folder: string,
): Promise<BuiltSubject> {
  mkdirSync(folder, { recursive: true });
  const alias = { "bench:subject": source, "arcjet-component": componentGlue };
  const common = { alias, bundle: true, format: "esm", target: "es2022" } as const;
  const processEntry = join(folder, "process.mjs");
  await build({
    ...common,
    entryPoints: [join(probeFolder, "process.ts")],
    outfile: processEntry,
    external: ["node:*"],
  });

  const modules = await readModuleNames(source, folder);
  for (const module of modules) {
    const located = locateModule(module);
    if (typeof located === "string") copyFileSync(located, join(folder, module));
    else writeFileSync(join(folder, module), located);
  }
  await build({
    ...common,
    stdin: { contents: writeWorkerEntry(modules), resolveDir: probeFolder, loader: "js" },
    outfile: join(folder, "worker.js"),
    external: ["*.wasm", "*.wasm.bytes"],
  });
  return { name, folder, modules, processEntry };
}

/** Asks the subject itself, through a bundle, because its imports resolve only in a bundle. */
async function readModuleNames(source: string, folder: string): Promise<readonly string[]> {
  const outfile = join(folder, "subject.mjs");
  await build({
    alias: { "arcjet-component": componentGlue },
    bundle: true,
    format: "esm",
    entryPoints: [source],
    outfile,
  });
  const { subject }: { subject: Subject } = await import(outfile);
  return subject.modules;
}

/** workerd compiles what a worker imports by name, so the names must appear in the source text. */
function writeWorkerEntry(modules: readonly string[]): string {
  const imports = modules.map(
    (name, at) => `import module${at} from "./${name}";\nimport bytes${at} from "./${name}.bytes";`,
  );
  const compiled = modules.map((name, at) => `${JSON.stringify(name)}: module${at}`);
  const bytes = modules.map((_, at) => `bytes${at}`);
  return `import { subject } from "bench:subject";
import { createProbeWorker } from "./worker.ts";
${imports.join("\n")}
export default createProbeWorker(subject, { ${compiled.join(", ")} }, [${bytes.join(", ")}]);
`;
}
