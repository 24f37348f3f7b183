export { type Baked, type BakeStep, bakeModule } from "./bake.ts";
export type { AddressRange, CompilerDescription, Provenance } from "./compiler-description.ts";
export type { SnapshotDescription } from "./describe-snapshot.ts";
export { BakeError, type BakeErrorCode, PolicyError, type PolicyFault } from "./errors.ts";
export { type Initialised, initialise } from "./initialise.ts";
export { findTools } from "./node-tools.ts";
export { memoryImage, snapshot } from "./snapshot.ts";
export type { BakeTools } from "./tools.ts";
