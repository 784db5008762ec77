/** What the linter looks at: everything typescript-eslint can prove with types, and sizes that keep files readable. */
import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "src/api/functions.gen.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["eslint.config.js"] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "max-lines": ["error", 300],
      "no-console": "error",
      "no-restricted-properties": ["error", { property: "innerHTML", message: "Names from tags are text, never markup." }],
      eqeqeq: "error",
      // Numbers and booleans read well in templates.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An index that was just checked, or lies within a typed array, is not undefined.
      "@typescript-eslint/no-non-null-assertion": "off",
      // `void promise` marks what runs on its own; event handlers may be asynchronous.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      // One-line arrow handlers read better without braces.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  // Texts are data.
  { files: ["src/i18n/languages/*.ts"], rules: { "max-lines": "off" } },
  { files: ["eslint.config.js", "public/*.js"], ...tseslint.configs.disableTypeChecked },
  { files: ["public/*.js"], languageOptions: { globals: { caches: "readonly", document: "readonly", fetch: "readonly", localStorage: "readonly", self: "readonly", URL: "readonly" } } },
);
