import { type Characteristic, fingerprint } from "../../../wasm/crates/client/tests/fingerprint.ts";

/** A request in a form that is too simple to be ambiguous. */
export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly ip?: string;
  readonly local?: Readonly<Record<string, string>>;
}

/**
 * The fingerprint of a request, by a reference implementation written from the documentation alone.
 */
export function expectFingerprint(chosen: readonly string[], request: PlainRequest): string {
  return fingerprint([...new Set(chosen)].map((text) => choose(text, request)));
}

function choose(text: string, request: PlainRequest): Characteristic {
  const [, prefix = text, name = ""] = /^(\w+):(.*)$/s.exec(text) ?? [];
  const { method, headers, ip = null, local = {} } = request;
  const { host, path, query } = split(request.url);
  switch (prefix) {
    case "ip":
      return { kind: "address", source: ip };
    case "header":
      return { kind: "header", name, source: headers[name] ?? null };
    case "cookie":
      return { kind: "cookie", name, source: headers.cookie ?? null };
    case "query":
      return { kind: "query", name, source: query };
    case "host":
      return { kind: "host", source: host ?? headers.host ?? null };
    case "path":
      return { kind: "path", source: path };
    case "method":
      return { kind: "method", source: method };
    default:
      return { kind: "custom", name, source: local[name] ?? null };
  }
}

function split(url: string): { host: string | undefined; path: string; query: string } {
  const [, host, path = "", query = ""] =
    /^(?:https?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
  return { host, path: path === "" ? "/" : path, query };
}
