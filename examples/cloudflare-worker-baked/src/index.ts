import { snapwall } from "@snapwall/cloudflare/bare";
import module from "./guard.wasm";

const guard = snapwall({ module });

export default {
  fetch: guard.handler((request) => {
    return new Response(`Hello, you asked for ${new URL(request.url).pathname}\n`);
  }),
} satisfies ExportedHandler;
