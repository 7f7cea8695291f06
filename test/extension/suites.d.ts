/** Every *.test.ts of this folder, imported; esbuild.js makes it. */
declare module "suites" {}
declare module "mocha/mocha" {}
