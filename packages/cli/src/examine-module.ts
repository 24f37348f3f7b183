import { createHash } from "node:crypto";
import type { ModuleDescription } from "@snapwall/core";
import { descriptionSection, initialiser } from "./bake/contract.ts";
import {
  type ModuleDescription as BinaryDescription,
  BinaryError,
  describeModule,
  dropCustomSections,
  readCustomSection,
} from "./binary/index.ts";
import { shippedAbi } from "./shipped-abi.ts";

/** A verified snapshot. */
export interface Examined {
  readonly module: WebAssembly.Module;
  /** The structure of the binary. */
  readonly binary: BinaryDescription;
  /** The module's self-description. */
  readonly description: ModuleDescription;
}

/**
 * Verifies that bytes from a file are a complete, unchanged snapshot of this version before any of
 * it runs, because a truncated or damaged file could do anything.
 *
 * @throws {BinaryError} saying what is wrong, and at which offset of the file: not WebAssembly,
 * truncated or malformed, not from Snapwall, another ABI version, without a policy, or changed
 * since it was baked
 */
export async function examineModule(bytes: Uint8Array<ArrayBuffer>): Promise<Examined> {
  const binary = describeModule(bytes);
  const section = binary.sections.find(({ name, custom }) => custom && name === descriptionSection);
  const offset = section?.offset ?? bytes.length;
  if (section === undefined) {
    const missing = `not a Snapwall module: the custom section "${descriptionSection}" is missing`;
    throw new BinaryError(missing, offset);
  }
  const description = readDescription(bytes, offset);
  const abi = await shippedAbi();
  if (description.abi !== abi) {
    const got = `expected ABI ${abi}, got ABI ${description.abi}`;
    throw new BinaryError(`${got}: bake the policy with this version of snapwall`, offset);
  }
  if (binary.exports.some(({ name }) => name === initialiser)) {
    const where =
      binary.sections.find(({ name, custom }) => !custom && name === "export")?.offset ?? offset;
    throw new BinaryError("a compiler module, without a policy: run snapwall bake", where);
  }
  checkHashes(bytes, description, offset);
  return { module: await compile(bytes), binary, description };
}

function readDescription(bytes: Uint8Array, offset: number): ModuleDescription {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      readCustomSection(bytes, descriptionSection),
    );
    const description: ModuleDescription = JSON.parse(text);
    if (Number.isInteger(description.abi)) return description;
  } catch {}
  throw new BinaryError(`the section "${descriptionSection}" does not describe a module`, offset);
}

const sha256 = (content: Uint8Array | string) => createHash("sha256").update(content).digest("hex");

function checkHashes(
  bytes: Uint8Array,
  { policy, policyHash, contentHash }: ModuleDescription,
  offset: number,
): void {
  if (contentHash !== sha256(dropCustomSections(bytes))) {
    const message = "the module is not as it was baked: its hash does not match";
    throw new BinaryError(message, 8);
  }
  if (policy === undefined || policyHash !== sha256(JSON.stringify(policy))) {
    const message = `the policy in the section "${descriptionSection}" is not what was baked`;
    throw new BinaryError(message, offset);
  }
}

async function compile(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    // V8's message ends with the offset: "… @+123".
    const [, message = "", at = 0] =
      /^(?:WebAssembly\.compile\(\): )?(.*?)(?: @\+(\d+))?$/s.exec((error as Error).message) ?? [];
    throw new BinaryError(`not a valid WebAssembly module: ${message}`, Number(at));
  }
}
