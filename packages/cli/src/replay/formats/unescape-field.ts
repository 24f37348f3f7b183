const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|(.))/gs;
const NAMED: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/**
 * Undoes the escaping of Apache and nginx in a quoted field: `\"` and `\\`, `\xHH` for a byte, and
 * Apache's `\n` and similar. Bytes become Latin-1 characters, the form in which platforms provide
 * headers.
 *
 * @see https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats
 * @see https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format (`escape=default`)
 */
export function unescapeField(text: string): string {
  return text.replace(ESCAPE, (_, byte: string | undefined, char: string) =>
    byte === undefined ? (NAMED[char] ?? char) : String.fromCharCode(Number.parseInt(byte, 16)),
  );
}
