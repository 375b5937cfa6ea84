import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/**
 * `npm run build` writes `dist`, which is what an installed package runs: the code as JavaScript, and what it reads as it is. The few
 * files that are JavaScript already are not for it: what any Node starts with lies beside the code, in `src`.
 */
const root = join(import.meta.dirname, '..')
const source = join(root, 'src')
const target = join(root, 'dist')
const sample = join(source, 'sample')

rmSync(target, { recursive: true, force: true })
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
execFileSync(process.execPath, [compiler, '-p', join(root, 'deploy/tsconfig.build.json')], {
  stdio: 'inherit',
})
cpSync(source, target, { recursive: true, filter: (path) => !isLeftOut(path) })

/** The sample repository and what is written into it are JavaScript too, and must stay as they are. */
function isLeftOut(path: string): boolean {
  const isSample =
    path.startsWith(join(sample, 'payment-client')) || path.startsWith(join(sample, 'scenarios/'))
  return !isSample && /\.(?:ts|js)$/.test(basename(path))
}
