import { detectBot } from "@arcjet/analyze";

const config = {
  tag: "allowed-bot-config",
  val: { entities: [], skipCustomDetect: true },
} as const;
const context = { log: console, characteristics: [] };

export default {
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const details = {
      ip: request.headers.get("cf-connecting-ip") ?? "",
      method: request.method,
      protocol: url.protocol,
      host: url.host,
      path: url.pathname,
      headers: Object.fromEntries(request.headers),
      cookies: request.headers.get("cookie") ?? "",
      query: url.search,
      extra: {},
    };
    const { denied } = await detectBot(context as never, details as never, config as never);
    return denied.length > 0 ? new Response("Forbidden", { status: 403 }) : new Response("Hello");
  },
};
