import { createServer } from "node:http";
import { snapwall } from "@snapwall/node";

const guard = snapwall();
const server = createServer(
  guard.listener((request, response) => response.end(`Hello, you asked for ${request.url}\n`)),
);
server.listen(Number(process.env.PORT ?? 3000));
