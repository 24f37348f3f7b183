import { type Command, Option } from "commander";
import { FORMAT_CHOICES } from "./replay-options.ts";

const HELP = `
Logs may be compressed (gzip, brotli, zstd); without any, standard input is read. Formats are told by
their content: combined and common access logs, Cloudflare Logpush, Vercel log drains, HAR, and the
lines of snapwall check. Any other JSON lines need --map:
  --map 'method=req.method,url=req.url,ip=client.addr,header:user-agent=req.headers.ua'

Exit codes: 0 every line was read, 1 some line could not be, 2 nothing was judged.`;

/** Adds `snapwall replay` to the command line. */
export function addReplayCommand(program: Command, finish: (exitCode: number) => void): void {
  program
    .command("replay")
    .description("say what a policy would have denied of the requests in logs")
    .argument("[logs...]", "access logs, JSON lines or HAR files; - for standard input")
    .addOption(
      new Option("--policy <file>", "judge by this policy, compiled on the spot").conflicts(
        "module",
      ),
    )
    .option("--module <file>", "judge with this snapshot")
    .addOption(new Option("--format <name>", "the logs' format").choices(FORMAT_CHOICES))
    .option("--map <pairs>", "where JSON lines keep what: part=path,…")
    .option("--extra <names>", "headers in the quoted fields behind the User-Agent: a,b,…")
    .option("--since <time>", "pass over requests before it")
    .option("--until <time>", "pass over requests from it on")
    .option("--limit <n>", "judge this many requests at most")
    .option("--top <n>", "how long the lists are (10)")
    .option("--json", "print the report as JSON")
    .option("--html <file>", "write the report as a page, too")
    .addHelpText("after", HELP)
    .action(async (logs: string[], options) => {
      const { replay } = await import("./replay.ts");
      finish(await replay(logs, options));
    });
}
