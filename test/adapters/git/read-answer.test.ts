import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/adapters/git/read-answer.ts'
import { Proposals } from '../../../src/domain/candidate/proposals.ts'
import { ReviewReport } from '../../../src/domain/judgement/review.ts'
import { PLAN_PATH, REVIEW_PATH } from '../../../src/ports/workspace.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let tree: string

beforeEach(async () => {
  tree = await temporaryFolder()
})

const readReview = (path: string) => readAnswer(path, REVIEW_PATH, ReviewReport)

describe("a reviewer's review", () => {
  it('is read with its findings', async () => {
    const findings = [{ path: 'src/a.js', line: 3, text: ' loses the rest ', extra: 1 }]
    await leave(JSON.stringify({ verdict: 'request_changes', findings }))
    expect(await readReview(tree)).toEqual({
      verdict: 'request_changes',
      summary: '',
      findings: [{ path: 'src/a.js', line: 3, text: 'loses the rest' }],
    })
  })

  it.each([
    ['not JSON', 'LGTM', 'not valid JSON'],
    ['without a verdict', '{}', 'verdict'],
    ['with a verdict that is none', '{"verdict":"approved"}', 'verdict'],
    [
      'with too many findings',
      JSON.stringify({ verdict: 'approve', findings: Array(31).fill({}) }),
      'findings',
    ],
    ['too large', ' '.repeat(200_000), 'larger than 128 KB'],
  ])('counts for nothing when it is %s', async (_, text, why) => {
    await leave(text)
    expect(await readReview(tree)).toEqual({ unreadable: expect.stringContaining(why) })
  })

  it('counts for nothing when it is not there, or its work tree is gone', async () => {
    expect(await readReview(tree)).toEqual({ unreadable: `it left no ${REVIEW_PATH}` })
    await rm(tree, { recursive: true })
    expect(await readReview(tree)).toEqual({ unreadable: 'its work tree is gone' })
  })

  it('is never read through a link', async () => {
    const outside = await temporaryFolder()
    await writeFile(join(outside, 'review.json'), '{"verdict":"approve"}')
    await symlink(outside, join(tree, '.speculate'))
    expect(await readReview(tree)).toHaveProperty('unreadable')
    await rm(join(tree, '.speculate'))
    await mkdir(join(tree, '.speculate'))
    await symlink(join(outside, 'review.json'), join(tree, REVIEW_PATH))
    expect(await readReview(tree)).toHaveProperty('unreadable')
    await rm(outside, { recursive: true })
  })
})

describe("a planner's strategies", () => {
  const readProposals = () => readAnswer(tree, PLAN_PATH, Proposals)
  const one = { id: 'a', value: 'in the client', strategy: 'Fix the client.' }

  it('are read as they are, without what nobody may propose', async () => {
    const extra = { toolchain: 'codex', checks: [], protected_paths: [] }
    await leave(
      JSON.stringify({ dimension: 'where', strategies: [{ ...one, ...extra }], ...extra }),
      PLAN_PATH,
    )
    expect(await readProposals()).toEqual({ dimension: 'where', strategies: [{ ...one, constraints: [] }] })
  })

  it.each([
    ['a list', '[]', 'it: '],
    ['without a dimension', JSON.stringify({ strategies: [one] }), 'dimension: '],
    [
      'with more than anybody asked for',
      JSON.stringify({ dimension: 'x', strategies: Array(21).fill(one) }),
      'strategies: ',
    ],
    [
      'with a novel',
      JSON.stringify({ dimension: 'x', strategies: [{ ...one, strategy: 'a'.repeat(8_001) }] }),
      'strategies.0.strategy: ',
    ],
  ])('count for nothing when they are %s', async (_, text, why) => {
    await leave(text, PLAN_PATH)
    expect(await readProposals()).toEqual({ unreadable: expect.stringContaining(`${PLAN_PATH}: ${why}`) })
  })
})

async function leave(text: string, path = REVIEW_PATH): Promise<void> {
  await mkdir(join(tree, '.speculate'))
  await writeFile(join(tree, path), text)
}
