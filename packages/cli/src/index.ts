/**
 * The command line's functions for build scripts: compile a policy into a snapshot, inspect a
 * module.
 *
 * @module
 */
export type { Policy } from "@snapwall/core";
export {
  type Baked,
  BakeError,
  type BakeErrorCode,
  type BakeStep,
  type BakeTools,
  findTools,
  PolicyError,
  type PolicyFault,
  type Provenance,
  type SnapshotDescription,
} from "./bake/index.ts";
export { type BakeOptions, bake, bakeDetailed } from "./bake-policy.ts";
export { BinaryError } from "./binary/index.ts";
export { type Inspection, inspectModule } from "./inspect/inspect-module.ts";
