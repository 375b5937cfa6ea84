import { checkName } from '@speculate-dev/workflows'
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

/** One for each job that its matrix makes. */
export function matrixJobNames({ name, hasMatrix, combinations }: Job): readonly string[] {
  if (!hasMatrix || !combinations || combinations.length === 0) return [name]
  return combinations.map((combination) => checkName(name, combination))
}
