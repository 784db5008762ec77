/** Printed at build, see vite.config.ts: the packages whose work is in the pages. */
declare module "virtual:packages" {
  const packages: readonly { name: string; version: string; license: string }[];
  export default packages;
}
