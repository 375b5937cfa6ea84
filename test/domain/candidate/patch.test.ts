import { describe, expect, it } from 'vitest'
import { holdsPatch, Patch } from '../../../src/domain/candidate/patch.ts'

const [base, local, tree, head] = ['b', 'c', 'd', 'e'].map((letter) => letter.repeat(40))
const patch = Patch.parse({ base, commit: local, tree, files: [], insertions: 0, deletions: 0 })
const old = Patch.parse({ base, commit: local, files: [], insertions: 0, deletions: 0 })
const commit = (overrides: object = {}) => ({
  oid: head ?? '',
  tree: tree ?? '',
  parents: [base ?? ''],
  ...overrides,
})
const holds = (of: Patch, at: string | undefined, ...known: Parameters<typeof holdsPatch>[2]) =>
  holdsPatch(of, at ?? '', known)

describe('a commit that holds a patch', () => {
  it('is the one it was written as, of which nothing more need be known', () => {
    expect(holds(patch, local)).toBe(true)
    expect(holds(old, local, undefined)).toBe(true)
  })

  it('is any with the same tree on the same base', () => {
    expect(holds(patch, head, undefined, commit())).toBe(true)
  })

  it.each([
    ['another tree', commit({ tree: local })],
    ['another base', commit({ parents: [local] })],
    ['two parents', commit({ parents: [base, local] })],
    ['no parent', commit({ parents: [] })],
    ['what is known of another commit', commit({ oid: local })],
  ])('is not one with %s', (_what, known) => {
    expect(holds(patch, head, known)).toBe(false)
  })

  it('cannot be told of a patch whose tree nobody wrote down', () => {
    expect(holds(old, head, commit())).toBe(false)
  })
})
