/**
 * `npm run generate:abi`: writes the ABI of `abi.json` into Rust and TypeScript. With `--check` it
 * writes nothing and fails when a file differs.
 *
 * @module
 */
import { writeGeneratedFiles } from "../generated-files.ts";
import { abiTargets } from "./targets.ts";

writeGeneratedFiles(abiTargets(), "wasm/abi/abi.json", "generate:abi");
