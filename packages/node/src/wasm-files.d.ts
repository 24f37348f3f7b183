declare module "*/snapwall.inline.js" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
