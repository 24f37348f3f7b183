/** Prints one line for each runtime after a run: what was really started, and the result. */
import type { ReportedHookContext, Reporter, TestModule, TestSuite } from "vitest/node";
import { formatTable } from "./table.ts";

export default class RuntimeTable implements Reporter {
  /** When the `beforeAll` of a suite, which starts its runtime, began; later, how long it took. */
  readonly #startedAt = new Map<string, number>();
  readonly #startMs = new Map<string, number>();

  onHookStart(hook: ReportedHookContext): void {
    if (hook.name === "beforeAll") this.#startedAt.set(hook.entity.id, performance.now());
  }

  onHookEnd(hook: ReportedHookContext): void {
    const startedAt = this.#startedAt.get(hook.entity.id);
    if (hook.name !== "beforeAll" || startedAt === undefined) return;
    this.#startMs.set(hook.entity.id, performance.now() - startedAt);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const mine = modules.filter((module) => module.project.name === "e2e");
    const rows = mine
      .flatMap((module) => [
        ...[...module.children.suites()].map((suite) => this.#rowOf(suite)),
        ...(module.errors().length > 0 ? [[module.relativeModuleId, "NOT LOADED"]] : []),
      ])
      .sort(([a], [b]) => (a ?? "").localeCompare(b ?? ""));
    if (rows.length === 0) return;
    const head = ["runtime", "result", "cases", "start s", "cases s"];
    process.stdout.write(`\n${formatTable(head, rows)}\n\n`);
  }

  #rowOf(suite: TestSuite): string[] {
    const tests = [...suite.children.allTests()];
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const passed = count("passed");
    const broken = count("failed") > 0 || suite.errors().length > 0;
    const result = broken ? "FAILED" : passed < tests.length ? "NOT RUN" : "passed";
    const testMs = tests.reduce((sum, test) => sum + (test.diagnostic()?.duration ?? 0), 0);
    const startMs = this.#startMs.get(suite.id) ?? 0;
    return [suite.name, result, `${passed}/${tests.length}`, seconds(startMs), seconds(testMs)];
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(1);
}
