import { snapwall } from "@snapwall/cloudflare";
import { type GuardEnv, guardWith } from "@snapwall/hono";
import { Hono } from "hono";

const app = new Hono<GuardEnv>();

// Registered first: open to everyone, bots included.
app.get("/robots.txt", (c) => c.text("User-agent: *\nDisallow: /\n"));

app.use(guardWith(snapwall()));
app.get("/", (c) => c.text(`Hello ${c.get("decision").ip}\n`));

export default app;
