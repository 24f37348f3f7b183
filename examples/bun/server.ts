import { snapwall } from "@snapwall/node";

const guard = snapwall();

// Bun serves the default export, on PORT or 3000.
export default {
  fetch: guard.handler((request) => {
    return new Response(`Hello, you asked for ${new URL(request.url).pathname}\n`);
  }),
};
