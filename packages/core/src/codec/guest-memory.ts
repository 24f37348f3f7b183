/**
 * The guest's memory as the codec sees it. The views are made once: a shipped module's memory
 * cannot grow, so they are never detached. Addresses are in bytes and multiples of four.
 */
export interface GuestMemory {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly inputAddress: number;
  readonly inputBytes: number;
  readonly outputAddress: number;
  readonly outputBytes: number;
  /** The headers that the policy reads, in lower case, in slot order. */
  readonly headerNames: readonly string[];
}
