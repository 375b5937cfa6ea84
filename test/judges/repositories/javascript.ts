import { workflow } from './workflow.ts'

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

export const JAVASCRIPT = {
  /** The base of most cases. */
  adder: {
    ...workflow('actions/setup-node@v4', 'npm ci', 'npm test'),
    'package.json': json({
      name: 'adder',
      version: '1.0.0',
      type: 'module',
      scripts: { test: 'node --test' },
      dependencies: { ms: '^2.1.0' },
    }),
    'package-lock.json': json({ name: 'adder', lockfileVersion: 3, packages: {} }),
    'README.md': '# adder\n',
    'src/add.js': 'export function add(a, b) {\n  return a - b\n}\n',
    'test/add.test.js':
      "import test from 'node:test'\nimport assert from 'node:assert'\nimport { add } from '../src/add.js'\n\ntest('adds', () => assert.equal(add(2, 3), 5))\n",
    'test/data/sums.json': '[[1, 2, 3]]\n',
  },
  /** A plugin of a linter, at the root and linted by itself. */
  library: {
    ...workflow('npm ci', 'npm test', 'npx tsc -p .', 'npx eslint .'),
    'package.json': json({
      name: 'eslint-plugin-one',
      exports: { import: './index.mjs', require: './index.cjs' },
      files: ['index.mjs', 'index.cjs', 'rules'],
      scripts: { test: 'mocha --require ./test/boot.cjs' },
    }),
    'tsconfig.json': '{ "files": ["index.d.ts"] }',
    'eslint.config.mjs': "import self from './index.mjs'\nexport default [self]\n",
    'index.mjs': 'export default {}\n',
    'index.cjs': 'module.exports = {}\n',
    'index.d.ts': 'export default {}\n',
    'rules/one.js': '',
    'test/boot.cjs': '',
    'test/one.test.js': '',
  },
  jest: {
    ...workflow('actions/setup-node@v4', 'npm ci', 'npm run lint', 'npm test -- --ci'),
    'package.json': json({
      name: 'slugs',
      scripts: { lint: 'eslint src', pretest: 'node scripts/check-env.js', test: 'jest' },
      dependencies: { he: '^1.2.0' },
      devDependencies: { jest: '^29.0.0', eslint: '^9.0.0' },
      jest: {
        testEnvironment: 'node',
        setupFilesAfterEnv: ['<rootDir>/test/setup.js'],
        coverageThreshold: { global: { lines: 90 } },
      },
    }),
    'scripts/check-env.js': 'if (!process.version) process.exit(1)\n',
    'eslint.config.js': "import shared from './config/lint-rules.js'\nexport default [shared]\n",
    'config/lint-rules.js': "export default { rules: { 'no-unused-vars': 'error' } }\n",
    'src/slug.js': 'exports.slug = (text) => text.toLowerCase()\n',
    'test/setup.js': "require('./helpers/matchers.js')\n",
    'test/helpers/matchers.js': 'expect.extend({})\n',
    'test/slug.test.js':
      "const { slug } = require('../src/slug.js')\ntest('slug', () => expect(slug('A b')).toBe('a-b'))\n",
    'docs/usage.md': '# Usage\n',
  },
  typescript: {
    ...workflow(
      'pnpm/action-setup@v4',
      'pnpm install --frozen-lockfile',
      'pnpm -r build',
      'pnpm test',
      'pnpm exec biome ci .',
    ),
    'package.json': json({
      name: 'money',
      private: true,
      packageManager: 'pnpm@9.1.0',
      scripts: { build: 'tsc -b', test: 'vitest run --coverage' },
      devDependencies: { typescript: '~5.5.0', vitest: '^3.0.0', '@biomejs/biome': '2.0.0' },
    }),
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
    'tsconfig.json':
      '{\n  // all of it\n  "compilerOptions": { "strict": true, "outDir": "dist" },\n  "references": [{ "path": "packages/core" }]\n}\n',
    'biome.json': '{ "linter": { "rules": { "recommended": true } } }\n',
    'vitest.config.ts':
      "import { defineConfig } from 'vitest/config'\nexport default defineConfig({ test: { setupFiles: ['./test/setup.ts'], coverage: { thresholds: { lines: 90 } } } })\n",
    'test/setup.ts': "import { expect } from 'vitest'\n",
    'packages/core/package.json': json({
      name: '@money/core',
      version: '1.0.0',
      scripts: { build: 'tsc -p .' },
      dependencies: {},
    }),
    'packages/core/tsconfig.json': '{ "extends": "../../tsconfig.json", "include": ["src"] }\n',
    'packages/core/src/round.ts': 'export const round = (value: number): number => Math.floor(value)\n',
    'packages/core/src/round.test.ts':
      "import { expect, test } from 'vitest'\nimport { round } from './round.ts'\ntest('round', () => expect(round(1.5)).toBe(2))\n",
  },
}
