import { aForge, api, onGraphql, PATH, REPOSITORY } from '../nocked-github.ts'
import { branch, factsAnswer } from './facts-answers.ts'

export const query = {
  issue: { ...REPOSITORY, number: 12 },
  candidates: [{ candidate: 'minimal-change', branch }],
}

export const onFacts = (candidate?: object, issue?: object) =>
  onGraphql('Facts', { data: factsAnswer(candidate, issue) })

export async function readPull(forge = aForge()) {
  return (await forge.facts(query))?.candidates[0]?.pullRequest
}

/** What REST lists of a commit, the newest first. */
export function onStatuses(commit: string, ...statuses: object[]) {
  const listed = statuses.map((status) => ({
    context: 'ci/external',
    state: 'success',
    created_at: '2026-05-05T12:00:00Z',
    creator: { login: 'some-ci' },
    ...status,
  }))
  return api().get(`${PATH}/commits/${commit}/statuses`).query(true).reply(200, listed)
}
