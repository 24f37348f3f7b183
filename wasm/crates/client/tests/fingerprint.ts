/**
 * The fingerprint as `docs/fingerprint.md` defines it, written from that page alone: the reference for the engine.
 */
import { createHash } from "node:crypto";
import { isIPv4 } from "node:net";

/** What stands before the four bytes of an IPv4 address. */
const mappedPrefix = Buffer.from("00000000000000000000ffff", "hex");

const kinds = ["address", "header", "cookie", "query", "host", "path", "method", "custom"] as const;

/** One characteristic of a request, and the text that its values are taken from; `null` when the request has none. */
export interface Characteristic {
  readonly kind: (typeof kinds)[number];
  readonly name?: string;
  readonly source: string | null;
}

/** Computes the fingerprint: 64 hexadecimal digits. */
export function fingerprint(characteristics: readonly Characteristic[]): string {
  const encoded = [...new Set(characteristics.map((one) => encode(one).toString("latin1")))];
  const sorted = encoded.map((text) => Buffer.from(text, "latin1")).sort(compare);
  return createHash("sha256")
    .update(Buffer.concat([Buffer.from([1]), ...sorted]))
    .digest("hex");
}

/** By kind, then by name, whose bytes and not whose length comes first. */
function compare(a: Buffer, b: Buffer): number {
  const nameOf = (one: Buffer) => one.subarray(5, 5 + one.readUInt32LE(1));
  return a.readUInt8() - b.readUInt8() || Buffer.compare(nameOf(a), nameOf(b));
}

function encode({ kind, name = "", source }: Characteristic): Buffer {
  const values = source === null ? [] : readValues(kind, name, source);
  return Buffer.concat([
    Buffer.from([kinds.indexOf(kind)]),
    withLength(Buffer.from(name)),
    number(values.length),
    ...values.map(withLength),
  ]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function withLength(bytes: Buffer): Buffer {
  return Buffer.concat([number(bytes.length), bytes]);
}

function readValues(kind: Characteristic["kind"], name: string, source: string): Buffer[] {
  switch (kind) {
    case "address":
      return [readAddress(source)];
    case "header":
      return [Buffer.from(trim(source))];
    case "cookie":
      return readPairs(source.split(";").map(trim), name, (text) => Buffer.from(text));
    case "query":
      return readPairs(source.split("&"), name, decode);
    case "host":
      return [Buffer.from(readHost(source))];
    default:
      return [Buffer.from(source)];
  }
}

function trim(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, "");
}

function readPairs(pairs: string[], name: string, read: (text: string) => Buffer): Buffer[] {
  return pairs.flatMap((pair) => {
    const [, key = "", value = ""] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
    return key !== "" && read(key).equals(Buffer.from(name)) ? [read(value)] : [];
  });
}

function decode(text: string): Buffer {
  const bytes = Buffer.from(text).toString("latin1").replaceAll("+", " ");
  const decoded = bytes.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(decoded, "latin1");
}

function readHost(host: string): string {
  const bare = host.replace(/:[^:\]]*$/, "").replace(/\.$/, "");
  return bare.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function readAddress(text: string): Buffer {
  const bytes = Buffer.alloc(16);
  if (isIPv4(text)) return Buffer.concat([mappedPrefix, Buffer.from(text.split(".").map(Number))]);
  // `::ffff:192.0.2.1`: the last two groups of an IPv6 address may be written as IPv4.
  const dotted = text.slice(text.lastIndexOf(":") + 1);
  if (isIPv4(dotted)) {
    const groups = Buffer.from(dotted.split(".").map(Number)).toString("hex");
    return readAddress(text.replace(dotted, `${groups.slice(0, 4)}:${groups.slice(4)}`));
  }
  const groupsOf = (half: string) => half.split(":").filter((group) => group !== "");
  const [head = [], tail = []] = text.split("::").map(groupsOf);
  const zeros = Array<string>(8 - head.length - tail.length).fill("0");
  for (const [index, group] of [...head, ...zeros, ...tail].entries()) {
    bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  }
  return bytes.subarray(0, 12).equals(mappedPrefix) ? bytes : bytes.fill(0, 8);
}
