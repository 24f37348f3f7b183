/** The function that compiles the policy on standard input into the guest's memory. */
export const initialiser = "wizer-initialize";

/** What only the pipeline asks of a compiler module; a shipped module has none of it. */
export const buildExports = {
  /** `() -> i32`: bytes of memory in use once the initialiser has run. */
  memoryInUse: "memory_in_use",
  /** `() -> i32`: the address of what only occurrences and names of bots are looked up in. */
  patternsFrom: "patterns_from",
  /** `() -> ()`: brings that, up to `deferredFrom`, into memory; a bake gives it its body. */
  loadPatterns: "load_patterns",
  /** `() -> i32`: the address from which on what is in use is read by rules for content alone. */
  deferredFrom: "deferred_from",
  /** `() -> ()`: brings what is from there on into memory; a bake gives it its body. */
  loadDeferred: "load_deferred",
  /** The global that holds the stack's top; the stack lies below it, from address 0. */
  stackPointer: "__stack_pointer",
} as const;

/** What every shipped module exports. */
export const shippedExports = ["memory", "layout", "check", "configure"] as const;

/** What a shipped module exports beside when its policy uses the rule of that name. */
export const optionalExports = ["fingerprint", "email", "sensitive"] as const;

/** Those of them that are rules for content. */
export const contentExports = ["email", "sensitive"] as const;

/** What the names of exports begin with that a compiler module has for the entries of its rules. */
export const rulePrefix = "rule:";

/** Name of the custom section in which a compiler module carries the rule data, texts ended by NULs. */
export const rulesSection = "snapwall.rules";

/** Name of the custom section in which a module describes itself. */
export const descriptionSection = "snapwall";
