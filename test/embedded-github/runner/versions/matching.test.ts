import { describe, expect, it } from 'vitest'
import type { InstalledTool } from '../../../../packages/embedded-github/src/runner/machine/installed-tool.ts'
import { matchDotnet } from '../../../../packages/embedded-github/src/runner/versions/match-dotnet.ts'
import { matchGo } from '../../../../packages/embedded-github/src/runner/versions/match-go.ts'
import { matchJava } from '../../../../packages/embedded-github/src/runner/versions/match-java.ts'
import { matchNode } from '../../../../packages/embedded-github/src/runner/versions/match-node.ts'
import { matchPython } from '../../../../packages/embedded-github/src/runner/versions/match-python.ts'
import { matchRange } from '../../../../packages/embedded-github/src/runner/versions/match-range.ts'
import { matchRuby } from '../../../../packages/embedded-github/src/runner/versions/match-ruby.ts'
import { matchRust } from '../../../../packages/embedded-github/src/runner/versions/match-rust.ts'
import type { VersionMatch } from '../../../../packages/embedded-github/src/runner/versions/version-match.ts'

/** `3.10.13 pypy` is version and flavour. */
function installed(lines: readonly string[]): InstalledTool[] {
  return lines.map((line) => {
    const [version = '', ...flavour] = line.split(' ')
    const told = flavour.length === 0 ? {} : { flavour: flavour.join(' ') }
    return { version, program: `/somewhere/${line}`, folders: [], ...told }
  })
}

function served(match: VersionMatch, asked: string, lines: readonly string[]): string {
  const found = match(asked, installed(lines))
  if (found === undefined) return 'none'
  return [found.tool.version, found.tool.flavour, found.isMoving ? '(moving)' : undefined]
    .filter((part) => part !== undefined)
    .join(' ')
}

const NODES = ['20.20.2', '18.19.0', '22.3.0', '23.1.0', '24.0.0-rc.1']
const PYTHONS = ['3.11.2', '3.9.18', '3.12.1', '3.14.0rc1', '3.13.1 freethreaded', '3.10.13 pypy']
const GOS = ['1.21.5', '1.22', '1.22.3', '1.23rc1']
const JAVAS = ['17.0.15+6 Debian', '21.0.1+12', '8.0.392', '25.0.0-ea+9']
const RUBIES = ['3.1.2', '3.3.0', '3.30.0', '3.4.0dev', '9.4.5.0 jruby']
const RUSTS = ['1.85.0 stable-x86_64-unknown-linux-gnu', '1.87.0-nightly nightly-2025-03-01-x86_64', '1.75.0']

