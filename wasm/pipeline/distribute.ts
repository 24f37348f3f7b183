/**
 * Copies the committed modules, and the notice about their data, to where each package ships them
 * from: `packages/<name>/wasm/`. Runs as the last step of `npm run build`; the copies are not
 * committed.
 *
 * @module
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderBytes } from "../../packages/cli/src/render-inline.ts";
import { artifacts, files, root, workspace } from "./paths.ts";

/**
 * What each package needs. `inline` is the module as text, for bundlers that only handle scripts.
 */
const packages: Readonly<Record<string, readonly ("snapshot" | "compiler" | "inline")[]>> = {
  cloudflare: ["snapshot"],
  vercel: ["snapshot", "inline"],
  deno: ["snapshot"],
  node: ["snapshot", "inline"],
  cli: ["snapshot", "compiler"],
};

const inlineTitle =
  "// Generated from snapwall.wasm: its bytes, for bundlers that cannot take a .wasm file.\n";

const inlineTypes = `/** The bytes of snapwall.wasm. */
declare const bytes: Uint8Array<ArrayBuffer>;
export default bytes;
`;

/** Copies the modules into the packages; prints a message and does nothing if there are none. */
export function distribute(): void {
  if (!existsSync(join(artifacts, files.snapshot))) {
    console.warn("wasm/artifacts holds no modules yet: run npm run build:wasm");
    return;
  }
  for (const [name, needs] of Object.entries(packages)) {
    const folder = join(root, "packages", name, "wasm");
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(workspace, "data", "NOTICE.md"), join(folder, "NOTICE.md"));
    for (const need of needs) {
      if (need === "inline") {
        const module = readFileSync(join(artifacts, files.snapshot));
        writeFileSync(
          join(folder, "snapwall.inline.js"),
          `${inlineTitle}${renderBytes(module)}export default bytes;\n`,
        );
        writeFileSync(join(folder, "snapwall.inline.d.ts"), inlineTypes);
      } else {
        copyFileSync(join(artifacts, files[need]), join(folder, files[need]));
      }
    }
  }
}

if (process.argv[1] === import.meta.filename) distribute();
