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

interface Package {
  name: string;
  version: string;
  license: string;
  dependencies?: Record<string, string>;
}

/** The packages whose work is in the pages: what we ask for, and what that asks for. */
function bundled(): Package[] {
  const read = (directory: string) => JSON.parse(readFileSync(new URL(`${directory}package.json`, import.meta.url), "utf8")) as Package;
  const found = new Map<string, Package>();
  const visit = ({ dependencies = {} }: Package) => {
    for (const name of Object.keys(dependencies)) {
      if (found.has(name)) continue;
      const each = read(`node_modules/${name}/`);
      found.set(name, each);
      visit(each);
    }
  };
  visit(read(""));
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
}

const PACKAGES = "virtual:packages";

/** Names and licenses of these packages for the settings, and the texts of the licenses beside the page. */
const licenses: Plugin = {
  name: "licenses",
  resolveId: (id) => (id === PACKAGES ? `\0${PACKAGES}` : null),
  load(id) {
    if (id !== `\0${PACKAGES}`) return null;
    return `export default ${JSON.stringify(bundled().map(({ name, version, license }) => ({ name, version, license })))}`;
  },
  generateBundle() {
    const texts = bundled().map(({ name, version, license }) => {
      const text = readFileSync(new URL(`node_modules/${name}/LICENSE`, import.meta.url), "utf8");
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    });
    this.emitFile({ type: "asset", fileName: "licenses.txt", source: texts.join(`\n${"-".repeat(78)}\n\n`) });
  },
};

const SHARED = /\/(?:src|preact|@preact|lucide)\/(?!views\/SoundPlot|i18n\/languages\/(?!en\.))/;
const RARE = /src\/(?:repair\/|search\/listening|reshape\/(?:ReshapeDialog|TagsDialog|WishForm)|views\/(?:AlbumEditor|DuplicatesView|RepairView|Guesses)|song\/SongPath|search\/WhatIsThis)/;

export default defineConfig({
  base: "/",
  plugins: [icons, licenses],
  build: {
    outDir: "dist",
    target: "es2022",
    // The first ones that know oklch(); without :has() the page is no page in older ones anyway.
    cssTarget: ["chrome111", "firefox121", "safari16.4"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    // Few files are packed better than many: one for what several parts share, one for what is opened now and then.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "core", test: SHARED, minShareCount: 2, priority: 2 },
            { name: "rare", test: RARE, priority: 1 },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
