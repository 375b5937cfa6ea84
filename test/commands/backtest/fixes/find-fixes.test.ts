import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findFixes } from '../../../../src/commands/backtest/fixes/find-fixes.ts'
import { saysFix } from '../../../../src/commands/backtest/fixes/says-fix.ts'
import {
  ADDER,
  RIGHT,
  type TinyRepository,
  testOf,
  tinyRepository,
} from '../../../adapters/proof/tiny-repository.ts'

describe('a commit says that it fixes something', () => {
  it.each([
    ['Fix `Lint/NameTypo` false positives', ''],
    ['[Fix] `utils.merge`: avoid a crash with a null target', ''],
    ['Fix a typo of an operator in comparisons', ''],
    ['Let the progress bar end where it should', 'Some words.\n\nCloses #12'],
    ['Strip colours', 'fixes: owner/name#3'],
    ['Strip colours', 'Resolves https://github.com/owner/name/issues/3'],
  ])('%s', (subject, body) => {
    expect(saysFix(subject, body)).toBe(true)
  })

  it.each([
    ['Fix typos', 'Fixes #3'],
    ['Fix some typos (found by codespell)', ''],
    ['[eslint] fix indentation and whitespace', ''],
    ['Fix linting issues', ''],
    ['docs(api): fix an example', ''],
    ['Add a cache', 'See #3'],
  ])('not %s', (subject, body) => {
    expect(saysFix(subject, body)).toBe(false)
  })
})

describe('past fixes of a history', () => {
  let repository: TinyRepository
  afterEach(() => repository.remove())

  it('one that was made again on another branch is one fix, and what changes no test is none', async () => {
    repository = await tinyRepository(ADDER)
    const fix = { 'src/add.js': RIGHT, 'test/sum.test.js': testOf('add(2, 3), 5', 'adds') }
    const first = await repository.commit(fix, 'Fix add')
    const other = await repository.commit(
      { 'src/add.js': `${ADDER['src/add.js']}export const a = 1\n` },
      'Fix other',
    )
    // Other lines stand beside it there, and its test is another one.
    const backport = {
      'src/add.js': `${RIGHT}export const a = 1\n`,
      'test/sum.test.js': testOf('add(2, 4), 6', 'adds'),
    }
    const again = await repository.commitOn(other, backport, 'Fix add')
    const head = await repository.merge(again, first)
    const found = await findFixes(join(repository.folder, '.git'), { head, last: 9 })
    expect(found.fixes.map(({ subject }) => subject)).toEqual(['Fix add'])
    expect(found).toMatchObject({ commits: 3, saying: 3 })
  })
})
