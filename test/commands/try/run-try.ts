import { join } from 'node:path'
import { execa } from 'execa'
import { runHere } from '../run-here.ts'

interface Place {
  readonly root: string
  readonly repository: string
}

/**
 * `speculate try` on a repository, with `bug.md` and `agents.yml` of the folder `root`, which is also its temporary folder. As a process
 * of its own, which can be interrupted and has a search path of its own.
 */
export function runTry(place: Place, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const cli = join(import.meta.dirname, '../../../src/cli.ts')
  return execa(process.execPath, ['--liftoff-only', cli, ...wordsOf(place, args)], {
    reject: false,
    env: { ...placesIn(place), ...env },
  })
}

/** The same in this process. */
export function runTryHere(
  place: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  return runHere(wordsOf(place, args), { env: { ...placesIn(place), ...env } })
}

function placesIn({ root }: Place) {
  return { TMPDIR: root, XDG_CACHE_HOME: join(root, 'cache') }
}

function wordsOf({ root, repository }: Place, args: readonly string[]): readonly string[] {
  const files = ['--issue', join(root, 'bug.md'), '--toolchains', join(root, 'agents.yml')]
  return ['try', '--repo', repository, ...files, ...args]
}
