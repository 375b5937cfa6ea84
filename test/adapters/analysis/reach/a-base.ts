import { deriveReach } from '../../../../src/adapters/analysis/reach/derive-reach.ts'
import type { Reach } from '../../../../src/domain/checks/reach.ts'
import type { BaseTree } from '../../../../src/ports/reach.ts'

type FilesOfBase = Readonly<Record<string, string>>

export function aBase(files: FilesOfBase): BaseTree {
  return {
    paths: Object.keys(files),
    read: async (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
  }
}

/** A workflow with one job `test` that runs these lines. */
function ciRunning(...lines: readonly string[]): string {
  return [
    'on: pull_request',
    'jobs:',
    '  test:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - run: |',
    ...lines.map((line) => `          ${line}`),
  ].join('\n')
}

/** What the check `test` comes to, where its job runs these lines. */
export function reachOf(lines: string | readonly string[], files: FilesOfBase): Promise<Reach> {
  const workflow = ciRunning(...(typeof lines === 'string' ? [lines] : lines))
  return deriveReach({
    checks: [{ name: 'test' }],
    tree: aBase({ '.github/workflows/ci.yml': workflow, ...files }),
  })
}

/** `path`, `path#part` and `path (pattern)`, without the workflow itself. */
export function listed({ judges }: Pick<Reach, 'judges'>): string[] {
  const all = judges.flatMap(({ path, parts, isPattern }) =>
    (parts ?? ['']).map((part) => `${path}${part && `#${part}`}${isPattern ? ' (pattern)' : ''}`),
  )
  return [...new Set(all)].filter((one) => one !== '.github/workflows/ci.yml')
}