describe('R1: which installed version serves what a workflow asks for', () => {
  it.each([
    ['20', '20.20.2'],
    ['18.x', '18.19.0'],
    ['>=18 <22', '20.20.2'],
    ['v20.20.2', '20.20.2'],
    // A version that is not there is never replaced by its neighbour.
    ['20.11.1', 'none'],
    ['16', 'none'],
    ['lts/iron', '20.20.2'],
    ['lts/Hydrogen', '18.19.0'],
    ['lts/gallium', 'none'],
    ['lts/*', '22.3.0 (moving)'],
    ['lts/-1', '20.20.2 (moving)'],
    ['lts/constructor', 'none'],
    ['latest', '23.1.0 (moving)'],
    ['node', '23.1.0 (moving)'],
    ['20-nightly', 'none'],
    ['nonsense', 'none'],
  ])('Node %s', (asked, version) => expect(served(matchNode, asked, NODES)).toBe(version))

  it.each([
    ['3.x', '3.12.1'],
    ['3.9', '3.9.18'],
    ['>=3.9', '3.12.1'],
    ['3.9 - 3.11', '3.11.2'],
    ['3.14', 'none'],
    ['3.14-dev', '3.14.0rc1'],
    ['3.14.0rc1', '3.14.0rc1'],
    ['3.13', 'none'],
    ['3.13t', '3.13.1 freethreaded'],
    ['pypy3.10', '3.10.13 pypy'],
    ['pypy-3.10-v7.x', '3.10.13 pypy'],
    ['pypy3.10-v7.3.15', 'none'],
    ['pypy3.9', 'none'],
    ['3.12.0', 'none'],
  ])('Python %s', (asked, version) => expect(served(matchPython, asked, PYTHONS)).toBe(version))

  it('an early Python serves a line that has no other, where that is allowed', () => {
    const early = (asked: string) =>
      matchPython(asked, installed(PYTHONS), { prereleases: true })?.tool.version
    expect([early('3.14'), early('3.12')]).toEqual(['3.14.0rc1', '3.12.1'])
  })

  it.each([
    ['1.22', '1.22.3'],
    ['1.22.x', '1.22.3'],
    ['^1.21', '1.22.3'],
    ['1.22.0', '1.22'],
    ['1.23', 'none'],
    ['1.23rc1', '1.23rc1'],
    ['1.23.0-rc1', '1.23rc1'],
    ['stable', '1.22.3 (moving)'],
    ['oldstable', '1.21.5 (moving)'],
    ['1.20', 'none'],
  ])('Go %s', (asked, version) => expect(served(matchGo, asked, GOS)).toBe(version))

  it.each([
    ['17', '17.0.15+6 Debian'],
    ['17.0.15', '17.0.15+6 Debian'],
    ['17.0.15+6', '17.0.15+6 Debian'],
    ['17.0.15+7', 'none'],
    ['8', '8.0.392'],
    ['1.8', '8.0.392'],
    ['11', 'none'],
    ['25', 'none'],
    ['25-ea', '25.0.0-ea+9'],
    ['latest', '21.0.1+12 (moving)'],
  ])('Java %s', (asked, version) => expect(served(matchJava, asked, JAVAS)).toBe(version))

  it.each([
    ['3.3', '3.3.0'],
    ['3.1.2', '3.1.2'],
    ['3', '3.30.0'],
    ['ruby', '3.30.0 (moving)'],
    ['ruby-3.1', '3.1.2'],
    ['jruby', '9.4.5.0 jruby (moving)'],
    ['jruby-9.4', '9.4.5.0 jruby'],
    ['truffleruby', 'none'],
    ['head', 'none'],
    ['3.2', 'none'],
  ])('Ruby %s', (asked, version) => expect(served(matchRuby, asked, RUBIES)).toBe(version))

  it.each([
    ['stable', '1.85.0 stable-x86_64-unknown-linux-gnu (moving)'],
    ['stable-x86_64-unknown-linux-gnu', '1.85.0 stable-x86_64-unknown-linux-gnu'],
    ['1.75', '1.75.0'],
    ['1.75.0', '1.75.0'],
    ['1.74.1', 'none'],
    // A dated one is a nightly; the newest nightly is no dated one.
    ['nightly', '1.87.0-nightly nightly-2025-03-01-x86_64 (moving)'],
    ['nightly-2025-03-01', '1.87.0-nightly nightly-2025-03-01-x86_64'],
    ['nightly-2025-02-28', 'none'],
    ['beta', 'none'],
  ])('Rust %s', (asked, version) => expect(served(matchRust, asked, RUSTS)).toBe(version))

  it.each([
    ['8', '8.0.204'],
    ['8.0.x', '8.0.204'],
    ['8.0.1xx', '8.0.101'],
    ['9.0', 'none'],
    ['8.0.100', 'none'],
  ])('.NET %s', (asked, version) => expect(served(matchDotnet, asked, ['8.0.101', '8.0.204'])).toBe(version))

  it.each([
    ['latest', '9.1.0 (moving)'],
    ['9', '9.1.0'],
    ['v8.x', '8.15.0'],
    ['>=8,<9', '8.15.0'],
    ['==8.15.*', '8.15.0'],
    ['~=8.2', '8.15.0'],
    ['7', 'none'],
  ])('any other tool %s', (asked, version) =>
    expect(served(matchRange, asked, ['8.15.0', '9.1.0', '10.0.0-rc.1'])).toBe(version),
  )
})
