import { execFileSync } from 'node:child_process'
import { cpSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

/**
 * `npm run build` writes `dist`, which is what an installed package runs: the code as JavaScript, and what it reads as it is. The few
 * files that are JavaScript already are not for it: what any Node starts with lies beside the code, in `src`.
 *
 * The workspaces are in no registry. They come along in `dist/packages`, and imports that name one are given the way to it.
 */
const root = join(import.meta.dirname, '..')
const target = join(root, 'dist')
const translated = join(target, 'translated')
const sample = join(root, 'src/sample')

rmSync(target, { recursive: true, force: true })
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
execFileSync(process.execPath, [compiler, '-p', join(root, 'deploy/tsconfig.build.json')], {
  stdio: 'inherit',
})
place('src', target)
for (const name of readdirSync(join(root, 'packages'))) {
  place(join('packages', name, 'src'), join(target, 'packages', name))
}
rmSync(translated, { recursive: true })
for (const file of globSync('**/*.js', { cwd: target }))
  if (!isSample(join(root, 'src', file))) nameWays(file)

function place(folder: string, to: string): void {
  cpSync(join(translated, folder), to, { recursive: true })
  cpSync(join(root, folder), to, { recursive: true, filter: (path) => isSample(path) || !isCode(path) })
}

function isCode(path: string): boolean {
  return /\.(?:ts|js)$/.test(basename(path))
}

/** The sample repository and what is written into it are JavaScript too, and must stay as they are. */
function isSample(path: string): boolean {
  return path.startsWith(join(sample, 'payment-client')) || path.startsWith(join(sample, 'scenarios/'))
}

function nameWays(file: string): void {
  const text = readFileSync(join(target, file), 'utf8')
  const named = text.replaceAll(/(\bfrom |\bimport\()'@speculate-dev\/([\w-]+)'/g, (_, before, name) => {
    const way = relative(dirname(file), join('packages', name, 'index.js'))
    return `${before}'${way.startsWith('.') ? way : `./${way}`}'`
  })
  if (named !== text) writeFileSync(join(target, file), named)
}
