import { snapwall } from "@snapwall/cloudflare";
import { guardWith } from "@snapwall/hono";
import { Hono } from "hono";

const app = new Hono();

// Registered first: open to everyone, bots included.
app.get("/robots.txt", (c) => c.text("User-agent: *\nDisallow: /\n"));

app.use(guardWith(snapwall()));
app.get("/", (c) => c.text("Hello\n"));

export default app;
