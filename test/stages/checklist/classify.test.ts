import { describe, expect, it } from 'vitest'
import { type BoxName, type PastChange, routeOf, tickedOf } from '../../../src/domain/issue/checklist.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { type ClassifyInput, classify } from '../../../src/stages/checklist/classify.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { NOW } from '../../builders/story.ts'

const PATHS = [
  'README.md',
  'db/migrate/0001_users.rb',
  'src/client.js',
  'src/retry.js',
  'test/client.test.js',
]

function anInput({
  title = 'It is wrong',
  body = 'It does not work.',
  labels = [],
  ...overrides
}: Partial<ClassifyInput> & {
  title?: string
  body?: string
  labels?: readonly string[]
} = {}): ClassifyInput {
  return {
    issue: { title, body, labels },
    assignees: [],
    block: undefined,
    settings: Settings.parse({ archive_after_days: 365 }),
    checks: [aCheck('test')],
    paths: PATHS,
    history: { changes: [] },
    candidates: 3,
    now: NOW,
    ...overrides,
  }
}

function boxOf(box: BoxName, input: ClassifyInput) {
  return classify(input).boxes.find((one) => one.box === box)
}

function changes(amount: number, change: Partial<PastChange> = {}): PastChange[] {
  return Array.from({ length: amount }, () => ({ subject: 'Do it', at: '2020-01-01T00:00:00Z', ...change }))
}

describe('A1: the six boxes', () => {
  it('are all empty where nothing is known, each with a reason', () => {
    const { work, boxes } = classify(anInput())
    expect(work).toEqual({ kind: 'ordinary' })
    expect(boxes.map(({ box, ticked, evidence }) => [box, ticked, evidence[0]?.kind])).toEqual([
      ['strategies', false, 'one-way'],
      ['bounded', false, 'nothing-named'],
      ['verifier', false, 'quiet-history'],
      ['hard-fail', false, 'no-hard-fail'],
      ['explainable', false, 'nobody-named'],
      ['losers', false, 'losers-stay'],
    ])
  })

  it('two of them are enough for several candidates, and one is not', () => {
    const one = anInput({ assignees: ['maya'] })
    const two = anInput({ assignees: ['maya'], title: 'Crash in src/client.js' })
    expect([one, two].map((input) => routeOf(classify(input)))).toEqual(['single', 'speculate'])
    expect(tickedOf(classify(two).boxes).map(({ box }) => box)).toEqual(['bounded', 'explainable'])
  })
})

describe('strategies', () => {
  const ways = (count: number) =>
    ['a', 'b', 'c'].slice(0, count).map((id) => ({ id, strategy: 'Do it.', constraints: [] }))

  it('are given by the issue or the repository, if there are two', () => {
    const block = { candidates: ways(2), invariants: [] }
    expect(boxOf('strategies', anInput({ block }))).toEqual({
      box: 'strategies',
      ticked: true,
      evidence: [{ kind: 'strategies-given', by: 'issue', ids: ['a', 'b'] }],
    })
    expect(boxOf('strategies', anInput({ block: { ...block, candidates: ways(1) } }))?.ticked).toBe(false)
    const settings = Settings.parse({ candidates: ways(3) })
    expect(boxOf('strategies', anInput({ settings }))?.evidence).toMatchObject([
      { by: 'repository', ids: ['a', 'b', 'c'] },
    ])
  })

  it.each([
    '## Possible fixes\n\n- Retry in the client\n- Send a key',
    'Possible solutions:\n1. Retry in the client\n2. Send a key',
    '**Approaches**\n\n* Retry in the client\n* Send a key\n\nThanks',
    'Option A: Retry in the client\n\nOption B: Send a key',
  ])('are named by the text: %j', (body) => {
    const box = boxOf('strategies', anInput({ body }))
    expect(box?.evidence).toMatchObject([
      {
        kind: 'ways-named',
        ways: [/Retry in the client/, /Send a key/].map((way) => expect.stringMatching(way)),
      },
    ])
  })

  it.each([
    '## Steps\n\n- Open it\n- Close it',
    '## Possible fixes\n\n- Retry in the client',
    'We have options, such as\n- this\n- that',
    '```text\nOption A: x\n```',
  ])('are not what a list of anything else says: %j', (body) => {
    expect(boxOf('strategies', anInput({ body }))?.ticked).toBe(false)
  })

  it.each([
    [{ title: 'Retry charges twice' }, 'retry logic'],
    [{ labels: ['kind: Flaky Test'] }, 'a flaky test'],
    [{ title: 'Deadlock when two clients connect' }, 'a race'],
    [{ labels: ['type/performance'] }, 'performance'],
    [{ title: 'Stale answer after a change' }, 'caching'],
  ])('are usual for some problems: %j', (issue, problem) => {
    expect(boxOf('strategies', anInput(issue))?.evidence).toMatchObject([
      { kind: 'many-directions', problem },
    ])
  })
})

