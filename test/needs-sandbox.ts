import { readFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'
import { createBubblewrap } from '../src/adapters/sandbox/create-bubblewrap.ts'

/** What installs all that a sandbox is made of, where packages are Debian's. */
const INSTALL = 'sudo apt-get install --yes bubblewrap socat util-linux'

/** Says at the end which tests were left out because no sandbox can be made here, so that green is not taken for all of it. */
export class NeedsSandbox implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const skipped = modules.flatMap((module) => {
      const names = skippedIn(module)
      return names.length > 0 ? [{ path: module.relativeModuleId, names }] : []
    })
    if (skipped.length === 0) return
    const count = skipped.reduce((sum, { names }) => sum + names.length, 0)
    const lines = skipped.flatMap(({ path, names }) => [`  ${path}`, ...names.map((name) => `    ${name}`)])
    const reported = [`${count} tests need a sandbox, which cannot be made here, and were skipped:`, ...lines]
    const missing = await createBubblewrap().missing()
    const remedy = missing?.includes('cannot make a sandbox') ? missing : `To run them too: ${INSTALL}`
    process.stdout.write(`\n${[...reported, remedy].join('\n')}\n`)
  }
}

function skippedIn(module: TestModule): readonly string[] {
  // What was left out with a word of its own lacks something else.
  const skipped = Array.from(module.children.allTests('skipped')).flatMap((test) => {
    const result = test.result()
    return result.state === 'skipped' && result.note !== undefined ? [] : [test.fullName]
  })
  return skipped.length > 0 && /\binSandbox\b/.test(readFileSync(module.moduleId, 'utf8')) ? skipped : []
}
