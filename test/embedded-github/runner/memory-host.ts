import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemClock } from '@speculate-dev/system'
import { execa } from 'execa'
import { openBareRepository } from '../../../packages/embedded-github/src/git/open-bare-repository.ts'
import {
  ACTIONS_APP_ID,
  type CheckRun,
  type PullRequestIssue,
  type Repository,
  type State,
  type WorkflowJob,
} from '../../../packages/embedded-github/src/model.ts'
import { logFile } from '../../../packages/embedded-github/src/operations/checks/logs.ts'
import type { RunnerHost } from '../../../packages/embedded-github/src/runner-host.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { ACTIONS_APP, emptyRepository, payloadOfPull, pullRequest, WHERE } from './memory-repository.ts'

export interface MemoryHost extends RunnerHost {
  readonly repository: Repository
  readonly bare: string
  /** Commits files on a branch that starts at another one, and answers the commit id. */
  commit(branch: string, files: Readonly<Record<string, string>>, from?: string): Promise<string>
  tag(name: string, branch: string): Promise<void>
  openPullRequest(head: string, extra?: { readonly draft?: boolean }): Promise<PullRequestIssue>
  check(name: string): CheckRun
  /** Resolves when the condition holds; it is asked after every call of the runner. */
  until(condition: () => boolean): Promise<void>
  dispose(): Promise<void>
}

/** A server reduced to what a runner sees of it, in memory, over a real bare repository. */
export async function createMemoryHost(): Promise<MemoryHost> {
  const directory = await temporaryFolder()
  const bare = join(directory, 'payments.git')
  await git(directory, 'init', '-q', '--bare', '-b', 'main', bare)
  const repository = emptyRepository()
  const state = stateOf(repository)
  const opened = openBareRepository(bare)
  const { changed, until } = createWatch()
  return {
    repository,
    bare,
    github: {
      ...{ url: 'http://127.0.0.1:1', dataDir: directory, clock: systemClock, state },
      git: () => opened,
      pressButton: () => Promise.reject(new Error('nobody presses anything here')),
    },
    async payloadOf(_, { actor, pullRequest, push }) {
      return { ...(pullRequest && payloadOfPull(pullRequest)), ...push, ...WHERE, sender: { login: actor } }
    },
    ...runsOf(repository, state, changed),
    ...jobsOf(repository, state, changed),
    ...logsIn(directory),
    jobToken: async () => 'ghs_the-token-of-the-job',
    ...contentsOf(repository, bare),
    check(name) {
      const found = repository.checkRuns.findLast((one) => one.name === name)
      if (!found)
        throw new Error(`no check ${name}; there are ${repository.checkRuns.map((one) => one.name)}`)
      return found
    },
    until,
    dispose: () => rm(directory, { recursive: true, force: true }),
  }
}

function stateOf(repository: Repository): State {
  return {
    nextId: 100,
    users: [],
    tokens: [],
    apps: [ACTIONS_APP],
    installations: [],
    repositories: [repository],
    deliveries: [],
  }
}

const now = () => new Date().toISOString()

