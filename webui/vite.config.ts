/** How the page is built: hashed files under /assets/, nothing inlined, so that a strict Content-Security-Policy holds. */
import { readFileSync } from "node:fs";

import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The icons of the installed page are those of MusicDB, which lie in share/. */
const icons: Plugin = {
  name: "icons",
  generateBundle() {
    for (const fileName of ["icon-192.png", "icon-512.png"]) {
      this.emitFile({ type: "asset", fileName, source: readFileSync(new URL(`../share/${fileName}`, import.meta.url)) });
    }
  },
};

export default defineConfig({
  base: "/",
  plugins: [icons],
  build: {
    outDir: "dist",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  worker: { format: "es" },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
