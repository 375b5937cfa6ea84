import type { NamedOutcome } from '../../../domain/proof/proof.ts'
import { plainLine } from '../../analysis/test-output/plain-line.ts'
import { failureKind } from './failure-kind.ts'

const MAX_NAME = 300

export function passed(name: string): NamedOutcome {
  return { name: name.slice(0, MAX_NAME), outcome: { kind: 'passed' } }
}

export function skipped(name: string): NamedOutcome {
  return { name: name.slice(0, MAX_NAME), outcome: { kind: 'skipped' } }
}

export function failed(name: string, output: string): NamedOutcome {
  return { name: name.slice(0, MAX_NAME), outcome: { kind: 'failed', ...failureKind(output) } }
}

export function linesOf(output: string): readonly string[] {
  return output.split('\n').map(plainLine)
}

/** The most that is kept of one failure. */
export const MAX_DETAIL = 60
