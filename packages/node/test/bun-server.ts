import { type BunServer, snapwall } from "@snapwall/node";

/** The used part of Bun. */
interface BunLike {
  serve(options: {
    port: number;
    hostname: string;
    fetch(request: Request, server: BunServer): Response | Promise<Response>;
  }): { readonly url: URL; stop(now: boolean): void };
}

const guard = snapwall();
const fetchGuarded = guard.handler((request: Request, server: BunServer) => {
  return new Response(guard.check(request, { context: server }).ip);
});
const { Bun } = globalThis as unknown as { Bun: BunLike };
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: fetchGuarded });
const visit = (userAgent: string) => fetch(server.url, { headers: { "user-agent": userAgent } });
const bot = await visit("curl/8.15.0");
const browser = await visit(
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
);
console.log(JSON.stringify({ bot: bot.status, browser: browser.status, ip: await browser.text() }));
server.stop(true);
