/**
 * Writes the JavaScript of the packages that run where requests are served: from `src/` to `dist/`
 * of each, one file per export and files for what exports share. Part of `npm run build`;
 * TypeScript writes the types.
 *
 * Few files, because Node takes most of a millisecond to find, read and link each one, as long as a
 * first decision takes.
 *
 * @module
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { transform } from "rolldown/utils";

const names = ["core", "cloudflare", "vercel", "deno", "node", "hono"];

/** The target of a package export: a file, or one for each condition. */
type Target = string | { readonly [condition: string]: Target };

/**
 * The files that import a module. Each runtime has its own syntax, which users' bundlers recognise,
 * so these files stay as written.
 */
const wasmFile = /^wasm(\.\w+)?\.ts$/;

const keepWasmFiles: Plugin = {
  name: "keep-wasm-files",
  resolveId(path) {
    if (!wasmFile.test(basename(path))) return null;
    return { id: path.replace(/\.ts$/, ".js"), external: "relative" };
  },
};

async function writePackage(name: string): Promise<void> {
  const folder = join(import.meta.dirname, name);
  const dist = join(folder, "dist");
  // Remove the output of earlier builds, including chunks whose names have changed.
  for (const file of globSync("**/*.js{,.map}", { cwd: dist })) rmSync(join(dist, file));
  mkdirSync(dist, { recursive: true });
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entries = [...new Set(listEntries(exports))];
  for (const entry of entries.filter(isWasmFile)) await translate(folder, entry);
  const bundle = await rolldown({
    cwd: folder,
    input: Object.fromEntries(
      entries.filter((entry) => !isWasmFile(entry)).map((entry) => [entry, `src/${entry}.ts`]),
    ),
    platform: "neutral",
    external: /^(?:@snapwall\/|hono|node:)/,
    plugins: [keepWasmFiles],
  });
  await bundle.write({
    dir: dist,
    chunkFileNames: "chunk-[hash].js",
    comments: false,
    // White space is a fifth of Node's loading time. Names are kept for stack traces; `src/` is
    // shipped.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    sourcemap: true,
  });
}

/** The scripts that a package exports, by their paths in `dist/` and `src/` without extension. */
function listEntries(target: Target): string[] {
  if (typeof target !== "string") return Object.values(target).flatMap(listEntries);
  const entry = /^\.\/dist\/(.+)\.js$/.exec(target)?.[1];
  return entry === undefined ? [] : [entry];
}

const isWasmFile = (entry: string) => wasmFile.test(`${entry}.ts`);

/** Strips the types from one file. */
async function translate(folder: string, entry: string): Promise<void> {
  const source = join(folder, "src", `${entry}.ts`);
  const { code, errors } = await transform(source, readFileSync(source, "utf8"));
  if (errors.length > 0) throw new AggregateError(errors, `cannot read ${source}`);
  writeFileSync(join(folder, "dist", `${entry}.js`), code);
}

for (const name of names) await writePackage(name);
