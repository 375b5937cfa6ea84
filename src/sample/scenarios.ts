import { existsSync, readFileSync } from 'node:fs'
import { appendFile, cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AttemptReport } from '../domain/candidate/attempt.ts'

export const SCENARIOS = ['double-charge', 'escalate', 'choose', 'cheat'] as const
export type Scenario = (typeof SCENARIOS)[number]

/** The sample repository's files: a small payment client with a fault in each issue's reach. */
export const SAMPLE_REPOSITORY = join(import.meta.dirname, 'payment-client')

/** The sample repository with what a scenario adds to its settings, in `folder` where that is something. Answers where it is. */
export async function sampleRepository(scenario: Scenario, folder: string): Promise<string> {
  const more = join(folderOf(scenario), 'settings.yml')
  if (!existsSync(more)) return SAMPLE_REPOSITORY
  await rm(folder, { recursive: true, force: true })
  await cp(SAMPLE_REPOSITORY, folder, { recursive: true })
  await appendFile(join(folder, SETTINGS), await readFile(more))
  return folder
}

const SETTINGS = '.github/speculate.yml'

export interface SampleIssue {
  readonly title: string
  readonly body: string
}

/** The issue of a scenario; its file's first line is the title. */
export function sampleIssue(scenario: Scenario): SampleIssue {
  const [heading = '', ...rest] = readFileSync(join(folderOf(scenario), 'issue.md'), 'utf8').split('\n')
  return { title: heading.replace(/^# /, ''), body: rest.join('\n').trim() }
}

export interface SamplePatch {
  /** Whole files by their path in the repository: what the candidate changes or adds. */
  readonly files: ReadonlyMap<string, string>
  readonly report: AttemptReport
}

/** What a candidate of a scenario writes; undefined when the scenario has no such candidate. */
export async function samplePatch(scenario: Scenario, candidate: string): Promise<SamplePatch | undefined> {
  const candidates = join(folderOf(scenario), 'candidates')
  if (!(await readdir(candidates)).includes(candidate)) return undefined
  const root = join(candidates, candidate, 'files')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
  const files = new Map<string, string>()
  for (const path of paths) files.set(path, await readFile(join(root, path), 'utf8'))
  const report: unknown = JSON.parse(await readFile(join(candidates, candidate, 'report.json'), 'utf8'))
  return { files, report: AttemptReport.parse(report) }
}

function folderOf(scenario: Scenario): string {
  return join(import.meta.dirname, 'scenarios', scenario)
}
