declare module "cloudflare-ips/ips.js" {
  /** Blocks of addresses: `103.21.244.0/22`. */
  const blocks: readonly string[];
  export default blocks;
}
