/** The media type of a `Content-Type`: without its parameters, in lower case; empty without one. */
export function mediaTypeOf(contentType: string | null): string {
  return (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
