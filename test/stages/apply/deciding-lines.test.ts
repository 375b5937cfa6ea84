import { expect, it } from 'vitest'
import { decidingLines, MAX_ANNOTATIONS } from '../../../src/stages/apply/deciding-lines.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'

const secret = (line: number | null) => ({
  category: 'security' as const,
  rule: 'secret/npm',
  path: 'src/a.js',
  line,
  detail: 'an npm token',
})
const shell = { ...secret(7), rule: 'shell', detail: 'puts a value into a\u202E shell command' }
const tripped = (...gates: string[]) => gates.map((gate) => ({ gate, reason: 'x' }))

it('are those of the gates that tripped, and of no other', () => {
  const measures = someMeasures({ findings: [secret(3), shell] })
  const known = { measures, reviews: [] }
  expect(decidingLines(tripped('secret'), known)).toEqual([
    { path: 'src/a.js', line: 3, title: 'secret/npm', message: 'an npm token' },
  ])
  expect(decidingLines(tripped('security'), known)).toEqual([
    { path: 'src/a.js', line: 7, title: 'shell', message: 'puts a value into a shell command' },
  ])
  expect(decidingLines(tripped('diff size'), known)).toEqual([])
})

it('are at the first line where only the file is known, and no more than GitHub takes at once', () => {
  const measures = someMeasures({ findings: Array.from({ length: 60 }, () => secret(null)) })
  const lines = decidingLines(tripped('secret'), { measures, reviews: [] })
  expect(lines).toHaveLength(MAX_ANNOTATIONS)
  expect(lines[0]?.line).toBe(1)
})

it('are also what reviewers ask to be changed, where GitHub can show it', () => {
  const finding = { path: 'src/a.js', line: 4, text: 'It forgets zero.', onLine: true }
  const review = {
    verdict: 'request_changes' as const,
    summary: '',
    findings: [finding, { ...finding, line: 90, onLine: false }],
    commit: 'c',
  }
  const said = decidingLines([], {
    measures: undefined,
    reviews: [review, { ...review, verdict: 'approve' }],
  })
  expect(said).toEqual([
    {
      path: 'src/a.js',
      line: 4,
      title: 'asked to be changed by a reviewer',
      message: 'It forgets zero.',
    },
  ])
})
