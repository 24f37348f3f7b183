import { BlockList } from "node:net";
import published from "cloudflare-ips/ips.js";
import { expect, test } from "vitest";
import proxies from "./proxies.json" with { type: "json" };

const cloudflare = proxies.names.find(({ name }) => name === "cloudflare")?.ranges ?? [];

/** The addresses of some blocks, to ask. */
function list(blocks: readonly string[]): (address: string) => boolean {
  const found = new BlockList();
  for (const block of blocks) {
    const [address = "", bits] = block.split("/");
    found.addSubnet(address, Number(bits), familyOf(address));
  }
  return (address) => found.check(address, familyOf(address));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}

test("cloudflare is what the package says, less what has left the list since", () => {
  const stale = "104.16.0.0/12";
  const kept = cloudflare.filter((block) => !/^104\.(16|24)\./.test(block));
  expect(kept.toSorted()).toEqual(published.filter((block) => block !== stale).toSorted());
  const [ours, theirs] = [list(cloudflare), list(published)];
  for (let second = 0; second < 256; second += 1) {
    const address = `104.${second}.0.1`;
    expect(ours(address)).toBe(theirs(address) && second < 28);
  }
});

test("every list says where it comes from, and no two have an address in common", () => {
  for (const { name, source, ranges } of proxies.names) {
    expect(source, name).toMatch(/IANA|\(MIT\)/);
    const others = proxies.names.filter((other) => other.name !== name);
    const isInOthers = list(others.flatMap((other) => other.ranges));
    for (const range of ranges) expect(isInOthers(range.split("/")[0] ?? ""), range).toBe(false);
  }
});
