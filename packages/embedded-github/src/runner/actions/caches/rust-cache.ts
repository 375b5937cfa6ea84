import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isInside } from '../../files/paths-in-job.ts'
import { type ActionCall, NOTHING_IN_THE_WAY, type ServedAction } from '../served-action.ts'
import { keep, restore } from './cache.ts'
import { linesOf } from './find-entries.ts'

/** `Swatinem/rust-cache`: what cargo has fetched and built, by the compiler and the lock files. */
export const rustCache: ServedAction = {
  names: ['swatinem/rust-cache'],
  plan: () => NOTHING_IN_THE_WAY,
  async run(call) {
    const { inputs, directory } = call
    const workspaces = linesOf(inputs.workspaces || '.').map((line) =>
      line.split('->').map((part) => part.trim()),
    )
    const targets = workspaces.map(([root = '.', target = 'target']) => join(root, target))
    const path = [...cargoFolders(call), ...(inputs['cache-targets'] === 'false' ? [] : targets)].join('\n')
    const start = await keyOf(call)
    const locks = await Promise.all(
      workspaces.flatMap(([root = '.']) =>
        ['Cargo.lock', 'Cargo.toml', 'rust-toolchain', 'rust-toolchain.toml'].map((name) =>
          readFile(join(directory.workspace, root, name), 'utf8').catch(() => ''),
        ),
      ),
    )
    const key = `${start}-${hashOf(locks)}`
    const matched = await restore(call, { key, restoreKeys: [start], path })
    const outputs = { 'cache-hit': String(matched === key) }
    if (matched === key || inputs['save-if'] === 'false' || inputs['lookup-only'] === 'true')
      return { outputs }
    const post = async (status: 'success' | 'failure') => {
      if (status === 'success' || inputs['cache-on-failure'] === 'true') await keep(call, { key, path })
      return undefined
    }
    return { outputs, post }
  },
}

function cargoFolders({ environment, directory }: ActionCall): readonly string[] {
  const { CARGO_HOME } = environment
  const home = CARGO_HOME !== undefined && isInside(CARGO_HOME, directory.root) ? CARGO_HOME : '~/.cargo'
  return [`${home}/registry`, `${home}/git`].map((path) => path.replace(directory.home, '~'))
}

async function keyOf({ inputs, contexts, environment, execute }: ActionCall): Promise<string> {
  const compiler: string[] = []
  await execute(['rustc', '-vV'], { onLine: (line) => compiler.push(line) })
  const flags = Object.entries(environment).filter(([name]) =>
    /^(?:CARGO|CC|CFLAGS|CXX|CMAKE|RUST)/.test(name),
  )
  const { github } = contexts
  const job = typeof github === 'object' && github !== null && 'job' in github ? String(github.job) : ''
  const shared = inputs['shared-key'] || [inputs.key, job].filter(Boolean).join('-')
  return [inputs['prefix-key'] || 'v0-rust', shared, hashOf([...compiler, JSON.stringify(flags)])]
    .join('-')
    .replaceAll(',', '_')
    .slice(0, 400)
}

function hashOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)
}
