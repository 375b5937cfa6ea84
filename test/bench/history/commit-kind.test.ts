import { describe, expect, it } from 'vitest'
import { kindOfCommit } from './commit-kind.ts'

const kindOf = (files: Readonly<Record<string, readonly string[]>>) =>
  kindOfCommit(Object.entries(files).map(([path, lines]) => ({ path, lines })))

describe('what a commit is, by what it touches', () => {
  it('is ordinary when it changes the code of the product, whatever else it brings', () => {
    expect(kindOf({ 'lib/router.js': ['return next(err)'] })).toBe('ordinary')
    expect(
      kindOf({
        'src/main/java/a/B.java': ['int a = 1;', 'int b = 2;'],
        'pom.xml': ['<b>2</b>'],
        'README.md': ['x'],
      }),
    ).toBe('ordinary')
    expect(
      kindOf({ 'a.py': ['x = 1'], 'tests/test_a.py': ['assert x'], 'setup.cfg': ['[a]', 'b = 1'] }),
    ).toBe('ordinary')
  })

  it('is none where a workflow changes, or where settings of tools are most of it', () => {
    expect(kindOf({ 'lib/a.js': ['x()', 'y()'], '.github/workflows/ci.yml': ['on: push'] })).toBe('ci')
    expect(kindOf({ 'lib/a.js': ['x()'], 'package.json': ['"a": 1', '"b": 2'] })).toBe('tools')
  })

  it('is none where the product only changes in its layout, its comments or its version', () => {
    expect(kindOf({ 'lib/a.js': ['', '// a word', ' * another'] })).toBe('layout')
    expect(kindOf({ 'src/version.py': ['__version__ = "1.2.3"'] })).toBe('layout')
    expect(kindOf({ 'lib/a.js': [] })).toBe('layout')
    expect(kindOf({ 'src/a.rs': ['#[derive(Debug)]'] })).toBe('ordinary')
  })

  it('is none where no code of the product changes', () => {
    expect(kindOf({ 'test/a.test.ts': ['it()'], 'README.md': ['x'] })).toBe('tests')
    expect(kindOf({ 'docs/a.md': ['x'] })).toBe('documentation')
    expect(kindOf({ 'package-lock.json': ['x'] })).toBe('other')
    expect(kindOf({ 'examples/a.js': ['x()'] })).toBe('other')
  })
})
