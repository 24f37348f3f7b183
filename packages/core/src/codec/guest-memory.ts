/**
 * The guest's memory as the codec sees it. The views are created once: a shipped module's memory
 * cannot grow, so they are never detached. Addresses are in bytes and multiples of four.
 */
export interface GuestMemory {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly inputAddress: number;
  readonly inputBytes: number;
  /**
   * The input buffer from where the parts of `check` begin to its end. Kept because creating a view
   * costs as much as encoding a text.
   */
  readonly texts: Uint8Array;
  /** The same for content. Created on first use, because most guards never judge content. */
  content: Uint8Array | undefined;
  readonly outputAddress: number;
  readonly outputBytes: number;
  /**
   * Names of the headers that the policy reads, in lower case; their slots follow the fixed ones.
   */
  readonly headerNames: readonly string[];
  /**
   * Names, in the filter language, of the other parts that it reads; their slots follow the
   * headers'.
   */
  readonly furtherNames: readonly string[];
  /** Bit `n` is set if a rule reads fixed slot `n` even when a platform has parsed the request. */
  readonly reads: number;
  /** The slot of the header that trusted proxies write; 0 if the policy has no rule `client`. */
  readonly clientSlot: number;
}
