import { basename, dirname, extname, join } from "node:path";

/** How TypeScript finds the types of a `.wasm` file beside it, or that none are written. */
export const typesForms = ["bundler", "nodenext", "none"] as const;
export type TypesForm = (typeof typesForms)[number];

/** What an import of the module gives, as adapters take it. */
export const declaration = `// Written by snapwall bake.
declare const module: WebAssembly.Module;
export default module;
`;

/** Says whether a module is wanted as a script, by the name of its file. */
export function isScript(module: string): boolean {
  return /\.m?js$/.test(module);
}

/**
 * Names the file in which TypeScript looks for the types of `import guard from "./guard.wasm"`.
 *
 * - `bundler` (`"moduleResolution": "bundler"`): `guard.wasm.d.ts`.
 * - `nodenext` (or `"allowArbitraryExtensions": true`): `guard.d.wasm.ts`. Without that option
 *   TypeScript refuses the import because of this file, so the two are not written together.
 * - A script's types are found the same way by either: `guard.d.ts` for `guard.js`.
 */
export function nameDeclaration(module: string, form: TypesForm): string | undefined {
  if (form === "none") return undefined;
  if (isScript(module)) return module.replace(/\.(m?)js$/, ".d.$1ts");
  if (form === "bundler") return `${module}.d.ts`;
  const extension = extname(module);
  return join(dirname(module), `${basename(module, extension)}.d${extension}.ts`);
}
