/**
 * The guest's memory as the codec sees it. The views are made once: a shipped module's memory
 * cannot grow, so they are never detached. Addresses are in bytes and multiples of four.
 */
export interface GuestMemory {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly inputAddress: number;
  readonly inputBytes: number;
  /**
   * The input buffer from where the parts of `check` go to its end: making a view costs as much as
   * encoding a text.
   */
  readonly texts: Uint8Array;
  /** The same for content, once there has been any: most guards never see a text. */
  content: Uint8Array | undefined;
  readonly outputAddress: number;
  readonly outputBytes: number;
  /** The headers that the policy reads, in lower case; their slots follow the fixed ones. */
  readonly headerNames: readonly string[];
  /** What else it reads, by the names of the filter language; their slots follow the headers'. */
  readonly furtherNames: readonly string[];
  /** Bit `n`: a rule reads fixed slot `n`, also of a request that its platform has parsed. */
  readonly reads: number;
  /** The slot of the header that trusted proxies write, or 0: the policy has no rule for the address. */
  readonly clientSlot: number;
}
