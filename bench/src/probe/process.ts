import { subject } from "bench:subject";
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { type ProbeSettings, probe } from "./probe.ts";

// Entry point for Node and Deno. Arguments: the folder with the modules, and the settings file.
const [folder, settingsPath] = argv.slice(2) as [string, string];
const settings: ProbeSettings = JSON.parse(readFileSync(settingsPath, "utf8"));
const bytes = subject.modules.map((name) => readFileSync(`${folder}/${name}`));

const start = performance.now();
const compiled = bytes.map((source) => new WebAssembly.Module(source));
const compileMs = performance.now() - start;

const modules = Object.fromEntries(compiled.map((module, at) => [subject.modules[at], module]));
console.log(JSON.stringify({ compileMs, ...probe(subject, modules, settings) }));
