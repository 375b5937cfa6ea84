import type { FakeRepository } from '../../fakes/forge/fake-repository.ts'
import { withoutIds } from './without-ids.ts'

/** All that people can see of it. */
export function pictureOfFake({ issues, heads, commits }: FakeRepository): string {
  const trees = new Map([...commits].map(([commit, { tree }]) => [commit, tree]))
  const pulls = new Map(issues.flatMap(({ number, pull }) => (pull ? [[number, pull.branch] as const] : [])))
  const shown = issues.map(({ number, title, body, open, labels, comments, pull }) => ({
    what: pull?.branch ?? `issue ${number}`,
    ...{ title, body, open },
    labels: [...labels].sort(),
    comments: comments.map(({ author, body: said }) => `${author}: ${said}`),
    pull: pull && [pull.base, pull.head, pull.isDraft, pull.merged, [...pull.reviewers], pull.reviews],
  }))
  const picture = {
    branches: [...heads].map((each) => each.join(' ')).sort(),
    issues: shown.toSorted((a, b) => (a.what < b.what ? -1 : 1)),
  }
  return withoutIds(JSON.stringify(picture, undefined, 1), { pulls, trees })
}
