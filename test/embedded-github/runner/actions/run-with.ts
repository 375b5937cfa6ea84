import { join } from 'node:path'
import { aMachine, type MachineParts } from '../machine/a-machine.ts'
import { type RunWorkflow, useRunner } from './use-runner.ts'

export type RunWith = (
  parts: MachineParts,
  jobs: string,
  environment?: (root: string) => Readonly<Record<string, string>>,
  files?: Readonly<Record<string, string>>,
) => Promise<Awaited<ReturnType<RunWorkflow>> & { readonly root: string }>

/** Runs a workflow with the tools of this machine and those of the parts, whose versions no real machine has. */
export function useMachine(): RunWith {
  const runWorkflow = useRunner()
  return async (parts, jobs, environment = () => ({}), files = {}) => {
    const { root } = await aMachine(parts)
    const PATH = [join(root, 'usr/bin'), process.env.PATH ?? ''].join(':')
    return { root, ...(await runWorkflow(jobs, { files, environment: { PATH, ...environment(root) } })) }
  }
}

/** A job of these steps after a checkout. */
export function job(steps: string, more = '', id = 'test'): string {
  const lines = steps.trim().split('\n')
  return [
    `  ${id}:`,
    '    runs-on: ubuntu-latest',
    ...(more === '' ? [] : more.split('\n').map((line) => `    ${line}`)),
    '    steps:',
    '      - uses: actions/checkout@v4',
    ...lines.map((line) => `      ${line}`),
  ].join('\n')
}

/** One job for each of the steps: `j0`, `j1` and so on. */
export function jobs(...steps: readonly string[]): string {
  return steps.map((one, index) => job(one, '', `j${index}`)).join('\n')
}
