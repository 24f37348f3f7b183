/** The generated glue inside `@arcjet/analyze-wasm`, which its package exports keep private. */
declare module "arcjet-component" {
  export interface BotConfig {
    tag: "allowed-bot-config" | "denied-bot-config";
    val: { entities: string[]; skipCustomDetect: boolean };
  }
  export type ImportObject = Record<string, Record<string, (...values: never[]) => unknown>>;
  export function instantiate(
    getCoreModule: (path: string) => WebAssembly.Module,
    imports: ImportObject,
    instantiateCore: (
      module: WebAssembly.Module,
      imports: WebAssembly.Imports,
    ) => WebAssembly.Instance,
  ): {
    detectBot(request: string, config: BotConfig): { denied: string[] };
    matchFilters(
      request: string,
      localFields: string,
      expressions: string[],
      allowIfMatch: boolean,
    ): { allowed: boolean };
  };
}
