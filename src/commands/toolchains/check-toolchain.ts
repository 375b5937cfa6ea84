import { lstat, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AttemptUsage } from '../../domain/candidate/attempt.ts'
import type { Agent, AgentResult } from '../../ports/agent.ts'
import { gitIn } from '../try/git.ts'

/** The result of asking an agent and its model for one small edit. */
export interface CheckResult {
  readonly ok: boolean
  readonly usage: AttemptUsage
  /** What went wrong, and what to do about it; null when nothing did. */
  readonly problem: string | null
}

/** Agents send their whole instructions along with every call: some ten thousand tokens. */
const BUDGET = { tokens: 200_000 }
const LIMIT_MS = 5 * 60_000
const FILE = 'READY.txt'
const BRIEF = `Write the single word \`ready\` into a new file \`${FILE}\` in your working directory. Do nothing else.\n`

interface Check {
  readonly agent: Agent
  readonly signal: AbortSignal
  readonly onProgress: (line: string) => void
}

/** A real round trip in a repository of its own, with a small budget. Leaves nothing behind. */
export async function checkToolchain({ agent, signal, onProgress }: Check): Promise<CheckResult> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'speculate-check-')))
  const workTree = { path: join(folder, 'tree'), home: join(folder, 'home') }
  try {
    for (const place of Object.values(workTree)) await mkdir(place)
    await writeFile(join(workTree.path, 'README.md'), '# A repository to try an agent in\n')
    await gitIn(workTree.path)(['init', '--quiet'])
    const result = await agent.run({
      workTree,
      brief: BRIEF,
      budget: BUDGET,
      signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]),
      endsAt: performance.now() + LIMIT_MS,
      onProgress,
    })
    signal.throwIfAborted()
    const problem = problemOf(result) ?? (await lookFor(join(workTree.path, FILE)))
    return { ok: problem === null, usage: result.usage, problem }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function problemOf(result: AgentResult): string | null {
  switch (result.kind) {
    case 'finished':
      return null
    case 'timed-out':
      return `It did not end within ${LIMIT_MS / 60_000} minutes. Look at the provider's status, and at its limits for your key.`
    case 'budget-spent':
      return `${result.detail}. The check may use ${BUDGET.tokens.toLocaleString('en')} tokens, or what the toolchain's budget allows.`
    default:
      return result.detail
  }
}

/** An agent wrote the file, so it may contain anything. */
async function lookFor(file: string): Promise<string | null> {
  const stats = await lstat(file).catch(() => undefined)
  const text = stats?.isFile() && stats.size < 1_000 ? await readFile(file, 'utf8') : ''
  if (/\bready\b/i.test(text)) return null
  return 'It ended without the file that it was asked for. Choose a model that can use tools, or try again.'
}
