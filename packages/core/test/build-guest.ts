import {
  ACTIONS,
  CUSTOM_SECTION,
  EXPORTS,
  LAYOUT,
  LAYOUT_WORDS,
  MAGIC,
  VERSION,
} from "../src/abi.ts";
import type { Action } from "../src/types/decision.ts";

/** Memory layout of the fake guest. */
export const ADDRESS = { layout: 1024, parts: 2048, input: 4096, output: 69_632, answer: 73_728 };
const INPUT_BYTES = 65_536;
const OUTPUT_BYTES = 4096;

/** Describes a fake guest. The defaults are those of a healthy guest that allows everything. */
export interface GuestPlan {
  magic?: number;
  abi?: number;
  ready?: number;
  onError?: Action;
  /** Names of the parts, headers first. */
  parts?: readonly string[];
  /** Bits of the fixed slots that are read. */
  reads?: number;
  /** Instructions of `check`, without the closing `end`. */
  check?: readonly number[];
  /** Instructions of `configure`, without the closing `end`. */
  configure?: readonly number[];
  /** Bytes that `check` finds at `ADDRESS.answer`. */
  answer?: Uint8Array;
  /** Exports to leave out. */
  without?: readonly string[];
  /** Names of additional functions to export. */
  besides?: readonly string[];
  /** JSON of the custom section. */
  description?: string;
}

/** Instructions that answer 0: allow. */
export const ALLOW = [0x41, 0];

/** Instructions that trap. */
export const TRAP = [0x00];

/** Instructions that trap when the byte at `address` is `byte`, and allow otherwise. */
export function trapOn(address: number, byte: number): number[] {
  // i32.load8_u; i32.eq; if unreachable end
  return [
    0x41,
    ...leb(address),
    0x2d,
    0,
    0,
    0x41,
    ...leb(byte),
    0x46,
    0x04,
    0x40,
    0,
    0x0b,
    ...ALLOW,
  ];
}

/** Instructions that set the byte at `address` to 1 and answer `answer`. */
export function setAndAnswer(address: number, answer: number): number[] {
  return [0x41, ...leb(address), 0x41, 1, 0x3a, 0, 0, 0x41, ...leb(answer)];
}

/** Instructions that copy `length` bytes from `ADDRESS.answer` to the output, and answer 1. */
export function answerWith(length: number): number[] {
  const operands = [ADDRESS.output, ADDRESS.answer, length].flatMap((n) => [0x41, ...leb(n)]);
  return [...operands, 0xfc, 0x0a, 0, 0, 0x41, 1];
}

/**
 * Assembles a module with Snapwall's ABI by hand, to simulate faults that the real one does not
 * have.
 *
 * Source of the encoding: WebAssembly Core Specification, chapter 5.
 */
export function buildGuest(plan: GuestPlan = {}): WebAssembly.Module {
  return new WebAssembly.Module(buildGuestBytes(plan));
}

/** {@link buildGuest}'s bytes. */
export function buildGuestBytes(plan: GuestPlan = {}): Uint8Array<ArrayBuffer> {
  const parts = new TextEncoder().encode((plan.parts ?? ["user-agent"]).join("\n"));
  const layout = new Uint32Array(LAYOUT_WORDS);
  layout[LAYOUT.magic] = plan.magic ?? MAGIC;
  layout[LAYOUT.abi] = plan.abi ?? VERSION;
  layout[LAYOUT.ready] = plan.ready ?? 1;
  layout[LAYOUT.inputAddress] = ADDRESS.input;
  layout[LAYOUT.inputBytes] = INPUT_BYTES;
  layout[LAYOUT.outputAddress] = ADDRESS.output;
  layout[LAYOUT.outputBytes] = OUTPUT_BYTES;
  layout[LAYOUT.partsAddress] = ADDRESS.parts;
  layout[LAYOUT.partsBytes] = parts.length;
  layout[LAYOUT.reads] = plan.reads ?? 0;
  layout[LAYOUT.onError] = ACTIONS.indexOf(plan.onError ?? "allow");
  const data: [at: number, bytes: Uint8Array][] = [
    [ADDRESS.layout, new Uint8Array(layout.buffer)],
    [ADDRESS.parts, parts],
    [ADDRESS.answer, plan.answer ?? new Uint8Array(0)],
  ];
  const exports: [name: string, kind: number, index: number][] = [
    [EXPORTS.memory, 2, 0],
    [EXPORTS.layout, 3, 0],
    [EXPORTS.check, 0, 0],
    [EXPORTS.configure, 0, 1],
    ...(plan.besides ?? []).map((name): [string, number, number] => [name, 0, 0]),
  ];
  const kept = exports.filter(([name]) => !plan.without?.includes(name));
  const custom = plan.description;
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, 0, 1, 0x7f]]),
    ...section(3, [[0], [0]]),
    ...section(5, [[0x01, 2, 2]]),
    ...section(6, [[0x7f, 0, 0x41, ...leb(ADDRESS.layout), 0x0b]]),
    ...section(
      7,
      kept.map(([name, kind, index]) => [...text(name), kind, index]),
    ),
    ...section(10, [code(plan.check ?? ALLOW), code(plan.configure ?? ALLOW)]),
    ...section(
      11,
      data.map(([at, bytes]) => [0, 0x41, ...leb(at), 0x0b, ...leb(bytes.length), ...bytes]),
    ),
    ...(custom === undefined ? [] : sized(0, [...text(CUSTOM_SECTION), ...encode(custom)])),
  ]);
}

function section(id: number, entries: number[][]): number[] {
  return sized(id, [...leb(entries.length), ...entries.flat()]);
}

function sized(id: number, body: number[]): number[] {
  return [id, ...leb(body.length), ...body];
}

function code(instructions: readonly number[]): number[] {
  const body = [0, ...instructions, 0x0b];
  return [...leb(body.length), ...body];
}

function text(value: string): number[] {
  const bytes = encode(value);
  return [...leb(bytes.length), ...bytes];
}

function encode(value: string): number[] {
  return [...new TextEncoder().encode(value)];
}

/** LEB128 of a number >= 0 that is right both signed and unsigned: padded to five bytes. */
function leb(value: number): number[] {
  const groups = [0, 7, 14, 21].map((shift) => ((value >>> shift) & 0x7f) | 0x80);
  return [...groups, value >>> 28];
}