describe('the touched area', () => {
  it.each([
    ['see `src/client.js:12`', ['src/client.js']],
    ['at ./src/client.js, and in (retry.js).', ['src/client.js', 'src/retry.js']],
    ['client.test.js', ['test/client.test.js']],
  ])('is what the text names of the base: %j', (body, files) => {
    expect(boxOf('bounded', anInput({ body }))).toMatchObject({ ticked: true, evidence: [{ files }] })
  })

  it.each(['client', 'src/gone.js', 'https://example.com/client', 'e.g. this', '<!-- src/client.js -->'])(
    'is not named by %j',
    (body) => {
      expect(boxOf('bounded', anInput({ body }))?.ticked).toBe(false)
    },
  )

  it('a name that several files have says nothing', () => {
    const paths = ['a/index.js', 'b/index.js']
    expect(boxOf('bounded', anInput({ body: 'index.js', paths }))?.ticked).toBe(false)
    expect(boxOf('bounded', anInput({ body: 'a/index.js', paths }))?.ticked).toBe(true)
  })

  it('is a folder, a label or a field of the form too', () => {
    expect(boxOf('bounded', anInput({ body: 'everything in src/' }))?.evidence).toEqual([
      { kind: 'folder-named', folder: 'src', count: 2 },
    ])
    expect(boxOf('bounded', anInput({ labels: ['area: client'] }))?.ticked).toBe(true)
    expect(boxOf('bounded', anInput({ body: '### Component\n\nThe client\n' }))?.evidence).toMatchObject([
      { sign: { where: 'field', text: 'component: The client' } },
    ])
    expect(boxOf('bounded', anInput({ body: '### Component\n\n_No response_\n' }))?.ticked).toBe(false)
  })

  it('is too large where many files are named, or a label says so', () => {
    const paths = Array.from({ length: 9 }, (_, n) => `p${n}/file${n}.js`)
    const body = paths.join(' ')
    expect(boxOf('bounded', anInput({ body, paths }))).toMatchObject({
      ticked: false,
      evidence: [{ count: 9, folders: 9 }],
    })
    expect(boxOf('bounded', anInput({ body: 'src/client.js', labels: ['size/XL'] }))).toMatchObject({
      ticked: false,
      evidence: [{ kind: 'size-said' }],
    })
  })
})

