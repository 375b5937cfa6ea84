import { dirname, join } from 'node:path'
import { ACTIONS_APP_ID, repositoryDirectory, repositoryNameOf } from '@speculate-dev/embedded-github'
import type { SpeculateOptions } from '../../app/speculate-options.ts'
import type { AnyToolchain } from '../../config/toolchains/toolchains.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import type { IssueRef } from '../../domain/issue/issue.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { ExitCode } from '../command-error.ts'
import { readIdentity } from '../local/identity.ts'
import { type JudgedBase, judgeBase } from '../local/judge-base.ts'
import { hasOneWinner, type Outcome, readOutcome } from '../local/outcome.ts'
import { runIssue } from '../local/run-issue.ts'
import { printSummary } from '../local/shown/print-summary.ts'
import { createProgress, type Progress } from '../local/shown/progress.ts'
import { type Terminal, terminalOf } from '../local/shown/terminal.ts'
import { type WatchedRuns, watchRuns } from '../local/shown/watch-runs.ts'
import { startDatabase } from '../local/start-database.ts'
import { type LocalRun, startLocal } from '../local/start-local.ts'
import { untilInterrupted } from '../local/until-interrupted.ts'
import { cacheFolderOf } from './cache-folder-of.ts'
import { afterBase } from './checks/after-base.ts'
import { canBeCalled } from './checks/later-name.ts'
import type { Verifier } from './checks/read-verifier.ts'
import { refuseRedBase } from './checks/refuse-red-base.ts'
import { baseLines, verifierLines } from './checks/verifier-lines.ts'
import type { ChosenProof } from './choose-proof.ts'
import { chosenLine } from './chosen-line.ts'
import { fetchWinner, keepClone } from './kept/keep-branches.ts'
import { keepInterrupted } from './kept/keep-interrupted.ts'
import { keepLog } from './kept/keep-log.ts'
import { keepPatches } from './kept/keep-patches.ts'
import { keepUnpublished } from './kept/keep-unpublished.ts'
import { writeRunNote } from './kept/run-note.ts'
import { LOCAL_OWNER } from './local-owner.ts'
import { maintainerOf } from './maintainer-of.ts'
import { otherActionsOf } from './other-actions-of.ts'
import type { LocalIssue } from './read-issue.ts'
import type { LocalRepository } from './read-repository.ts'
import { type ChosenSetUp, filesOf } from './set-up/choose-set-up.ts'
import { programsLine } from './set-up/programs-line.ts'
import { projectSetUp } from './set-up/project-set-up.ts'
import { submodulesOf } from './submodules-of.ts'
import type { TryOptions } from './try.ts'
import { whatNext } from './what-next.ts'

export interface Competition {
  readonly options: TryOptions
  readonly repository: LocalRepository
  readonly issue: LocalIssue
  readonly verifier: Verifier
  readonly toolchains: ReadonlyMap<ToolchainName, AnyToolchain>
  readonly agents: SpeculateOptions['agents']
  readonly ceilings: NonNullable<SpeculateOptions['ceilings']>
  readonly proof: ChosenProof
  readonly setUp: ChosenSetUp
  readonly dataDir: string
  readonly signal: AbortSignal
}

/** Runs the speculation, keeps its candidates in a clone, and answers 0 when one of them won. */
export async function compete(competition: Competition): Promise<ExitCode> {
  const terminal = terminalOf(competition.options.json ? process.stderr : process.stdout)
  const progress = createProgress(terminal)
  const runs = watchRuns(progress)
  await noteChoices(competition, progress)
  const setUp = projectSetUp({ ...competition, owner: LOCAL_OWNER, progress })
  await setUp.install()
  progress.note('starting an embedded GitHub, with the app on it, while the checks run on the base')
  let judging: Promise<JudgedBase> | undefined
  const local = await startLocal({
    ...(await localOptions(competition)),
    database: startDatabase(competition.dataDir),
    identity: readIdentity(competition.dataDir),
    keptSetUps: setUp.kept,
    layDependencies: setUp.lay,
    watch: runs.watch,
    observe: runs.observe,
    signal: competition.signal,
    prepare: async (github) => {
      await requireChecks(github, named(competition), competition.verifier)
      judging = judgeBase({ github, ...judged(competition), progress, signal: competition.signal })
      // The result is awaited once the app has started; until then a failure must not count as unhandled.
      judging.catch(() => undefined)
    },
  })
  try {
    const base = await judging
    if (base === undefined) throw new Error('the base was not judged')
    return await runOn(base, { competition, local, terminal, progress, runs })
  } catch (error) {
    progress.end()
    terminal.write(await keepInterrupted({ ...competition, local }))
    throw error
  } finally {
    await local.close()
  }
}

/** Tells what was chosen for the user, before anything starts. */
async function noteChoices(competition: Competition, progress: Progress): Promise<void> {
  const { options, repository, verifier, toolchains, issue, proof } = competition
  const chosen = chosenLine({
    asked: options.toolchain ?? [],
    known: [...toolchains.keys()],
    file: options.toolchains,
    ...{ issue, repository },
  })
  const programs = await programsLine((await filesOf(repository)).paths)
  for (const line of [...verifierLines(verifier), repository.settings.line, proof.line, chosen, programs])
    if (line !== undefined) progress.note(line)
}

