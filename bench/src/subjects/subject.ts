/** One request in each form that a subject may prefer, all created before any clock starts. */
export interface Exchange {
  /** As a Fetch handler receives it. */
  readonly request: Request;
  /** As a plain object, for a subject that needs JSON; it does not pay for reading the headers. */
  readonly plain: {
    readonly ip: string;
    readonly method: string;
    readonly protocol: string;
    readonly host: string;
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly cookies: string;
    readonly query: string;
    readonly extra: Record<string, string>;
  };
  /** Only the User-Agent. */
  readonly userAgent: string;
}

/**
 * Returns whether a request is denied; `undefined` means no opinion, which only a floor may have.
 */
export type Judge = (exchange: Exchange) => boolean | undefined;

/** Compiled modules by the file names in {@link Subject.modules}. */
export type Modules = Readonly<Record<string, WebAssembly.Module>>;

/** Something that judges requests, and how to start it. Runs inside the measured runtime. */
export interface Subject {
  /** File names of the modules that it needs compiled, the measured one first. */
  readonly modules: readonly string[];
  /** Whether it makes decisions; a floor only shows the minimum cost of a start. */
  readonly judges: boolean;
  /** Creates a judge from compiled modules: everything that a first request waits for. */
  start(modules: Modules): Judge;
  /** Only `WebAssembly.Instance` and its glue, measured repeatedly in one process. */
  instantiate?(modules: Modules): void;
}
