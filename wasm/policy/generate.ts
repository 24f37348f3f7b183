/**
 * `npm run generate:policy`: writes the definition of a policy into the schema for editors, the
 * TypeScript types, the Rust reader and the docs. With `--check` it writes nothing and fails when a
 * file differs.
 *
 * @module
 */
import { writeGeneratedFiles } from "../generated-files.ts";
import { policyTargets } from "./targets.ts";

writeGeneratedFiles(policyTargets(), "wasm/policy/policy.schema.json", "generate:policy");
