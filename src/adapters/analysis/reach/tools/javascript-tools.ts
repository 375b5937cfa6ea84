import type { Tool } from './tool.ts'

const CONFIG = '{js,cjs,mjs,ts,cts,mts,json}'
const CODE = '*.{js,jsx,mjs,cjs,ts,tsx,mts,cts,vue,svelte}'

/** https://jestjs.io/docs/configuration · https://vitest.dev/config/file · https://mochajs.org/running/configuring · https://nodejs.org/api/test.html */
const RUNNERS: readonly Tool[] = [
  {
    names: 'node nodejs tsx ts-node ts-node-esm esno jiti babel-node vite-node',
    loads: 'node.config.json .noderc',
    with: ['node', 'tsconfig'],
  },
  {
    names: 'jest react-scripts react-app-rewired craco',
    reads: `jest.config.${CONFIG} jest-*.config.${CONFIG} package.json#jest config-overrides.js craco.config.*`,
    loads:
      '.env.test .env.test.local jest.setup.* jest-setup.* setupJest.* setupTests.* src/setupTests.* {,src/,test/,tests/}__mocks__/{assert,chai,expect,sinon,should,power-assert}.* {,src/,test/,tests/}__mocks__/{assert,chai,expect,@jest,@testing-library}/**',
    anywhere: `${CODE}#test-environment`,
    modules:
      'jest @jest/core @jest/globals jest-cli jest-circus jest-jasmine2 jest-environment-jsdom ts-jest babel-jest expect react-scripts',
    with: ['node', 'babel'],
  },
  {
    names: 'vitest',
    reads: `vitest.config.* vitest.*.config.* vitest.workspace.* vitest.projects.*`,
    loads: 'vitest.setup.* vitest-setup.* .env.test .env.test.local .env.local',
    anywhere: `${CODE}#test-environment`,
    modules:
      'vitest @vitest/runner @vitest/expect @vitest/spy @vitest/snapshot @vitest/utils vite-node vite chai',
    with: ['node', 'vite'],
  },
  {
    names: 'mocha _mocha mochapack electron-mocha',
    reads: '.mocharc.* .mocharc package.json#mocha test/mocha.opts',
    modules: 'mocha chai ts-node',
    with: ['node', 'babel'],
  },
  {
    names: 'ava',
    reads: 'ava.config.* package.json#ava',
    modules: 'ava',
    with: ['node', 'babel'],
  },
  { names: 'tap tape tapes', reads: '.taprc .tapset package.json#tap', modules: 'tap tape', with: ['node'] },
  {
    names: 'uvu lab qunit zora baretest',
    reads: '.labrc.js',
    modules: 'uvu @hapi/lab qunit',
    with: ['node'],
  },
  {
    names: 'jasmine jasmine-ts jasmine-browser-runner',
    reads: 'spec/support/jasmine*.* jasmine.json jasmine.config.*',
    modules: 'jasmine jasmine-core',
    with: ['node'],
  },
  {
    names: 'karma ng',
    reads: 'karma.conf.* karma.config.* angular.json#projects .angular-cli.json',
    modules: 'karma jasmine-core',
    with: ['node', 'tsconfig'],
  },
  {
    names: 'playwright',
    reads: 'playwright.config.* playwright-ct.config.*',
    modules: '@playwright/test playwright playwright-core',
    with: ['node', 'tsconfig'],
  },
  {
    names: 'cypress',
    reads: 'cypress.config.* cypress.json',
    loads: 'cypress/support/** cypress/plugins/** cypress.env.json',
    modules: 'cypress',
    with: ['node'],
  },
  {
    names: 'wdio wtr web-test-runner testcafe',
    reads: 'wdio.conf.* web-test-runner.config.* .testcaferc.*',
    modules: '@wdio/cli @web/test-runner testcafe',
    with: ['node'],
  },
  {
    names: 'cucumber-js cucumber-node',
    reads: 'cucumber.* .cucumber.* cucumber.profiles.*',
    modules: '@cucumber/cucumber',
    with: ['node'],
  },
  {
    names: 'stryker',
    reads: 'stryker.conf.* stryker.config.* .stryker.conf.*',
    modules: '@stryker-mutator/core',
    with: ['node'],
  },
]

