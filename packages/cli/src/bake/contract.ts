/** The function that compiles the policy on standard input into the guest's memory. */
export const initialiser = "wizer-initialize";

/** Exports of a compiler module that only the pipeline uses; a shipped module has none of them. */
export const buildExports = {
  /** `() -> i32`: bytes of memory in use once the initialiser has run. */
  memoryInUse: "memory_in_use",
  /** `() -> i32`: the address of the tables of bot patterns and names. */
  patternsFrom: "patterns_from",
  /** `() -> ()`: loads those, up to `deferredFrom`, into memory. A bake writes its body. */
  loadPatterns: "load_patterns",
  /** `() -> i32`: the address from which memory in use is read only by content rules. */
  deferredFrom: "deferred_from",
  /** `() -> ()`: loads everything from that address into memory. A bake writes its body. */
  loadDeferred: "load_deferred",
  /** The global with the stack's top; the stack lies below it, from address 0. */
  stackPointer: "__stack_pointer",
} as const;

/** Exports of every shipped module. */
export const shippedExports = ["memory", "layout", "check", "configure"] as const;

/** Exports that a shipped module has only if its policy uses the rule of that name. */
export const optionalExports = ["fingerprint", "email", "sensitive"] as const;

/** Those of them that are content rules. */
export const contentExports = ["email", "sensitive"] as const;

/** Prefix of the compiler module's exports that are entry points of rules. */
export const rulePrefix = "rule:";

/** Name of the custom section with a compiler module's rule data: texts terminated by NULs. */
export const rulesSection = "snapwall.rules";

/** Name of the custom section in which a module describes itself. */
export const descriptionSection = "snapwall";
