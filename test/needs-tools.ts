import type { Reporter, TestModule } from 'vitest/node'
import { NEEDS } from './commands/try/realistic/needs.ts'

/** Says at the end which tests were left out for want of a tool, and what installs it. */
export class NeedsTools implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => Array.from(module.children.allTests('skipped')))
    const left = skipped.flatMap((test) => {
      const result = test.result()
      const [, packages] = result.state === 'skipped' ? (result.note?.split(NEEDS) ?? []) : []
      return packages === undefined ? [] : [{ test, packages }]
    })
    if (left.length === 0) return
    const lines = left.map(
      ({ test, packages }) => `  ${test.module.relativeModuleId}: ${test.fullName} (${packages})`,
    )
    const all = [...new Set(left.map(({ packages }) => packages))].join(' ')
    const reported = [`${left.length} tests need tools that are not here, and were skipped:`, ...lines]
    process.stdout.write(
      `\n${[...reported, `To run them too: sudo apt-get install --yes ${all}`].join('\n')}\n`,
    )
  }
}
