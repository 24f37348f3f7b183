import { ByteReader } from "./reader.ts";
import { findSection, readSections } from "./sections.ts";
import { readLimits, readValueType } from "./value-types.ts";

/** The kind of an import or export. */
export type ExternalKind = "function" | "table" | "memory" | "global" | "tag";

/** Kinds by their number in the binary format. */
export const externalKinds: readonly ExternalKind[] = [
  "function",
  "table",
  "memory",
  "global",
  "tag",
];

/** An import of a module. */
export interface ModuleImport {
  readonly module: string;
  readonly name: string;
  readonly kind: ExternalKind;
}

export function readKind(reader: ByteReader, what: string): ExternalKind {
  const start = reader.offset;
  const byte = reader.byte(what);
  return externalKinds[byte] ?? reader.fail(`unknown kind ${byte} of ${what}`, start);
}

function skipDescription(reader: ByteReader, kind: ExternalKind): void {
  const what = `an import's type`;
  if (kind === "memory") readLimits(reader, what);
  else if (kind === "function") reader.u32(what);
  else if (kind === "tag") {
    reader.byte(what);
    reader.u32(what);
  } else {
    readValueType(reader, what);
    if (kind === "global") reader.byte(what);
    else readLimits(reader, what);
  }
}

/**
 * Lists a module's imports.
 *
 * @throws {BinaryError} when the bytes are not a module
 */
export function readImports(module: Uint8Array): ModuleImport[] {
  const section = findSection(readSections(module), "import");
  if (section === undefined) return [];
  const reader = new ByteReader(section.bytes, section.offset);
  const imports: ModuleImport[] = [];
  for (let left = reader.count("imports"); left > 0; left--) {
    const from = reader.string("an import's module");
    const name = reader.string("an import's name");
    const kind = readKind(reader, `import "${from}.${name}"`);
    skipDescription(reader, kind);
    imports.push({ module: from, name, kind });
  }
  reader.end("the import section");
  return imports;
}