/** https://eslint.org/docs/latest/use/configure/configuration-files · https://prettier.io/docs/configuration · https://biomejs.dev/reference/configuration · https://oxc.rs/docs/guide/usage/linter */
const LINTERS: readonly Tool[] = [
  {
    names: 'eslint standard semistandard ts-standard neostandard',
    reads:
      'eslint.config.* .eslintrc .eslintrc.* .eslintignore package.json#eslintConfig,eslintIgnore,standard',
    anywhere: `${CODE}#eslint-disable`,
    modules: 'eslint @eslint/js typescript-eslint standard',
    with: ['node', 'tsconfig'],
  },
  {
    names: 'xo',
    reads: 'xo.config.* .xo-config .xo-config.* package.json#xo',
    modules: 'xo eslint',
    with: ['node', 'tsconfig'],
  },
  {
    names: 'jshint jslint',
    reads: '.jshintrc .jshintignore .jslintrc package.json#jshintConfig',
    modules: 'jshint',
    with: ['node'],
  },
  { names: 'tslint', reads: 'tslint.json tslint.yaml', modules: 'tslint', with: ['node', 'tsconfig'] },
  {
    names: 'oxlint oxfmt',
    reads: '.oxlintrc.json .oxfmtrc.json oxlint.config.* .eslintignore',
    modules: 'oxlint',
    with: ['node'],
  },
  {
    names: 'biome rome',
    reads: 'biome.json biome.jsonc .biome.json .biome.jsonc rome.json',
    anywhere: `${CODE}#biome-ignore-all`,
    modules: '@biomejs/biome',
    with: ['node'],
  },
  {
    names: 'prettier prettierd',
    reads:
      '.prettierrc .prettierrc.* prettier.config.* .prettierignore package.json#prettier .editorconfig .gitignore',
    modules: 'prettier',
    with: ['node'],
  },
  {
    names: 'dprint',
    reads: 'dprint.json dprint.jsonc .dprint.json .dprint.jsonc',
    modules: 'dprint',
    with: ['node'],
  },
  {
    names: 'stylelint',
    anywhere: '*.{css,scss,less}#stylelint-disable',
    reads: '.stylelintrc .stylelintrc.* stylelint.config.* .stylelintignore package.json#stylelint',
    modules: 'stylelint',
    with: ['node'],
  },
  {
    names: 'markdownlint markdownlint-cli2 remark',
    reads:
      '.markdownlint.* .markdownlint-cli2.* .markdownlintrc .markdownlintignore .remarkrc .remarkrc.* .remarkignore package.json#remarkConfig,markdownlint-cli2',
    modules: 'markdownlint',
    with: ['node'],
  },
  {
    names: 'cspell',
    reads: '.cspell.* cspell.* .cspell.config.* cspell.config.* package.json#cspell',
    modules: 'cspell',
    with: ['node'],
  },
  { names: 'knip', reads: 'knip.* .knip.* package.json#knip', modules: 'knip', with: ['node'] },
  {
    names: 'depcheck',
    reads: '.depcheckrc .depcheckrc.* package.json#depcheck',
    modules: 'depcheck',
    with: ['node'],
  },
  {
    names: 'madge dependency-cruiser depcruise',
    reads: '.madgerc .dependency-cruiser.* .dependency-cruiser-known-violations.json package.json#madge',
    modules: 'madge dependency-cruiser',
    with: ['node'],
  },
  {
    names: 'lint-staged nano-staged',
    reads: '.lintstagedrc .lintstagedrc.* lint-staged.config.* package.json#lint-staged,nano-staged',
    modules: 'lint-staged',
    with: ['node'],
  },
  {
    names: 'commitlint',
    reads: '.commitlintrc .commitlintrc.* commitlint.config.* package.json#commitlint',
    modules: '@commitlint/cli',
    with: ['node'],
  },
  {
    names: 'publint attw arethetypeswrong size-limit bundlesize syncpack',
    reads:
      '.attw.json .size-limit.* .size-limit .bundlesizerc* .syncpackrc* syncpack.config.* package.json#size-limit,bundlesize',
    modules: 'publint size-limit',
    with: ['node'],
  },
]

