import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  type EmbeddedGitHub,
  type Issue,
  type Repository,
  repositoryDirectory,
  type TimelineEvent,
} from '@speculate-dev/embedded-github'
import { withoutIds } from './without-ids.ts'

const run = promisify(execFile)

/**
 * All that people can see of its one repository: issues, pull requests, what is said on them and what was done to them, branches and other
 * refs, and checks.
 */
export async function pictureOfGitHub(github: EmbeddedGitHub): Promise<string> {
  return pictureOf(await picturedOf(github))
}

/** The same of the runs of one issue alone, as that of any issue. */
export async function pictureOfIssue(github: EmbeddedGitHub, issue: number): Promise<string> {
  const { repository, refs, ...others } = await picturedOf(github)
  const own = `speculate/${issue}.`
  const issues = repository.issues.filter(
    ({ number, pull }) => number === issue || pull?.head.ref.startsWith(own),
  )
  const heads = new Set(issues.map(({ pull }) => pull?.head.sha))
  const picture = pictureOf({
    repository: {
      ...repository,
      issues,
      checkRuns: repository.checkRuns.filter(({ headSha }) => heads.has(headSha)),
    },
    refs: refs.filter(({ name }) => name.includes(own)),
    ...others,
  })
  const named = new RegExp(`(speculate/|#|issues/|issue |issue=)${issue}\\b`, 'g')
  return picture.replaceAll(named, '$1N').replaceAll(/\b(?:\d+ (?:h|min|s) ?)+\b/g, '… ')
}

interface Pictured {
  readonly repository: Repository
  readonly refs: Awaited<ReturnType<typeof refsOf>>
  readonly apps: EmbeddedGitHub['state']['apps']
  readonly url: string
}

async function picturedOf({ url, state, context }: EmbeddedGitHub): Promise<Pictured> {
  const [repository] = state.repositories
  if (!repository) throw new Error('there is no repository')
  const refs = await refsOf(repositoryDirectory(context.dataDir, repository.owner, repository.name))
  return { repository, refs, apps: state.apps, url }
}

function pictureOf({ repository, refs, apps, url }: Pictured): string {
  const picture = {
    labels: repository.labels.map(({ name, color, description }) => [name, color, description].join(' ')),
    checks: checksOf(repository, apps),
    refs: refs.map(({ name, commit }) => `${name} ${commit}`),
    issues: repository.issues
      .map((issue) => shown(repository, issue))
      .toSorted((a, b) => (a.what < b.what ? -1 : 1)),
  }
  const pulls = repository.issues.flatMap(({ number, pull }) =>
    pull ? [[number, pull.head.ref] as const] : [],
  )
  const trees = new Map(refs.map(({ commit, tree }) => [commit, tree]))
  return withoutIds(JSON.stringify(picture, undefined, 1).replaceAll(url, 'https://github.test'), {
    pulls: new Map(pulls),
    trees,
  })
}

function shown(repository: Repository, { number, title, body, state, stateReason, labels, pull }: Issue) {
  const isHere = ({ issue }: { readonly issue: number }) => issue === number
  const nameOf = (id: number) => repository.labels.find((label) => label.id === id)?.name ?? String(id)
  return {
    what: pull?.head.ref ?? `issue ${number}`,
    ...{ title, body, state, stateReason },
    labels: labels.map(nameOf).sort(),
    done: repository.timeline.filter(isHere).map(told).sort(),
    comments: repository.comments.filter(isHere).map((one) => `${one.author}: ${one.body}`),
    reviews: repository.reviews.filter(isHere).map((one) => `${one.author}: ${one.body}`),
    pull: pull && [
      pull.draft,
      pull.base.ref,
      pull.head.sha,
      pull.mergedAt,
      ...pull.requestedReviewers.toSorted(),
    ],
  }
}

/** When, and in what order, differs with what came between. */
function told({ actor, kind, label, reviewer, assignee, rename }: TimelineEvent): string {
  return [actor, kind, label?.name, reviewer, assignee, rename?.to]
    .filter((part) => part !== undefined)
    .join(' ')
}

function checksOf({ checkRuns, issues }: Repository, apps: EmbeddedGitHub['state']['apps']) {
  const branches = new Map(issues.flatMap(({ pull }) => (pull ? [[pull.head.sha, pull.head.ref]] : [])))
  return checkRuns
    .map(({ appId, name, headSha, status, conclusion, output, annotations, actions }) => ({
      what: `${apps.find(({ id }) => id === appId)?.slug ?? appId}: ${name} of ${branches.get(headSha) ?? headSha}`,
      ...{ status, conclusion, output, annotations, actions },
    }))
    .toSorted((a, b) => (a.what < b.what ? -1 : 1))
}

/** Those of the server's own for pull requests say nothing more than these. */
async function refsOf(directory: string) {
  const format = '%(refname) %(objectname) %(tree)'
  const { stdout } = await run('git', ['-C', directory, 'for-each-ref', `--format=${format}`])
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('refs/pull/'))
    .map((line) => {
      const [name = '', commit = '', tree = ''] = line.split(' ')
      return { name, commit, tree }
    })
}
