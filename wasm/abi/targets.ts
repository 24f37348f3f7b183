import { readAbiDefinition } from "./definition.ts";
import { renderCargoToml, renderRust } from "./rust.ts";
import { renderPlatformFacts, renderTypeScript } from "./typescript.ts";

/** A generated file: where it is kept and what it must hold. */
export interface AbiTarget {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly url: URL;
  readonly text: string;
}

/** Lists every file that is generated from `abi.json`. */
export function abiTargets(): AbiTarget[] {
  const abi = readAbiDefinition();
  const target = (path: string, text: string): AbiTarget => {
    return { path, url: new URL(`../../${path}`, import.meta.url), text };
  };
  return [
    target("wasm/crates/abi/Cargo.toml", renderCargoToml()),
    target("wasm/crates/abi/src/lib.rs", renderRust(abi)),
    target("packages/core/src/abi.ts", renderTypeScript(abi)),
    target("packages/core/src/types/platform-facts.ts", renderPlatformFacts(abi)),
  ];
}
