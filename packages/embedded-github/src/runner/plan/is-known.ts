import type { Contexts, Evaluation, ExpressionParts, Value } from '@speculate-dev/workflows'
import {
  ExpressionError,
  expressionParts,
  expressionsIn,
  interpolate,
  knownTruth,
  unwrapped,
} from '@speculate-dev/workflows'
import { isKnownPath, TOKEN_PATHS } from '../workflow/check-expression.ts'

/** Whether the contexts hold all that the expression asks for, so that no run could make it something else. */
export function isKnown(expression: string, contexts: Contexts): boolean {
  try {
    return holdsAll(expressionParts(unwrapped(expression)), contexts)
  } catch (error) {
    if (error instanceof ExpressionError) return false
    throw error
  }
}

/** A text whose expressions are all known, with their values; else undefined. */
export function knownText(text: string, evaluation: Evaluation): string | undefined {
  const isWhole = expressionsIn(text).every((expression) => isKnown(expression, evaluation.contexts))
  return isWhole ? interpolate(text, evaluation) : undefined
}

/** Those of the texts that are known. */
export function knownTexts(
  texts: Readonly<Record<string, string>>,
  evaluation: Evaluation,
): Record<string, string> {
  const known = Object.entries(texts).map(([name, text]) => [name, knownText(text, evaluation)] as const)
  return Object.fromEntries(known.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])))
}

/** Whether an `if` is false whatever the run brings. */
export function isSurelySkipped(condition: string | undefined, contexts: Contexts): boolean {
  return isFalse(condition, contexts, ASKS_THE_RUN)
}

/** Whether an `if` is false as long as all goes well, such as `failure()`. */
export function waitsForFailure(condition: string | undefined, contexts: Contexts): boolean {
  return isFalse(condition, contexts, ['hashfiles'])
}

function isFalse(condition: string | undefined, contexts: Contexts, open: readonly string[]): boolean {
  if (condition === undefined) return false
  const evaluation: Evaluation = { contexts, status: 'success' }
  return knownTruth(condition, evaluation, (parts) => holdsAll(parts, contexts, open)) === false
}

/** `open` are functions whose answers nobody knows yet. */
function holdsAll({ calls, paths }: ExpressionParts, contexts: Contexts, open = ASKS_THE_RUN): boolean {
  return !calls.some((name) => open.includes(name)) && paths.every((path) => holds(contexts, path))
}

const ASKS_THE_RUN: readonly string[] = ['success', 'failure', 'cancelled', 'hashfiles']

/** Nobody has given this runner secrets or variables; and what a known matrix does not hold is empty. */
const WHOLE = ['secrets', 'vars']

function holds(contexts: Contexts, path: readonly (string | undefined)[]): boolean {
  const [root, ...names] = path.map((name) => name?.toLowerCase())
  if (root === undefined || !isKnownPath(path) || TOKEN_PATHS.includes([root, ...names].join('.')))
    return false
  if (WHOLE.includes(root) || (root === 'matrix' && contexts.matrix !== undefined)) return true
  // Nobody has called the workflow, or dispatched it.
  if (root === 'inputs' && contexts.inputs === undefined) return true
  let at: Value | undefined = contexts[root]
  for (const name of names) {
    // As on GitHub: null holds nothing, and so do texts.
    if (at === null || (at !== undefined && typeof at !== 'object')) return true
    const inner: Value | undefined = own(at, name)
    if (inner === undefined) return isWholePayload(at)
    at = inner
  }
  return at !== undefined
}

function own(of: Value | undefined, name: string | undefined): Value | undefined {
  if (typeof of !== 'object' || of === null) return undefined
  const entries: [string, Value][] = Object.entries(of)
  return entries.find(([key]) => key.toLowerCase() === name)?.[1]
}

/** Of an event that names its sender all is known: what it does not name is null. */
function isWholePayload(at: Value | undefined): boolean {
  return at !== undefined && own(at, 'sender') !== undefined && own(at, 'repository') !== undefined
}