/** Looks again after every change whether what somebody waits for holds. */
function createWatch() {
  const waiting = new Set<() => void>()
  return {
    changed: () => {
      for (const look of waiting) look()
    },
    until: (condition: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!condition()) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
}

type Changed = () => void

function runsOf(
  repository: Repository,
  state: State,
  changed: Changed,
): Pick<RunnerHost, 'createRun' | 'completeRun'> {
  return {
    async createRun(run) {
      const suiteId = state.nextId++
      const created = {
        id: state.nextId++,
        workflowId: 1,
        name: run.workflow.name,
        path: run.workflow.path,
        event: run.event,
        status: 'queued' as const,
        conclusion: null,
        headSha: run.headSha,
        headBranch: run.headBranch,
        runNumber: repository.workflowRuns.length + 1,
        suiteId,
        actor: run.actor,
        pullRequests: [...run.pullRequests],
        ...(run.before !== undefined && { before: run.before }),
        ...(run.mergedWith !== undefined && { mergedWith: run.mergedWith }),
        createdAt: now(),
        startedAt: now(),
        updatedAt: now(),
      }
      repository.workflowRuns.push(created)
      changed()
      return created
    },
    async completeRun(_, run, conclusion) {
      Object.assign(run, { status: 'completed', conclusion })
      changed()
    },
  }
}

function jobsOf(
  repository: Repository,
  state: State,
  changed: Changed,
): Pick<RunnerHost, 'createJob' | 'updateJob'> {
  return {
    async createJob(_, run, name) {
      const number = state.nextId++
      const times = { startedAt: null, completedAt: null }
      const common = { id: number, name, status: 'queued' as const, conclusion: null, ...times }
      const job: WorkflowJob = {
        ...common,
        runId: run.id,
        attempt: run.attempt ?? 1,
        checkRunId: number,
        createdAt: now(),
        steps: [],
      }
      repository.workflowJobs.push(job)
      repository.checkRuns.push({ ...common, ...EMPTY_CHECK, suiteId: run.suiteId, headSha: run.headSha })
      changed()
      return job
    },
    async updateJob(_, job, update) {
      const check = repository.checkRuns.find((one) => one.id === job.checkRunId)
      if (!check) throw new Error('no such check')
      const { status, conclusion, steps, output, annotations } = update
      const at = now()
      const times =
        status === 'in_progress' ? { startedAt: at } : status === 'completed' ? { completedAt: at } : {}
      if (status) for (const one of [job, check]) Object.assign(one, { status, ...times })
      if (conclusion) for (const one of [job, check]) Object.assign(one, { conclusion })
      if (steps) job.steps = [...steps]
      if (output) check.output = output
      if (annotations) check.annotations = [...annotations]
      changed()
    },
  }
}

const EMPTY_CHECK = {
  appId: ACTIONS_APP_ID,
  externalId: '',
  detailsUrl: '',
  output: { title: null, summary: null, text: null },
  annotations: [],
}

function logsIn(directory: string): Pick<RunnerHost, 'appendLog' | 'readLog'> {
  return {
    async appendLog(job, text) {
      const file = logFile({ dataDir: directory }, job.id)
      await mkdir(dirname(file), { recursive: true })
      await appendFile(file, text)
    },
    readLog: (jobId) => readFile(logFile({ dataDir: directory }, jobId), 'utf8').catch(() => ''),
  }
}

function contentsOf(
  repository: Repository,
  bare: string,
): Pick<MemoryHost, 'commit' | 'tag' | 'openPullRequest'> {
  const branches = new Set<string>()
  return {
    commit(branch, files, from) {
      const parent = from ?? (branches.has(branch) ? branch : undefined)
      branches.add(branch)
      return commit(bare, branch, { files, from: parent })
    },
    async tag(name, branch) {
      await git(bare, 'tag', name, branch)
    },
    async openPullRequest(head, extra) {
      const sha = await git(bare, 'rev-parse', head)
      const issue = pullRequest(repository.nextNumber++, {
        draft: extra?.draft ?? false,
        head: { ref: head, sha },
        base: { ref: 'main', sha: await git(bare, 'rev-parse', 'main') },
      })
      repository.issues.push(issue)
      return issue
    },
  }
}

/** One `git fast-import`: starting processes is what these tests spend their time on. */
async function commit(
  bare: string,
  branch: string,
  { files, from }: { readonly files: Readonly<Record<string, string>>; readonly from: string | undefined },
): Promise<string> {
  const stream = [
    `commit refs/heads/${branch}`,
    `committer Ada <ada@example.com> ${Math.floor(Date.now() / 1000)} +0000`,
    block('a commit'),
    ...(from === undefined ? [] : [`from refs/heads/${from}^0`]),
    ...Object.entries(files).flatMap(([path, text]) => [`M 100644 inline ${path}`, block(text)]),
    '',
  ]
  await execa('git', ['fast-import', '--quiet', '--date-format=raw'], { cwd: bare, input: stream.join('\n') })
  return git(bare, 'rev-parse', branch)
}

function block(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`
}

async function git(directory: string, ...parameters: string[]): Promise<string> {
  const { stdout } = await execa('git', parameters, { cwd: directory })
  return stdout
}
