import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commitAndPush, git, pushBranch, repo, type Stage, setStage } from './support.ts'

const LONG = Array.from({ length: 60 }, (_, at) => `line ${at + 1}`)
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
let stage: Stage
let number: number
let first: string
let head: string

beforeAll(async () => {
  stage = await setStage()
  await pushBranch(stage, 'base', {
    'long.txt': text(LONG),
    'gone.txt': 'a\nb\nc\n',
    'other.txt': text(LONG),
  })
  const { data: based } = await stage.maintainer.pulls.create({
    ...repo,
    title: 'b',
    head: 'base',
    base: 'main',
  })
  await stage.maintainer.pulls.merge({ ...repo, pull_number: based.number })
  const clone = await pushBranch(stage, 'work', { 'other.txt': text(LONG.with(4, 'early')) })
  first = await git(clone, 'rev-parse', 'HEAD')
  await git(clone, 'mv', 'long.txt', 'moved.txt')
  await git(clone, 'rm', '--quiet', 'gone.txt')
  head = await commitAndPush(clone, 'work', {
    'moved.txt': text(LONG.with(29, 'changed')),
    'other.txt': text(LONG.with(49, 'late')),
  })
  const { data } = await stage.maintainer.pulls.create({ ...repo, title: 'x', head: 'work', base: 'main' })
  number = data.number
})
afterAll(() => stage.close())

interface More {
  path: string
  line?: number | undefined
  side?: 'LEFT' | 'RIGHT' | undefined
  start_line?: number | undefined
  start_side?: 'LEFT' | 'RIGHT'
  commit_id?: string
  subject_type?: 'line' | 'file'
  body?: string
}
const comment = (more: More) =>
  stage.maintainer.pulls.createReviewComment({
    ...{ ...repo, pull_number: number, commit_id: head, body: '```suggestion\nx\n```' },
    ...more,
    ...(more.commit_id === 'first' && { commit_id: first }),
  } as never)

describe('R15: a comment on lines of a pull request', () => {
  it.each<More>([
    { path: 'moved.txt', line: 30 },
    { path: 'moved.txt', line: 30, side: 'LEFT' },
    { path: 'gone.txt', line: 2, side: 'LEFT' },
    { path: 'moved.txt', start_line: 28, line: 31 },
    { path: 'moved.txt', start_line: 28, line: 31, start_side: 'RIGHT', side: 'RIGHT' },
    { path: 'moved.txt', start_line: 30, start_side: 'LEFT', line: 30, side: 'RIGHT' },
    { path: 'gone.txt', subject_type: 'file' },
    { path: 'other.txt', line: 50 },
    { path: 'other.txt', line: 5, commit_id: 'first' },
  ])('is taken: $path $start_line-$line $side', async (more) => {
    expect((await comment({ ...more })).status).toBe(201)
  })

  it.each<More>([
    { path: 'long.txt', line: 30 },
    { path: 'gone.txt', line: 2 },
    { path: 'moved.txt', start_line: 10, line: 30 },
    { path: 'moved.txt', start_line: 31, line: 30 },
    { path: 'moved.txt', start_line: 30, line: 30 },
    { path: 'moved.txt', line: 0 },
    { path: 'moved.txt', line: -3 },
    { path: 'moved.txt' },
    { path: '', line: 1 },
    { path: 'other.txt', line: 5 },
    { path: 'moved.txt', line: 30, commit_id: 'f'.repeat(40) },
    { path: 'moved.txt', line: 30, body: '' },
    { path: 'absent.txt', subject_type: 'file' },
    { path: 'moved.txt', line: 30, side: 'UP' as 'LEFT' },
  ])('is refused: $path $start_line-$line $side $commit_id', async (more) => {
    await expect(comment(more)).rejects.toMatchObject({ status: 422 })
  })

  it('keeps start_line in what it answers', async () => {
    const { data } = await comment({ path: 'moved.txt', start_line: 29, line: 30 })
    expect(data).toMatchObject({
      start_line: 29,
      line: 30,
      side: 'RIGHT',
      path: 'moved.txt',
      commit_id: head,
    })
  })

  it('may span lines in a review, which is refused as a whole where one of its comments is', async () => {
    const review = (comments: object[]) =>
      stage.maintainer.pulls.createReview({
        ...repo,
        pull_number: number,
        event: 'COMMENT',
        body: 'r',
        comments,
      } as never)
    await expect(
      review([
        { path: 'moved.txt', line: 30, body: 'a' },
        { path: 'long.txt', line: 1, body: 'b' },
      ]),
    ).rejects.toMatchObject({ status: 422 })
    expect((await review([{ path: 'moved.txt', start_line: 29, line: 30, body: 'a' }])).status).toBe(200)
  })
})
