import { closest } from "fastest-levenshtein";

/** Where a JSON log has the parts of a request: a path into the object for each. */
export interface FieldMap {
  readonly [part: string]: readonly string[];
}

const PARTS = ["method", "url", "ip", "host", "status", "time", "headers"];
const HEADER = /^header:[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Parses the value of `--map`: `method=req.method,url=req.url,header:user-agent=req.ua`. The keys
 * of a path are separated by dots (`\.` is a literal dot); a number is an index into a list.
 *
 * @throws {RangeError} when a part is unknown, or a pair has no path
 */
export function readFieldMap(text: string): FieldMap {
  const map: Record<string, readonly string[]> = {};
  for (const pair of text.split(",")) {
    const equals = pair.indexOf("=");
    const part = pair.slice(0, equals).trim();
    const path = pair.slice(equals + 1).trim();
    if (equals < 1 || path === "") {
      throw new RangeError(`"--map" expected part=path, got "${pair}"`);
    }
    if (!PARTS.includes(part) && !HEADER.test(part)) {
      const known = `${PARTS.join(", ")} or header:NAME`;
      const nearest = closest(part, PARTS);
      throw new RangeError(`"--map" expected ${known}, got "${part}"; did you mean "${nearest}"?`);
    }
    map[part.startsWith("header:") ? part.toLowerCase() : part] = path
      .split(/(?<!\\)\./)
      .map((key) => key.replaceAll("\\.", "."));
  }
  if (map.method === undefined && map.url === undefined) {
    throw new RangeError('"--map" expected a path for at least method or url');
  }
  return map;
}
