import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import type { PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { ForgeStage } from '../forge.ts'

/** An issue with one candidate, pushed and opened as a draft. */
export async function drafted(stage: ForgeStage) {
  const { forge, repository } = stage
  const number = await stage.openIssue({ title: 'Retry charges twice', body: 'It does.' })
  const issue = { ...repository, number }
  const branch = candidateBranch(issue, 1, 'minimal-change')
  const head = await stage.push(branch, 'a.txt', `for #${number}\n`)
  const draft = {
    repositoryId: stage.repositoryId,
    branch,
    base: 'main',
    title: 'A candidate',
    body: 'It is one.',
  }
  const handle = await forge.ensureDraft(repository, draft)
  const facts = async () => {
    const found = await forge.facts({ issue, candidates: [{ candidate: 'minimal-change', branch }] })
    const candidate = found?.candidates[0]
    if (!candidate) throw new Error('the candidate is gone')
    return candidate
  }
  const read = async (): Promise<PullRequestFacts> => {
    const { pullRequest } = await facts()
    if (!pullRequest) throw new Error('the pull request is gone')
    return pullRequest
  }
  return { stage, branch, head, draft, handle, facts, read }
}
