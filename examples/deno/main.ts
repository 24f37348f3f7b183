import { snapwall } from "@snapwall/deno";

export default {
  fetch: snapwall().handler((request) => {
    return new Response(`Hello, you asked for ${new URL(request.url).pathname}\n`);
  }),
};
