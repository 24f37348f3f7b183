/** On Node. Put it in the place of `middleware.ts`: Next takes one of the two. */
import { snapwall } from "@snapwall/vercel";

export default snapwall({ bots: { allow: ["category:search"] } }).middleware();

export const config = { matcher: "/((?!_next/static|_next/image|favicon.ico).*)" };
