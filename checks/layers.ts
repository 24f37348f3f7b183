/**
 * The layers of the packages and who may import whom. `layers.test.ts` checks every source file.
 *
 * @module
 */

/** Layers of core, lowest first: a file may import its own layer and those before it. */
export const CORE_LAYERS = [
  "types",
  "errors",
  "abi",
  "codec",
  "options",
  "engine",
  "redact",
  "guard",
  "integrations",
] as const;

/** Packages of this workspace that each package may import. */
export const PACKAGE_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  cloudflare: ["core"],
  vercel: ["core"],
  deno: ["core"],
  node: ["core"],
  hono: ["core"],
  cli: ["core"],
};

const FORMS = [
  /^\s*(?:import|export)\b[^;"'`]*\bfrom\s*["']([^"'\n]+)/gm,
  /^\s*import\s*["']([^"'\n]+)/gm,
  /\bimport\(\s*["']([^"'\n]+)/g,
  /\bnew URL\(\s*["']([^"'\n]+)/g,
];

/** Lists what a source text imports or resolves with `new URL`, ignoring comments. */
export function listImports(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return FORMS.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] ?? ""));
}

/**
 * Returns what is wrong with an import, if anything.
 *
 * @param file Path from the repository's root, with forward slashes: `packages/<name>/src/…`.
 */
export function judgeImport(file: string, specifier: string): string | undefined {
  const [, name = "", , ...inside] = file.split("/");
  const path = inside.join("/");
  const sibling = siblingOf(specifier);
  if (sibling !== undefined && sibling !== name && !PACKAGE_IMPORTS[name]?.includes(sibling)) {
    return `${name} may not import ${specifier}`;
  }
  if (/\.wasm\b(?!\.)/.test(specifier) && !/(^|\/)wasm\.[^/]+$/.test(path)) {
    return `only a wasm.* file may name ${specifier}`;
  }
  if (name !== "core") return undefined;
  if (!specifier.startsWith(".")) return `core stands alone, yet it imports ${specifier}`;
  if (/\.wasm\b/.test(specifier))
    return `core's caller brings the module, yet it names ${specifier}`;
  const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
  const [from, to] = [layerOf(path), layerOf(target)];
  if (from !== undefined && (to === undefined || from < to)) {
    return `${CORE_LAYERS[from]} may not import ${CORE_LAYERS[to ?? -1] ?? target}`;
  }
  return undefined;
}

/** Folder of the package that a specifier refers to, if it is in this workspace. */
function siblingOf(specifier: string): string | undefined {
  if (/^snapwall(\/|$)/.test(specifier)) return "cli";
  return /^@snapwall\/([^/]+)/.exec(specifier)?.[1];
}

/** Index of the layer of a file in core; a file in no layer is above all layers. */
function layerOf(path: string): number | undefined {
  const index = CORE_LAYERS.findIndex((layer) => {
    return path === `${layer}.ts` || path.startsWith(`${layer}/`);
  });
  return index < 0 ? undefined : index;
}
