import { expect, test } from "vitest";
import { readParts } from "./read-parts.ts";

const names = Array.from({ length: 20 }, (_, index) => `x-${index}`).concat("cookie", "set-cookie");

function readOften(headers: Headers, times: number): unknown[] {
  return Array.from({ length: times }, () => readParts({ headers }, null, names).slice(3));
}

test("headers are read the same however many requests came before", () => {
  const headers = new Headers({ "X-1": "a", "x-7": "", cookie: "b=c", "x-99": "d" });
  headers.append("x-1", "e");
  headers.append("Cookie", "f=g");
  headers.append("set-cookie", "h=i");
  headers.append("set-cookie", "j=k");
  const expected = names.map((name) => headers.get(name));
  for (const read of readOften(headers, 100)) expect(read).toEqual(expected);
});

test("names of a class of Headers that keeps them as they were given are found", () => {
  class Keeping extends Headers {
    override forEach(show: (value: string, name: string, parent: Headers) => void): void {
      super.forEach((value, name) => {
        show(value, name.toUpperCase(), this);
      });
    }
  }
  const headers = new Keeping({ "x-1": "a" });
  for (const read of readOften(headers, 100) as string[][]) expect(read[1]).toBe("a");
});

test("headers that are the engine's own are asked for by name", () => {
  const headers = new Headers({ "x-1": "a" });
  let isShown = false;
  const show = () => {
    isShown = true;
  };
  Object.defineProperty(headers, "forEach", { value: show.bind(null) });
  readOften(headers, 100);
  expect(isShown).toBe(false);
});
