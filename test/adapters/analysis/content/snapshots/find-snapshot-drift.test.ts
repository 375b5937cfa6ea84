import { describe, expect, it } from 'vitest'
import { findSnapshotDrift } from '../../../../../src/adapters/analysis/content/snapshots/find-snapshot-drift.ts'
import { aFile } from '../../../../builders/candidate/patch.ts'

const JEST = 'test/__snapshots__/a.test.js.snap'
const HEAD = '// Vitest Snapshot v1, https://vitest.dev/guide/snapshot.html\n\n'
const entry = (name: string, text: string) => `exports[\`${name}\`] = \`\n${text}\n\`;\n\n`
const AMBR = '__snapshots__/test_a.ambr'
const named = (name: string, text: string) => `# name: ${name}\n  '${text}'\n# ---\n`
const ONE = 'changed 3 changes or removes a snapshot that exists on the base'
const WHOLE = 'changed null changes a snapshot that exists on the base'

const drift = (path: string, before: string, after: string) =>
  findSnapshotDrift({ change: aFile(path), class: 'snapshot', before, after }).map(
    ({ rule, line, detail }) => `${rule} ${line} ${detail}`,
  )

describe('V32: only changed and removed snapshots drift', () => {
  const a = HEAD + entry('a 1', 'x')

  it.each([
    ['appended', JEST, a, a + entry('b 1', 'y')],
    ['put between', JEST, a + entry('c 1', 'z'), a + entry('b 1', '\\`y\\`') + entry('c 1', 'z')],
    ['renamed', JEST, a, HEAD + entry('b 1', 'x')],
    [
      'appended',
      AMBR,
      `# serializer version: 1\n${named('a', 'x')}`,
      `# serializer version: 1\n${named('a', 'x')}${named('b', 'y')}`,
    ],
  ])('V32: not one that is %s (%s)', (_, path, before, after) => {
    expect(drift(path, before, after)).toEqual([])
  })

  it.each([
    ['changed', JEST, a, HEAD + entry('a 1', 'y') + entry('b 1', 'x'), ONE],
    ['removed', JEST, a + entry('b 1', 'y'), a, ONE.replace('3', '7')],
    [
      'changed',
      AMBR,
      named('a', 'x') + named('b', 'y'),
      named('a', 'y') + named('b', 'x'),
      'changed 1 changes or removes 2 snapshots that exist on the base',
    ],
    ['more than entries', JEST, a, `${a}process.exit(0)\n`, WHOLE],
    [
      'one snapshot as a whole',
      'src/snapshots/a.snap',
      '---\nsource: a\n---\nx\n',
      '---\nsource: a\n---\nx\ny\n',
      WHOLE,
    ],
    ['there twice', JEST, a, HEAD + entry('a 1', 'y') + entry('a 1', 'x'), WHOLE],
  ])('but one that is %s (%s)', (_, path, before, after, reported) => {
    expect(drift(path, before, after)).toEqual([reported])
  })
})
