import { isPullRequest } from '@speculate-dev/embedded-github'
import { pause } from '@speculate-dev/system'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { EmbeddedStage } from '../../contracts/embedded-stage.ts'

const CANDIDATES = 3
const POLL_MS = 100

/** Labels so many issues at once, lets all checks pass, and waits until each has its winner and no other open draft. */
export async function finishRuns(stage: EmbeddedStage, count: number): Promise<void> {
  const titles = Array.from({ length: count }, (_, index) => `Fix ${index}`)
  const numbers: number[] = []
  for (const title of titles) numbers.push(await stage.openIssue({ title, body: 'Do.' }))
  await Promise.all(numbers.map((number) => finishRun(stage, number)))
}

async function finishRun(stage: EmbeddedStage, issue: number): Promise<void> {
  const drafts = () =>
    (stage.github.state.repositories[0]?.issues ?? [])
      .filter(isPullRequest)
      .filter(({ pull }) => pull.head.ref.includes(`/${issue}.1/`))
  await stage.label(issue, TRIGGER_LABEL)
  while (drafts().length < CANDIDATES) await pause(POLL_MS)
  for (const { pull } of drafts())
    await stage.report(pull.head.sha, { kind: 'status', name: 'unit', conclusion: 'success' })
  const open = () => drafts().filter(({ state }) => state === 'open')
  while (open().length !== 1 || open()[0]?.pull.draft !== false) await pause(POLL_MS)
}
