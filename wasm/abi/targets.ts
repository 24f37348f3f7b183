import { type GeneratedFile, generatedFile } from "../generated-files.ts";
import { readAbiDefinition } from "./definition.ts";
import { renderCargoToml, renderRust } from "./rust.ts";
import { renderPlatformFacts, renderTypeScript } from "./typescript.ts";

/** Lists every file that is generated from `abi.json`. */
export function abiTargets(): GeneratedFile[] {
  const abi = readAbiDefinition();
  return [
    generatedFile("wasm/crates/abi/Cargo.toml", renderCargoToml()),
    generatedFile("wasm/crates/abi/src/lib.rs", renderRust(abi)),
    generatedFile("packages/core/src/abi.ts", renderTypeScript(abi)),
    generatedFile("packages/core/src/types/platform-facts.ts", renderPlatformFacts(abi)),
  ];
}
