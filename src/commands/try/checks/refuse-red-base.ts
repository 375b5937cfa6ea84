import { createInterface } from 'node:readline/promises'
import type { BaseCheck, JudgedBase } from '../../local/judge-base.ts'
import type { Terminal } from '../../local/shown/terminal.ts'
import { CannotJudge } from './cannot-judge.ts'
import type { Verifier } from './read-verifier.ts'

interface RedBaseOptions {
  /** The person who started the run has confirmed that it shall go on. */
  readonly anyway: boolean
  readonly terminal: Terminal
  readonly signal: AbortSignal
}

/**
 * Throws `CannotJudge` where every check that must pass is red before anybody has written, and not for a test that fails: that may be the
 * issue's own, and else agents would be paid for patches of which none can be judged. Who sits at a terminal is asked.
 */
export async function refuseRedBase(
  verifier: Verifier,
  base: JudgedBase,
  asked: RedBaseOptions,
): Promise<void> {
  const refusal = redBase(verifier, base)
  if (refusal === undefined || asked.anyway || (await isWanted(refusal, asked))) return
  throw refusal
}

/** Undefined where at least one check can still judge. */
export function redBase(
  { checks, named, planned }: Pick<Verifier, 'checks' | 'named' | 'planned'>,
  base: JudgedBase,
): CannotJudge | undefined {
  const required = base.checks.filter(({ name }) => checks.includes(name) || named.includes(name))
  const canTell = ({ verdict, testsFailed }: BaseCheck) => verdict !== 'failed' || testsFailed === true
  if (required.length === 0 || required.some(canTell)) return undefined
  const [one, it] =
    required.length === 1
      ? ['the only check that must pass is', 'it']
      : ['every check that must pass is', 'one']
  return new CannotJudge({
    because: `${one} already red on ${base.commit.slice(0, 7)}, which every candidate starts from`,
    obstacles: required.map(({ name, detail }) => {
      const place = planned.find((known) => known.name === name)
      return {
        check: name,
        file: place?.file,
        line: place?.line,
        reason: detail ?? 'fails, and its log does not say why',
      }
    }),
    offers: [],
    instead: [
      `If the issue is about that, pass --anyway: a candidate that turns ${it} green is proven by it.`,
      'Otherwise nothing could tell a good candidate from a bad one: make it pass first, or name another command that must succeed with --verify.',
    ],
  })
}

async function isWanted(refusal: CannotJudge, { terminal, signal }: RedBaseOptions): Promise<boolean> {
  if (!terminal.live || !process.stdin.isTTY) return false
  terminal.write(`${refusal.message}\nLet the agents start all the same? [y/N] `)
  // Without a terminal of its own, so that Ctrl-C interrupts as always.
  const lines = createInterface({ input: process.stdin, terminal: false })
  try {
    return /^y(?:es)?$/i.test((await lines.question('', { signal })).trim())
  } finally {
    lines.close()
  }
}
