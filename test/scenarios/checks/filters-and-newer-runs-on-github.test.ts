// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { Octokit } from '@octokit/rest'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { aCompetition } from '../worlds/a-competition.ts'
import { aWaitingDraft } from '../worlds/a-waiting-draft.ts'

/** Real jobs on a real git repository, of workflows written in other ways than those of the cases. */
vi.setConfig({ testTimeout: 180_000 })

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const RIGHT = { 'src/add.txt': 'a + b\n' }
const WRONG = { 'src/add.txt': 'a * b\n' }
const CHECKED = '{ uses: actions/checkout@v4 }'

describe('filters of paths', () => {
  it('V4, varied: a stand-in with a display name in a file that is told apart by paths, with a pattern that is taken back', async () => {
    const { decision, rows } = await aCompetition({
      workflows: {
        'unit.yaml': `on:\n  pull_request:\n    paths: ['src/**', '!src/**/*.md']\njobs:\n  real:\n    name: Unit tests\n    runs-on: ubuntu-latest\n    steps: [${CHECKED}, { run: "grep -q 'a + b' src/add.txt" }]\n`,
        'unit-skipped.yaml': `on:\n  pull_request:\n    paths-ignore: ['src/**/*.txt']\njobs:\n  stand-in:\n    name: Unit tests\n    runs-on: ubuntu-latest\n    steps: [{ run: 'echo "no code changed"' }]\n`,
      },
      checks: ['Unit tests'],
      runs: 6,
      candidates: {
        prose: { 'src/notes.md': 'It adds.\n' },
        wrong: { ...WRONG, 'src/notes.md': 'It adds.\n' },
        'also-wrong': WRONG,
        right: { ...RIGHT, 'src/notes.md': 'It adds.\n' },
      },
    })
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'right' })
    for (const id of ['prose', 'wrong', 'also-wrong']) expect(rows[id]).toMatchObject({ result: 'reject' })
  })

  it('V8, varied: of two services only the one that is touched is asked for, and both of who touches both', async () => {
    const service = (name: string, what: string) =>
      `on: { pull_request: { paths: ['${name}/**', '.github/workflows/${name}.yml'] } }\njobs: { ${name}: { runs-on: ubuntu-latest, steps: [${CHECKED}, { run: "${what}" }] } }\n`
    const { decision, rows } = await aCompetition({
      workflows: {
        'src.yml': service('src', "grep -q 'a + b' src/add.txt"),
        'web.yml': service('web', 'test ! -f web/broken.txt'),
      },
      checks: ['src', 'web'],
      runs: 3,
      candidates: { one: RIGHT, both: { ...RIGHT, 'web/broken.txt': 'x\n' } },
    })
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'one' })
    expect(rows.one?.checks).toMatchObject([
      { check: 'src', verdict: 'passed' },
      { check: 'web', notRequired: true },
    ])
    expect(rows.both?.reason).toContain('`web`')
  })
})

describe('runs of one head that replace one another', () => {
  it('V5, varied: closed and reopened twice while it runs; the third run decides, by its failure too', async () => {
    for (const ends of ['success', 'failure'] as const) {
      const draft = await aDraft('[opened, synchronize, reopened]')
      for (let n = 0; n < 2; n += 1) {
        await draft.stage.closeAs('maya', draft.number)
        await draft.stage.reopenAs('maya', draft.number)
        await draft.statuses([...Array(n + 1).fill('cancelled'), 'in_progress'])
        expect((await draft.verdict()).state).toBe('pending')
      }
      await draft.letGo(ends)
      await draft.statuses(['cancelled', 'cancelled', ends])
      expect((await draft.verdict()).state).toBe(ends === 'success' ? 'passed' : 'failed')
    }
  })

  it.each<[string, (draft: Draft) => Promise<unknown>]>([
    ['edited', ({ octokit, at }) => octokit.rest.pulls.update({ ...at, title: 'Another title' })],
    [
      'review_requested',
      ({ stage, number, nodeId }) =>
        stage.forge.changePullRequest(stage.repository, {
          do: 'request-reviewers',
          pullRequest: { number, nodeId },
          reviewers: ['maya'],
        }),
    ],
    [
      'labeled',
      ({ octokit, at: { pull_number: issue_number, ...at } }) =>
        octokit.rest.issues.addLabels({ ...at, issue_number, labels: ['bug'] }),
    ],
  ])('V5, V6, varied: a run that begins for %s cancels the one before it, and decides', async (type, act) => {
    const draft = await aDraft(`[opened, ${type}]`)
    await act(draft)
    await draft.statuses(['cancelled', 'in_progress'])
    expect((await draft.verdict()).state).toBe('pending')
    await draft.letGo('success')
    await draft.statuses(['cancelled', 'success'])
    expect((await draft.verdict()).state).toBe('passed')
  })
})

type Draft = Awaited<ReturnType<typeof aDraft>>

async function aDraft(types: string) {
  const draft = await aWaitingDraft({
    path: '.github/workflows/build.yaml',
    job: 'unit',
    types,
    group: '${{ github.workflow }}-${{ github.event.pull_request.number }}',
  })
  closing.push(draft.close)
  const { github, repository } = draft.stage
  const { token } = await github.admin.createUser('maya')
  const octokit = new Octokit({ auth: token, baseUrl: github.apiUrl })
  return { ...draft, octokit, at: { ...repository, pull_number: draft.number } }
}
