import { expect, it } from 'vitest'
import type { Judge } from '../../../../src/domain/checks/reach.ts'
import { compactJudges } from '../../../../src/stages/plan/contract/compact-judges.ts'

const judge = (path: string, rest: Partial<Judge> = {}): Judge => ({
  path,
  check: 'test',
  via: ['vitest run'],
  how: 'reads',
  ...rest,
})
const pattern = (path: string, rest: Partial<Judge> = {}) => judge(path, { isPattern: true, ...rest })

it('keeps what several checks come to once, for the first of them', () => {
  const judges = [
    judge('a.sh'),
    judge('a.sh', { check: 'lint' }),
    judge('a.sh', { check: 'lint', parts: ['x'] }),
  ]
  expect(compactJudges(judges)).toEqual([judges[0], judges[2]])
})

it('makes one pattern of what one tool reads in many folders, and leaves out what is meant everywhere', () => {
  const judges = [
    pattern('packages/a/**/vitest.config.*'),
    pattern('packages/b/**/vitest.config.*', { via: ['vitest watch'] }),
    pattern('packages/a/**/.npmrc', { via: ['npm ci'], how: 'loads' }),
    pattern('packages/a/**/tsconfig.json'),
    pattern('**/tsconfig.json'),
    pattern('packages/a/**/jest.config.*', { via: ['jest'], parts: ['x'] }),
    pattern('packages/b/**/jest.config.*', { via: ['jest'], parts: ['y'] }),
  ]
  expect(compactJudges(judges).map(({ path }) => path)).toEqual([
    '{packages/a,packages/b}/**/vitest.config.*',
    'packages/a/**/.npmrc',
    '**/tsconfig.json',
    'packages/a/**/jest.config.*',
    'packages/b/**/jest.config.*',
  ])
})

it('does not take two tools, or two files, for one', () => {
  const judges = [
    pattern('a/x.toml', { via: ['one'] }),
    pattern('b/x.toml', { via: ['two'] }),
    judge('a/package.json', { parts: ['scripts.test'] }),
    judge('b/package.json', { parts: ['scripts.test'] }),
  ]
  expect(compactJudges(judges)).toEqual(judges)
})
