/**
 * What the command line is made of, for build scripts: compile a policy into a snapshot, read and
 * describe a module.
 *
 * @module
 */
export {
  type Baked,
  BakeError,
  type BakeErrorCode,
  type BakeStep,
  type BakeTools,
  bake,
  findTools,
  PolicyError,
  type PolicyFault,
  type Provenance,
  type SnapshotDescription,
} from "./bake/index.ts";
export { BinaryError } from "./binary/index.ts";
export { type Inspection, inspectModule } from "./inspect/inspect-module.ts";
