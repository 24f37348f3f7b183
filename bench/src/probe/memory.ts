/**
 * From now on, collects the memory of every new instance.
 *
 * Subjects hide their instance, as they should; the only way to see its memory is to observe its
 * creation. Call it after all times have been measured.
 */
export function observeMemories(): Set<WebAssembly.Memory> {
  const memories = new Set<WebAssembly.Memory>();
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, [module, imports]) {
      const instance = new target(module, imports);
      for (const value of Object.values(instance.exports)) {
        if (value instanceof WebAssembly.Memory) memories.add(value);
      }
      return instance;
    },
  });
  return memories;
}

/** @throws {Error} When no instance was created, so that nothing was observed. */
export function countMemoryBytes(memories: ReadonlySet<WebAssembly.Memory>): number {
  if (memories.size === 0) throw new Error("No instance with a memory was made");
  let bytes = 0;
  for (const memory of memories) bytes += memory.buffer.byteLength;
  return bytes;
}
