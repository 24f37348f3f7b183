import { basename, dirname, extname, join } from "node:path";

/** How TypeScript looks up the types of a `.wasm` file, or `none` to write no types. */
export const typesForms = ["bundler", "nodenext", "none"] as const;
export type TypesForm = (typeof typesForms)[number];

/** Types of an import of the module, as adapters accept it. */
export const declaration = `// Written by snapwall bake.
declare const module: WebAssembly.Module;
export default module;
`;

/** Whether a module is to be written as a script, by its file name. */
export function isScript(module: string): boolean {
  return /\.m?js$/.test(module);
}

/**
 * Returns the file in which TypeScript looks for the types of `import guard from "./guard.wasm"`.
 *
 * - `bundler` (`"moduleResolution": "bundler"`): `guard.wasm.d.ts`.
 * - `nodenext` (or `"allowArbitraryExtensions": true`): `guard.d.wasm.ts`. Without that option,
 *   TypeScript refuses the import if this file exists, so only one of the two is written.
 * - The types of a script are found the same way with either: `guard.d.ts` for `guard.js`.
 */
export function nameDeclaration(module: string, form: TypesForm): string | undefined {
  if (form === "none") return undefined;
  if (isScript(module)) return module.replace(/\.(m?)js$/, ".d.$1ts");
  if (form === "bundler") return `${module}.d.ts`;
  const extension = extname(module);
  return join(dirname(module), `${basename(module, extension)}.d${extension}.ts`);
}
