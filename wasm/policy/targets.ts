import { readFileSync } from "node:fs";
import { readAbiDefinition } from "../abi/definition.ts";
import { type GeneratedFile, generatedFile } from "../generated-files.ts";
import { readBotNames } from "./bot-names.ts";
import { readPolicyDefinition } from "./definition.ts";
import { renderEditorSchema } from "./editor-schema.ts";
import { renderLimits, renderOptionKeys } from "./keys.ts";
import { renderReference } from "./reference.ts";
import { renderRust } from "./rust.ts";
import { renderTypes } from "./types.ts";

const docs = "docs/policy.md";

/** Lists every file that is generated from `policy.schema.json`. */
export function policyTargets(): GeneratedFile[] {
  const definition = readPolicyDefinition();
  const prose = readFileSync(generatedFile(docs, "").url, "utf8");
  return [
    generatedFile(
      "packages/cli/policy.schema.json",
      renderEditorSchema(definition, readBotNames()),
    ),
    generatedFile("packages/cli/src/policy-limits.ts", renderLimits(definition)),
    generatedFile("packages/core/src/types/policy.ts", renderTypes(definition)),
    generatedFile("packages/core/src/options/policy-keys.ts", renderOptionKeys(definition)),
    generatedFile(
      "wasm/crates/compiler/src/policy_schema.rs",
      renderRust(definition, readAbiDefinition()),
    ),
    generatedFile(docs, renderReference(definition, prose)),
  ];
}