/** https://www.typescriptlang.org/tsconfig · https://github.com/bcoe/c8 · https://github.com/istanbuljs/nyc · https://babeljs.io/docs/config-files */
const COMPILERS: readonly Tool[] = [
  {
    names: 'tsc tsgo vue-tsc svelte-check glint tsup tsdown unbuild tsd ttsc tspc ngc',
    reads: 'tsup.config.* tsdown.config.* build.config.* svelte.config.* package.json#tsup,tsd',
    anywhere: `${CODE}#@ts-nocheck`,
    modules: 'typescript vue-tsc tsd',
    with: ['node', 'tsconfig'],
  },
  { names: 'flow', reads: '.flowconfig', anywhere: 'flow-typed/**', modules: 'flow-bin', with: ['node'] },
  {
    names: 'type-coverage attw-types',
    reads: 'package.json#typeCoverage',
    modules: 'type-coverage',
    with: ['node', 'tsconfig'],
  },
  {
    names: 'c8',
    reads: '.c8rc .c8rc.json .nycrc .nycrc.json package.json#c8',
    modules: 'c8',
    with: ['node'],
  },
  {
    names: 'nyc',
    reads: '.nycrc .nycrc.* nyc.config.* package.json#nyc',
    modules: 'nyc',
    with: ['node', 'babel'],
  },
  { names: 'istanbul', reads: '.istanbul.yml .istanbul.js', modules: 'istanbul', with: ['node'] },
  { names: 'babel swc', modules: '@babel/core @swc/core', with: ['node', 'babel'] },
  {
    names: 'vite astro nuxt nuxi',
    reads: 'astro.config.* nuxt.config.*',
    modules: 'vite',
    with: ['node', 'vite', 'tsconfig'],
  },
  {
    names: 'webpack webpack-cli rspack rollup esbuild parcel gulp grunt next',
    reads:
      'webpack.config.* webpack.*.js rspack.config.* rollup.config.* gulpfile.* Gruntfile.* next.config.* .parcelrc',
    modules: 'webpack rollup',
    with: ['node', 'babel', 'tsconfig'],
  },
  {
    names: 'turbo nx lerna wsrun',
    reads: 'turbo.json turbo.jsonc nx.json lerna.json project.json package.json#nx,wireit workspace.json',
    loads: '.env .env.local',
    modules: 'turbo nx lerna',
    with: ['node'],
  },
  { names: 'wireit', reads: 'package.json#wireit', modules: 'wireit', with: ['node'] },
]

/** https://docs.npmjs.com/cli/configuring-npm/npmrc · https://yarnpkg.com/configuration/yarnrc · https://pnpm.io/pnpmfile */
const MANAGERS: readonly Tool[] = [
  { names: 'npm npx pnpm pnpx yarn yarnpkg', with: ['node'] },
  {
    names: 'bun bunx',
    reads: 'bunfig.toml .bunfig.toml',
    loads: '.env .env.local .env.test .env.test.local',
    modules: 'bun',
    with: ['node', 'tsconfig'],
  },
  {
    names: 'deno',
    reads:
      'deno.json#tasks,test,lint,fmt,bench,compilerOptions,importMap,exclude,nodeModulesDir,unstable deno.jsonc#tasks,test,lint,fmt,bench,compilerOptions,importMap,exclude,nodeModulesDir,unstable',
    with: ['node'],
  },
]

export const JAVASCRIPT_TOOLS: readonly Tool[] = [...RUNNERS, ...LINTERS, ...COMPILERS, ...MANAGERS]
