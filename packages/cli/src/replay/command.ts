import { type Command, Option } from "commander";
import { FORMAT_CHOICES } from "./replay-options.ts";

const HELP = `
Logs may be compressed (gzip, brotli, zstd). Without logs, standard input is read. These formats are
recognised by their content: combined and common access logs, Cloudflare Logpush, Vercel log drains,
HAR, and the lines of snapwall check. Any other JSON lines need --map:
  --map 'method=req.method,url=req.url,ip=client.addr,header:user-agent=req.headers.ua'

Exit codes: 0 every line was read, 1 some lines could not be read, 2 nothing was judged.`;

/** Adds `snapwall replay` to the command line. */
export function addReplayCommand(program: Command, finish: (exitCode: number) => void): void {
  program
    .command("replay")
    .description("report which requests in logs a policy would have denied")
    .argument("[logs...]", "access logs, JSON lines or HAR files; - for standard input")
    .addOption(
      new Option("--policy <file>", "judge by this policy, compiled on the spot").conflicts(
        "module",
      ),
    )
    .option("--module <file>", "judge with this snapshot")
    .addOption(new Option("--format <name>", "the logs' format").choices(FORMAT_CHOICES))
    .option("--map <pairs>", "where JSON lines have each part: part=path,…")
    .option("--extra <names>", "headers in the quoted fields after the User-Agent: a,b,…")
    .option("--since <time>", "skip requests before this time")
    .option("--until <time>", "skip requests from this time on")
    .option("--limit <n>", "judge at most this many requests")
    .option("--top <n>", "length of the lists (default: 10)")
    .option("--json", "print the report as JSON")
    .option("--html <file>", "also write the report as a page")
    .addHelpText("after", HELP)
    .action(async (logs: string[], options) => {
      const { replay } = await import("./replay.ts");
      finish(await replay(logs, options));
    });
}
