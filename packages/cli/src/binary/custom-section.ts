import { readSections, sectionIds, writeSections } from "./sections.ts";

/**
 * Returns what the first custom section of that name holds, or `undefined` when there is none.
 *
 * @throws {BinaryError} when the bytes are no module
 */
export function readCustomSection(module: Uint8Array, name: string): Uint8Array | undefined {
  const sections = readSections(module);
  return sections.find((section) => section.id === sectionIds.custom && section.name === name)
    ?.bytes;
}

/**
 * Returns the module with exactly one custom section of that name, at its end.
 *
 * @throws {BinaryError} when the bytes are no module
 */
export function setCustomSection(
  module: Uint8Array,
  name: string,
  bytes: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const others = readSections(module).filter((section) => {
    return section.id !== sectionIds.custom || section.name !== name;
  });
  return writeSections([...others, { id: sectionIds.custom, name, bytes }]);
}

/**
 * Returns the module without its custom sections (`name`, `producers`, `target_features`, …),
 * except those named in `keep`.
 *
 * @throws {BinaryError} when the bytes are no module
 */
export function dropCustomSections(
  module: Uint8Array,
  keep: readonly string[] = [],
): Uint8Array<ArrayBuffer> {
  const kept = readSections(module).filter((section) => {
    return section.id !== sectionIds.custom || keep.includes(section.name);
  });
  return writeSections(kept);
}