/** What the GitHub of its own and the app on it are started with, but for what watches them. */
async function localOptions(competition: Competition) {
  const { options, repository, verifier, toolchains, agents, ceilings, proof, dataDir } = competition
  return {
    dataDir,
    repository: {
      ...named(competition),
      source: { cloneFrom: repository.path, commit: repository.head },
      defaultBranch: repository.branch,
    },
    accountSettings: repository.settings.texts.account,
    toolchains,
    askedToolchains: options.toolchain,
    askedProof: proof.asked,
    askedSetup: competition.setUp.commands,
    cacheFolder: cacheFolderOf(repository),
    submodules: await submodulesOf(repository),
    ...withoutUndefined({ otherActions: otherActionsOf(options) }),
    agents,
    ceilings,
    maintainer: await maintainerOf(repository),
    isKept: options.keep ?? false,
    attempts: Math.min(2, toolchains.size + 1),
    requiredWorkflow: verifier.workflow,
  }
}

interface StartedCompetition {
  readonly competition: Competition
  readonly local: LocalRun
  readonly terminal: Terminal
  readonly progress: Progress
  readonly runs: WatchedRuns
}

/** From what the checks have said of the base to what is left of the run. */
async function runOn(base: JudgedBase, started: StartedCompetition): Promise<ExitCode> {
  const { competition, local, terminal, progress, runs } = started
  const { options, repository, verifier, setUp, proof, signal } = competition
  const able = afterBase(verifier, base, repository.path, setUp.offered)
  for (const line of baseLines(base, verifier, able)) progress.note(line)
  await refuseRedBase(able, base, { anyway: options.anyway ?? false, terminal, signal })
  await requireChecks(local.github, named(competition), able)
  const issue = await createIssue(started)
  const finished = await runIssue({
    local,
    issue,
    progress,
    runs,
    whyNoProof: proof.whyNot,
    signal,
  })
  const outcome = await readOutcome(finished, local)
  const reported = { ...outcome, judgedBase: base, leftOut: able.leftOut }
  const { scoreboard } = finished
  await keep({ competition, local, runs, outcome: reported, scoreboard, terminal, progress })
  return hasOneWinner(outcome) ? 0 : 1
}

async function createIssue({ competition, local, progress }: StartedCompetition): Promise<IssueRef> {
  const { title, body } = competition.issue
  const number = await local.maintainer.createIssue(title, body)
  progress.note(`issue #${number} "${title}": ${local.url}/issues/${number}`)
  return { owner: LOCAL_OWNER, repo: named(competition).name, number }
}

function named({ repository }: Competition) {
  return { owner: LOCAL_OWNER, name: repositoryNameOf(repository.path) }
}

/** Only the workflows that judge are run on the base. */
function judged(competition: Competition) {
  const { checks, workflow, planned, later, deadlineMinutes } = competition.verifier
  const names = new Set([...checks, ...planned.map(({ name }) => name)])
  const own = workflow === undefined ? [] : [workflow.path]
  return {
    repository: named(competition),
    asked: {
      workflows: [...new Set([...own, ...[...planned, ...later].map(({ file }) => file)])],
      isAsked: (name: string) => names.has(name) || later.some((one) => canBeCalled(one.later, name)),
    },
    deadlineMinutes,
  }
}

/** The branch itself requires the checks, and each must come from a workflow run: another App's word does not count. */
async function requireChecks(
  { admin }: LocalRun['github'],
  repository: { readonly owner: string; readonly name: string },
  { checks, workflow }: Verifier,
): Promise<void> {
  if (workflow !== undefined) await admin.setRequiredWorkflow(repository, workflow)
  await admin.setRuleset(repository, {
    name: 'speculate try',
    branches: ['~DEFAULT_BRANCH'],
    checks: checks.map((context) => ({ context, integrationId: ACTIONS_APP_ID })),
  })
}

interface CompetitionEnd {
  readonly competition: Competition
  readonly local: LocalRun
  readonly runs: WatchedRuns
  readonly outcome: Outcome
  readonly scoreboard: Scoreboard
  readonly terminal: Terminal
  readonly progress: Progress
}

async function keep({
  competition,
  local,
  runs,
  outcome,
  scoreboard,
  terminal,
  progress,
}: CompetitionEnd): Promise<void> {
  const { options, repository, dataDir, signal } = competition
  const name = repositoryNameOf(repository.path)
  const bare = repositoryDirectory(join(dataDir, 'github'), LOCAL_OWNER, name)
  const clone = await keepClone(bare, repository, name)
  const note = { run: dataDir, repository: repository.path, issue: competition.issue.title }
  await writeRunNote(dirname(clone), note)
  const unpublished = await keepUnpublished(clone, outcome, local.speculate.store)
  const log = await keepLog(local.speculate.store, outcome.speculation, clone)
  const patches = await keepPatches({ clone, outcome, log, unpublished })
  const { json = false, keep: kept = false } = options
  // The result is printed first, even if making the branch then fails.
  progress.end()
  printSummary({ outcome: { ...outcome, clone, log }, scoreboard, terminal, json, keep: kept })
  const branch = options.branches ? await fetchWinner(clone, repository, outcome) : undefined
  if (branch !== undefined) await writeRunNote(dirname(clone), { ...note, branch })
  const into = branch && { path: repository.path, isBare: repository.isBare, branch: branch.name }
  terminal.write(whatNext({ clone, log, outcome, patches, into }))
  if (kept) await untilInterrupted({ local, runs, terminal, shown: [outcome.speculation] }, signal)
}
