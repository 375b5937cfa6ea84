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
        'pom.xml': ['<dependency>', '<groupId>b</groupId>', '<version>2</version>', '</dependency>'],
        'README.md': ['x'],
      }),
    ).toBe('ordinary')
    expect(
      kindOf({ 'a.py': ['x = 1'], 'tests/test_a.py': ['assert x'], 'pyproject.toml': ['"click>=8.1,<9",'] }),
    ).toBe('ordinary')
  })

  it.each([
    ['package.json', '"ky": "^1.2.0",', '"timeout": "10m"'],
    ['package.json', '"version": "2.0.0",', '"test": "node --test"'],
    ['Cargo.toml', 'serde = { version = "1", features = ["derive"] }', 'panic = "abort"'],
    ['Cargo.toml', 'libc = "0.2"', '[profile.test]'],
    ['go.mod', 'github.com/a/b v1.2.3', 'replace github.com/a/b => ../b'],
    ['pom.xml', '<version>1.2</version>', '<skip>true</skip>'],
    ['build.gradle', "testImplementation 'org.junit:junit:5'", 'useJUnitPlatform()'],
    ['requirements.txt.cfg', 'flask>=2', 'addopts = -x'],
    ['Gemfile', "gem 'rack', '~> 3.0'", "require 'x'"],
    ['composer.json', '"psr/log": "^1 || ^2",', '"phpunit": "phpunit --filter x"'],
  ])('brings a dependency with it in %s: %s, and sets no tool: %s', (path, dependency, setting) => {
    expect(kindOf({ 'src/a.js': ['a()'], [path]: [dependency] })).toBe('ordinary')
    expect(kindOf({ 'src/a.js': ['a()'], [path]: [dependency, setting] })).toBe('tools')
  })

  it('is none where it is an earlier one in reverse', () => {
    expect(kindOfCommit([{ path: 'lib/a.js', lines: ['a()'] }], true)).toBe('revert')
    expect(kindOfCommit([{ path: 'README.md', lines: ['a'] }], true)).toBe('documentation')
  })

  it('is none where a workflow or the setting of a tool changes with it', () => {
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
