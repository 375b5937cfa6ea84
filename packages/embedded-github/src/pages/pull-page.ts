import type { GitHubContext } from '../github-context.ts'
import type { PullRequestIssue, Repository } from '../model.ts'
import type { OfferedActs } from './acts/offered-acts.ts'
import { type CheckRow, checkRows } from './checks-view.ts'
import { commitEntry, conversation, readableTime } from './conversation.ts'
import type { ShownPage } from './create-pages.ts'
import { diffFiles } from './diff-view.ts'
import { headline, markdownContext } from './issue-pages.ts'

export type PullTab = 'conversation' | 'commits' | 'checks' | 'files'

interface ShownPull {
  readonly issue: PullRequestIssue
  readonly tab: PullTab
  readonly acts: OfferedActs | undefined
}

export async function pullPage(
  github: GitHubContext,
  repository: Repository,
  { issue, tab, acts }: ShownPull,
): Promise<ShownPage> {
  const { number } = issue
  const { base, head } = issue.pull
  const git = github.git(repository)
  const [commits, files] = await Promise.all([
    git.commitsBetween(base.sha, head.sha),
    git.changedFiles(base.sha, head.sha),
  ])
  const checks = checkRows(repository, head.sha, appNames(github))
  const entries = conversation(repository, issue, { commits, context: markdownContext(github, repository) })
  const counts = {
    conversation: entries.length,
    commits: commits.length,
    checks: checks.length,
    files: files.length,
  }
  return {
    view: 'pull',
    title: `${issue.title} · Pull request #${number}`,
    repository: { owner: repository.owner, repo: repository.name, tab: 'pulls' },
    data: {
      ...headline(repository, issue),
      said: `opened this ${readableTime(issue.createdAt)} and wants to merge`,
      branches: { head: head.ref, base: base.ref },
      base: `/${repository.owner}/${repository.name}`,
      tabs: tabsOf(`/${repository.owner}/${repository.name}/pull/${number}`, tab, counts),
      checks,
      checksText: checksText(checks),
      showChecks: tab === 'checks',
      mergeText: await mergeText(github, repository, issue),
      ...(tab === 'conversation' ? { conversation: entries } : {}),
      ...(tab === 'commits' ? { commits: commits.map((commit) => commitEntry(repository, commit)) } : {}),
      ...(tab === 'files' ? { files: diffFiles(files) } : {}),
    },
    acts: tab === 'conversation' ? acts : undefined,
  }
}

export function appNames({ state }: GitHubContext): (id: number) => string {
  return (id) => state.apps.find((app) => app.id === id)?.name ?? `App ${id}`
}

function tabsOf(path: string, current: PullTab, counts: Readonly<Record<PullTab, number>>) {
  return [
    { name: 'Conversation', path, count: counts.conversation, current: current === 'conversation' },
    { name: 'Commits', path: `${path}/commits`, count: counts.commits, current: current === 'commits' },
    { name: 'Checks', path: `${path}/checks`, count: counts.checks, current: current === 'checks' },
    { name: 'Files changed', path: `${path}/files`, count: counts.files, current: current === 'files' },
  ]
}

function checksText(checks: readonly CheckRow[]): string {
  const count = (...names: string[]) => checks.filter(({ icon }) => names.some((name) => icon[name])).length
  const parts = [
    [count('failed'), 'failing'],
    [count('waiting', 'running'), 'pending'],
    [count('cancelled'), 'cancelled'],
    [count('skipped', 'neutral'), 'skipped or neutral'],
    [count('passed'), 'successful'],
  ] as const
  const said = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`)
  return said.length === 0 ? 'No checks' : `Checks: ${said.join(', ')}`
}

async function mergeText(
  github: GitHubContext,
  repository: Repository,
  { state, pull }: PullRequestIssue,
): Promise<string> {
  if (pull.mergedAt) return `Merged ${readableTime(pull.mergedAt)} by ${pull.mergedBy}.`
  if (state === 'closed') return 'Closed without being merged.'
  const base = (await github.git(repository).resolve(`refs/heads/${pull.base.ref}`)) ?? pull.base.sha
  if (!(await github.git(repository).merges(base, pull.head.sha)))
    return 'This branch has conflicts with its base.'
  return pull.draft ? 'This pull request is still a draft.' : 'This branch has no conflicts with its base.'
}
