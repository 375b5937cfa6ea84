import type { z } from 'zod'
import type { Strategy } from '../domain/candidate/brief.ts'
import { isReservedId } from '../domain/candidate/candidate.ts'
import { findFences } from '../domain/issue/find-fences.ts'
import { IssueBlock } from '../domain/issue/issue-block.ts'
import type { ParseResult } from '../domain/parse-result.ts'
import { Settings } from '../domain/settings.ts'
import { SETTINGS_FILE } from '../domain/settings-file.ts'
import { asMapping } from './yaml/as-mapping.ts'
import { parseYaml, readYaml } from './yaml/parse-yaml.ts'

/** What an account says for all its repositories. */
export interface AccountDefaults {
  /** How it is named in messages. */
  readonly file: string
  readonly text: string
}

/**
 * Reads `.github/speculate.yml`; without one (`undefined`) every key has its default. What it does not say is taken from the defaults of the
 * account, key by key. Where those have mistakes, there are no settings: they may have asked for something stricter. Never throws.
 */
export function parseSettings(text: string | undefined, account?: AccountDefaults): ParseResult<Settings> {
  const defaults = account && parseYaml(ConsistentSettings, account.text, account.file)
  if (defaults && !defaults.ok) return defaults
  const under = account && asMapping(readYaml(account.text)?.value)
  return parseYaml(ConsistentSettings, text ?? '', SETTINGS_FILE, { under })
}

/**
 * Reads the issue's fenced `speculate` block (```` ```speculate ```` or ```` ```yaml speculate ````); undefined when it has none.
 * Lines of problems count from the top of the issue's body. Never throws.
 */
export function parseIssueBlock(body: string, issueNumber: number): ParseResult<IssueBlock> | undefined {
  const file = `issue #${issueNumber}`
  const [block, second] = findFences(body).filter(({ info }) => isSpeculate(info))
  if (block === undefined) return undefined
  const refuse = (line: number, message: string): ParseResult<IssueBlock> => ({
    ok: false,
    problems: [{ file, line, message, nearest: undefined }],
  })
  if (second !== undefined) {
    const message = `there is a second speculate block; the first one is in line ${block.line}`
    return refuse(second.line, message)
  }
  if (!block.closed) return refuse(block.line, 'the speculate block is never closed')
  return parseYaml(ConsistentBlock, block.content, file, {
    lineOffset: block.line,
  })
}

function isSpeculate(info: string): boolean {
  return /^(?:(?:ya?ml)\s+)?speculate$/i.test(info)
}

const ConsistentSettings = Settings.superRefine((settings, context) => {
  const { default_parallelism, max_parallelism } = settings.speculation
  if (default_parallelism > max_parallelism) {
    context.addIssue({
      code: 'custom',
      path: ['speculation', 'default_parallelism'],
      message: `(${default_parallelism}) must not be more than "speculation.max_parallelism" (${max_parallelism})`,
    })
  }
  const { unearned, ...weights } = settings.policy.vote
  if (Object.values(weights).every((weight) => weight === 0)) {
    const message = 'needs at least one weight of more than 0'
    context.addIssue({ code: 'custom', path: ['policy', 'vote'], message })
  }
  refuseTakenIds(settings.candidates ?? [], context)
  if (settings.proof?.workflow !== undefined && settings.proof.mutants > 0) {
    const message = 'are run by the worker alone, and "proof.workflow" runs tests on GitHub: name one of them'
    context.addIssue({ code: 'custom', path: ['proof', 'mutants'], message })
  }
  if (settings.proof?.workflow !== undefined && settings.proof.distinguish !== undefined) {
    const message =
      'runs its test on the worker alone, and "proof.workflow" runs tests on GitHub: name one of them'
    context.addIssue({ code: 'custom', path: ['proof', 'distinguish'], message })
  }
})

const ConsistentBlock = IssueBlock.superRefine(({ candidates, ...marks }, context) => {
  if (candidates) refuseTakenIds(candidates, context)
  else if ([marks.dk_speculate, marks.dk_risk, marks.parallelism].every((mark) => mark === undefined))
    context.addIssue({ code: 'custom', path: ['candidates'], message: 'is missing; it must be a list' })
})

/** The id names the candidate's branch, so that two candidates with one id would be one; and none is taken for what is none of them. */
function refuseTakenIds(candidates: readonly Strategy[], context: z.RefinementCtx): void {
  candidates.forEach(({ id }, index) => {
    if (isReservedId(id)) {
      const message = `"${id}" is reserved; call the candidate something else`
      context.addIssue({ code: 'custom', path: ['candidates', index, 'id'], message })
    }
    const first = candidates.findIndex((candidate) => candidate.id === id)
    if (first === index) return
    context.addIssue({
      code: 'custom',
      path: ['candidates', index, 'id'],
      message: `"${id}" is already the id of "candidates[${first}]"; ids must differ`,
    })
  })
}