describe('the cost of the checks', () => {
  const history = (all: PastChange[], checkMinutes?: number) => ({
    changes: all,
    ...(checkMinutes !== undefined && { checkMinutes }),
  })

  it('is worth it where a change was taken back', () => {
    const all = [...changes(5), ...changes(1, { subject: 'Revert "Do it"' })]
    expect(boxOf('verifier', anInput({ history: history(all) }))).toMatchObject({
      ticked: true,
      evidence: [{ kind: 'reverted', reverts: 1, commits: 6 }],
    })
  })

  it('is worth it where much has changed lately', () => {
    const recent = changes(10, { at: '2026-05-01T00:00:00Z' })
    expect(boxOf('verifier', anInput({ history: history(recent) }))?.ticked).toBe(true)
    expect(boxOf('verifier', anInput({ history: history(recent.slice(1)) }))?.ticked).toBe(false)
  })

  it('is held against the time in review, for all candidates', () => {
    const all = changes(3, { reviewMinutes: 600 })
    expect(boxOf('verifier', anInput({ history: history(all, 10) }))).toMatchObject({
      ticked: true,
      evidence: [{ kind: 'time-in-review', minutes: 600, changes: 3, checks: 10 }],
    })
    expect(boxOf('verifier', anInput({ history: history(all, 201) }))?.ticked).toBe(false)
    expect(boxOf('verifier', anInput({ history: history(all.slice(1), 10) }))?.ticked).toBe(false)
  })

  it('is not known without a history', () => {
    expect(boxOf('verifier', anInput({ history: undefined }))?.evidence).toEqual([
      { kind: 'history-unknown' },
    ])
  })
})

describe('what the repository has prepared', () => {
  it('is a check that is a hard failure', () => {
    const checks = [aCheck('test'), { ...aCheck('audit'), hardFail: 'security' as const }]
    expect(boxOf('hard-fail', anInput({ checks }))).toMatchObject({
      ticked: true,
      evidence: [{ checks: [{ name: 'audit', category: 'security' }] }],
    })
  })

  it('is somebody to ask', () => {
    const reviewers = Settings.parse({ reviewers: ['ravi'] })
    expect(boxOf('explainable', anInput({ settings: reviewers }))?.ticked).toBe(true)
    expect(boxOf('explainable', anInput({ assignees: ['maya'] }))?.ticked).toBe(true)
    const paths = [...PATHS, '.github/CODEOWNERS']
    expect(boxOf('explainable', anInput({ paths }))?.evidence).toMatchObject([
      { who: 'code-owners', names: ['.github/CODEOWNERS'] },
    ])
  })

  it('is a time after which losers go', () => {
    expect(boxOf('losers', anInput({ settings: Settings.parse({}) }))).toEqual({
      box: 'losers',
      ticked: true,
      evidence: [{ kind: 'losers-go', days: 14 }],
    })
  })
})

describe('the kind of work', () => {
  const ready = { assignees: ['maya'], settings: Settings.parse({}) }

  it.each([
    { title: 'Fix typo in src/client.js' },
    { title: 'Bump lodash from 1.0.0 to 1.0.1' },
    { labels: ['kind/typo'] },
  ])('one candidate is enough for %j, however many boxes are ticked', (issue) => {
    const checklist = classify(anInput({ ...ready, ...issue }))
    expect([checklist.work.kind, routeOf(checklist)]).toEqual(['mechanical', 'single'])
  })

  it('whoever gives several strategies for a rename means it', () => {
    const block = {
      candidates: ['a', 'b'].map((id) => ({ id, strategy: 'Do it.', constraints: [] })),
      invariants: [],
    }
    expect(routeOf(classify(anInput({ ...ready, title: 'Fix typos', block })))).toBe('speculate')
  })

  it.each([
    [{ labels: ['migration'] }, 'migration'],
    [{ labels: ['kind: Data Migration'] }, 'migration'],
    [{ body: '### Type\n\nMigration\n' }, 'migration'],
    [{ title: 'Migrate all users to the new table' }, 'migration'],
    [{ title: 'Users are lost', body: 'See db/migrate/0001_users.rb' }, 'migration'],
    [{ labels: ['architecture'] }, 'architecture'],
    [{ title: 'Rewrite the client in Rust' }, 'architecture'],
  ])('people decide first about %j', (issue, of) => {
    const checklist = classify(anInput({ ...ready, ...issue }))
    expect(checklist.work).toMatchObject({ kind: 'design', of })
    expect(routeOf(checklist)).toBe('design-first')
  })

  it.each(['Typo in the migration guide', 'Redirect after login', 'The immigration form crashes'])(
    'nobody is asked to design %j',
    (title) => {
      expect(classify(anInput({ ...ready, title })).work.kind).not.toBe('design')
    },
  )
})
