/**
 * A server with one path for each of the guard's handlers, served and type-checked by the tests.
 */
import { snapwall } from "@snapwall/deno";

const guard = snapwall();
const app = guard.handler((request: Request, info: Deno.ServeHandlerInfo) => {
  return new Response(`${request.method} ${info.remoteAddr.transport}`);
});
const inferred: Deno.ServeHandler = guard.handler(() => new Response("hello"));
const link = guard.middleware();

export default {
  fetch(request, info) {
    switch (new URL(request.url).pathname) {
      case "/handler":
        return app(request, info);
      case "/inferred":
        return inferred(request, info as Deno.ServeHandlerInfo<Deno.NetAddr>);
      case "/middleware":
        return link(request, info, () => new Response("next"));
      default:
        return Response.json(guard.check(request, { context: info }));
    }
  },
} satisfies Deno.ServeDefaultExport;
