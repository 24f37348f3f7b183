/**
 * Serves the guarded example Worker in real workerd, sends sample requests through it, prints the
 * decisions, and keeps serving until Ctrl-C. `--once` exits after the table.
 */
import { fileURLToPath } from "node:url";
import { findFreePort, serve } from "../process.ts";
import { formatTable } from "../table.ts";
import { measure, repeats } from "./measure.ts";
import { samples } from "./requests.ts";

const once = process.argv.includes("--once");
const preferredPort = Number(process.env.PORT ?? 8787);

const port = await findFreePort(preferredPort);
console.log("Starting the example Worker in workerd …");
const args = ["dev", "--ip", "127.0.0.1", "--port", `${port}`, "--log-level", "error"];
args.push("--inspector-port", `${await findFreePort()}`, "--show-interactive-dev-session=false");
const worker = await serve({
  command: "wrangler",
  args,
  cwd: fileURLToPath(new URL(".", import.meta.url)),
  port,
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void worker.stop().then(() => process.exit(0)));
}

await measure(port, { name: "warm-up", headers: [] });
const rows: string[][] = [];
for (const sample of samples) {
  const { status, decision, checkUs } = await measure(port, sample);
  const [reason] = decision.reasons;
  rows.push([
    sample.name,
    String(status),
    decision.action,
    decision.rule ?? "–",
    reason?.id ?? "–",
    reason?.category ?? "–",
    checkUs.toFixed(1),
  ]);
}
const head = ["request", "status", "action", "rule", "id", "category", "µs"];
console.log(`\n${formatTable(head, rows)}\n`);
console.log(`µs: one decision, out of ${repeats.toLocaleString("en")} in a row, in workerd.`);

if (once) await worker.stop();
else {
  console.log(`Serving on http://127.0.0.1:${port}/ – a browser gets the page, curl gets a 403.`);
  console.log("Stop it with Ctrl-C.");
}
