import { readSections, type Section, sectionIds, writeSections } from "./sections.ts";

/**
 * Returns the content of the first custom section of that name, or `undefined` if there is none.
 *
 * @throws {BinaryError} when the bytes are not a module
 */
export function readCustomSection(module: Uint8Array, name: string): Uint8Array | undefined {
  const sections = readSections(module);
  return sections.find((section) => section.id === sectionIds.custom && section.name === name)
    ?.bytes;
}

/**
 * Returns the module with exactly one custom section of that name: before its data section if
 * `beforeData` is true and it has one, else at its end.
 *
 * @throws {BinaryError} when the bytes are not a module
 */
export function setCustomSection(
  module: Uint8Array,
  name: string,
  bytes: Uint8Array,
  beforeData = false,
): Uint8Array<ArrayBuffer> {
  const sections: Pick<Section, "id" | "name" | "bytes">[] = readSections(module).filter(
    (section) => section.id !== sectionIds.custom || section.name !== name,
  );
  const data = sections.findIndex(({ id }) => id === sectionIds.data);
  const at = beforeData && data >= 0 ? data : sections.length;
  sections.splice(at, 0, { id: sectionIds.custom, name, bytes });
  return writeSections(sections);
}

/**
 * Returns the module without its custom sections (`name`, `producers`, `target_features`, …),
 * except those named in `keep`.
 *
 * @throws {BinaryError} when the bytes are not a module
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
