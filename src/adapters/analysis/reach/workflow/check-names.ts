import { asMapping, asText, dig, type Mapping } from '../files/read-data.ts'
import type { Walk } from '../walk.ts'
import { type Job, readWorkflow, type Workflow } from './read-workflow.ts'

/** GitHub lets reusable workflows call each other four deep. */
const MAX_DEPTH = 4
const MAX_NAMES = 1_000

/** What the check runs of a workflow's jobs are called: each job of a matrix, and each job of a reusable workflow as `caller / called`. */
export async function checkNames(
  files: Walk['files'],
  workflow: Workflow,
  depth = 0,
): Promise<readonly string[]> {
  const names: string[] = []
  for (const job of workflow.jobs) {
    const own = matrixJobNames(job)
    const called = depth < MAX_DEPTH ? await calledBy(files, job) : undefined
    const inner = called ? await checkNames(files, called, depth + 1) : []
    names.push(
      ...(inner.length === 0 ? own : own.flatMap((one) => inner.map((other) => `${one} / ${other}`))),
    )
    if (names.length >= MAX_NAMES) break
  }
  return [...new Set(names)].slice(0, MAX_NAMES)
}

async function calledBy(files: Walk['files'], { uses }: Job): Promise<Workflow | undefined> {
  if (!uses?.startsWith('./')) return undefined
  const path = uses.slice(2)
  return readWorkflow(path, await files.read(path))
}

/** docs.github.com, "Running variations of jobs": the values of a combination follow a name that has no expressions of its own. */
export function matrixJobNames({ name, hasMatrix, combinations }: Job): readonly string[] {
  if (!hasMatrix || !combinations || combinations.length === 0) return [name]
  if (name.includes('${{')) return combinations.map((combination) => filledIn(name, combination))
  return combinations.map((combination) => {
    const values = leaves(combination)
    return values.length === 0 ? name : shortened(`${name} (${values.join(', ')})`)
  })
}

function leaves(value: unknown): readonly string[] {
  const text = asText(value)
  if (text !== undefined) return text === '' ? [] : [text]
  return (Array.isArray(value) ? value : Object.values(asMapping(value))).flatMap(leaves)
}

const MAX_NAME = 100

/** As GitHub cuts the names of jobs. */
function shortened(name: string): string {
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 3)}...` : name
}

/** With the values of a combination; what else an expression may say stays as it is written. */
function filledIn(name: string, combination: Mapping): string {
  return name.replace(/\$\{\{([^{}]{0,300})\}\}/g, (written, expression: string) => {
    const values = expression.split('||').map((one) => valueIn(one.trim(), combination))
    return values.includes(undefined) ? written : (values.find((one) => one !== '') ?? '')
  })
}

function valueIn(term: string, combination: Mapping): string | undefined {
  const [, text] = /^'([^']*)'$/.exec(term) ?? []
  if (text !== undefined) return text
  if (!/^matrix(?:\.[\w-]+)+$/.test(term)) return undefined
  const value = dig(combination, ...term.split('.').slice(1))
  return value === undefined || value === null ? '' : asText(value)
}
