import type { Comment, Issue, TimelineEvent } from '@speculate-dev/embedded-github'
import { createPages, createRunner } from '@speculate-dev/embedded-github'
import { createMemoryHost } from '../embedded-github/runner/memory-host.ts'
import { servePages } from './serve-pages.ts'

export interface SampleSite {
  readonly url: string
  close(): Promise<void>
}

/** The pages over a small repository: one issue, one draft pull request whose jobs have really run. */
export async function startSampleSite(issueBody: string): Promise<SampleSite> {
  const host = await createMemoryHost()
  const { repository } = host
  repository.labels = LABELS.map(([name, color], index) => ({
    id: index + 1,
    name,
    color,
    description: null,
  }))
  await host.commit('main', {
    'README.md': '# Payments\n\nA small client.\n\n- [x] charges\n- [ ] refunds\n',
    'src/charge.js': CHARGE,
    '.github/workflows/ci.yml': WORKFLOW,
  })
  await host.commit(
    'speculate/1.1/minimal-change',
    { 'src/charge.js': CHARGE.replace('i < 3', 'i < 3 && !done') },
    'main',
  )
  repository.nextNumber = 2
  const pullRequest = await host.openPullRequest('speculate/1.1/minimal-change', { draft: true })
  const issue: Issue = {
    ...pullRequest,
    id: 999,
    number: 1,
    title: 'Retry charges <b>twice</b>',
    body: issueBody,
    labels: [1, 2],
  }
  delete issue.pull
  repository.issues.unshift(issue)
  Object.assign(pullRequest, {
    title: 'Charge at most once',
    body: 'Solves #1 with the smallest change.',
    labels: [2, 3],
  })
  repository.comments.push(comment(1, 'Looks **good**, @ada.\nSecond line.'))
  repository.timeline.push(labeled(1, 1), labeled(2, 3))
  const runner = createRunner()(host)
  runner.onPullRequestActivity({ repository, pullRequest, action: 'opened', actor: 'ada' })
  await host.until(() => repository.workflowRuns.some((run) => run.status === 'completed'))
  const server = await servePages(createPages(host.github).fetch)
  return {
    url: server.url,
    async close() {
      await runner.close()
      await server.close()
      await host.dispose()
    },
  }
}

const LABELS = [
  ['bug', 'd73a4a'],
  ['speculate', '8250df'],
  ['speculate:winner', 'c2e0c6'],
] as const

const CHARGE = `export async function charge(client, amount) {
  for (let i = 0; i < 3; i++) {
    await client.post('/charges', { amount })
  }
}
`

const WORKFLOW = `name: CI
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          echo "1..1"
          echo "ok 1 - charges once"
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: |
          echo "::error file=src/charge.js,line=2,title=no-await-in-loop::Do not await inside of a loop."
          exit 1
  risk: { runs-on: ubuntu-latest, needs: lint, steps: [{ run: 'true' }] }
`

function comment(issue: number, body: string): Comment {
  const at = new Date(Date.now() + 1000).toISOString()
  return {
    id: 500,
    issue,
    author: 'grace',
    viaApp: null,
    body,
    createdAt: at,
    updatedAt: at,
    lastEditedAt: null,
  }
}

function labeled(issue: number, label: number): TimelineEvent {
  const [name = '', color = ''] = LABELS[label - 1] ?? []
  const createdAt = new Date(Date.now() + 500).toISOString()
  return {
    id: 600 + label,
    issue,
    kind: 'labeled',
    actor: 'ada',
    viaApp: null,
    createdAt,
    label: { name, color },
  }
}
