import { describe, expect, it } from "vitest";
import { expandRegex } from "./expand-regex.ts";

describe("a regular expression of a bot list", () => {
  it.each([
    ["Googlebot\\/", ["googlebot/"]],
    ["[cC]laude[bB]ot", ["claudebot"]],
    ["Ahrefs(Bot|SiteAudit)", ["ahrefsbot", "ahrefssiteaudit"]],
    ["Netumo|netumo", ["netumo"]],
    ["^Java\\/", ["^java/"]],
    ["SSL Labs$", ["ssl labs$"]],
    ["Sitemap(s)? Generator", ["sitemaps generator", "sitemap generator"]],
    ["Daum(oa)?[ \\/][0-9]", ["daumoa ", "daumoa/", "daum ", "daum/"]],
    ["WhereGoes\\?", ["wheregoes?"]],
    ["LWP::Simple", ["lwp::simple"]],
  ])("%s stands for %j", (source, literals) => {
    expect(expandRegex(source)).toEqual(literals);
  });

  it.each([
    ["a wildcard", "Java.*outbrain"],
    ["a range", "Y!J-[A-Z][A-Z]"],
    ["a negated class", "AdsBot-Google([^-]|$)"],
    ["a lookahead", "Yandex(?!Search)"],
    ["a repetition", "a+b"],
    ["a class escape in the middle", "Go [\\d.]* package http"],
    ["more than a few literals", "(a|b|c)(a|b|c)(a|b|c)"],
  ])("with %s is left to a person", (_, source) => {
    expect(expandRegex(source)).toBeNull();
  });
});
