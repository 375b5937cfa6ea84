import type { GitCommit } from '../git/bare-repository.ts'
import { NO_OBJECT } from '../git/ref-update.ts'
import type { GitHub } from '../github.ts'
import type { Repository } from '../model.ts'
import { pushedCommit } from '../serializers/commit.ts'

/** A ref that was created, moved or deleted; zeros stand for no commit. */
interface Push {
  /** With `refs/heads/` or `refs/tags/`. */
  readonly name: string
  readonly from: string
  readonly to: string
  readonly sender: string
}

/** What the webhook `push` says of it, and what its workflows find in `github.event`. */
export async function pushPayload(github: GitHub, repository: Repository, { name, from, to, sender }: Push) {
  const git = github.git(repository)
  const [created, deleted] = [from === NO_OBJECT, to === NO_OBJECT]
  const head = deleted ? undefined : await git.commit(to)
  const commits = created || deleted ? [] : await git.commitsBetween(from, to)
  const pushed = (commit: GitCommit) => pushedCommit(github, repository, commit)
  const forced = !created && !deleted && !(await git.isAncestor(from, to))
  return {
    ref: name,
    before: from,
    after: to,
    created,
    deleted,
    forced,
    base_ref: null,
    compare: `${github.url}/${repository.owner}/${repository.name}/compare/${from.slice(0, 12)}...${to.slice(0, 12)}`,
    commits: await Promise.all(commits.map(pushed)),
    head_commit: head === undefined ? null : await pushed(head),
    pusher: { name: sender, email: `${sender}@users.noreply.github.com` },
  }
}
