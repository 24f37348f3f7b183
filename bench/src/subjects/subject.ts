/** One request in each form that a subject may prefer, all made before any clock starts. */
export interface Exchange {
  /** As a Fetch handler gets it. */
  readonly request: Request;
  /** As a plain object, for a subject that wants JSON: reading the headers is a gift to it. */
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
  /** The user agent alone. */
  readonly userAgent: string;
}

/** Says whether a request is denied; `undefined` has no opinion (only a floor may say that). */
export type Judge = (exchange: Exchange) => boolean | undefined;

/** Compiled modules by the file names that {@link Subject.modules} asks for. */
export type Modules = Readonly<Record<string, WebAssembly.Module>>;

/** Something that judges requests, and how to start it. Runs inside the measured runtime. */
export interface Subject {
  /** File names of the modules that it wants compiled, the one that counts first. */
  readonly modules: readonly string[];
  /** Whether it answers; a floor only shows what starting costs at least. */
  readonly judges: boolean;
  /** From compiled modules to something that can judge: all that a first request waits for. */
  start(modules: Modules): Judge;
  /** Only what `WebAssembly.Instance` and its glue cost, again and again in one process. */
  instantiate?(modules: Modules): void;
}
