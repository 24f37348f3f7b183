/**
 * Times everything from before a package is loaded to its first decision, in a process that has
 * loaded nothing else.
 */
export async function timeStart(decide: (request: Request) => Promise<boolean>): Promise<void> {
  const headers = { "user-agent": "curl/8.14.1", accept: "*/*" };
  const request = new Request("https://shop.example/", { headers });
  const start = performance.now();
  const denied = await decide(request);
  const wholeStartMs = performance.now() - start;
  if (!denied) throw new Error("Wrong decision: a bot was let in");
  console.log(JSON.stringify({ wholeStartMs }));
}
