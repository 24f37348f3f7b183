import { readFile } from "node:fs/promises";
import { descriptionSection } from "./bake/contract.ts";
import { readCustomSection } from "./binary/index.ts";
import { shippedModule } from "./wasm.ts";

let abi: Promise<number> | undefined;

/**
 * Returns the ABI version of the modules that this version bakes and judges with: that of the
 * shipped module.
 */
export function shippedAbi(): Promise<number> {
  abi ??= readAbi();
  abi.catch(() => {
    abi = undefined;
  });
  return abi;
}

async function readAbi(): Promise<number> {
  const section = readCustomSection(await readFile(shippedModule), descriptionSection);
  return JSON.parse(new TextDecoder().decode(section)).abi;
}
