import { constants } from 'node:fs'
import { access, open } from 'node:fs/promises'
import { join } from 'node:path'
import { isInside } from '../../files/paths-in-job.ts'
import type { ActionCall } from '../served-action.ts'
import { createJobGit } from './job-git.ts'

interface Submodule {
  readonly name: string
  readonly path: string
}

/** Those that the text of a `.gitmodules` names. */
export function modulesOf(text: string): readonly Submodule[] {
  const found: { name: string; path: string }[] = []
  for (const line of text.split(/\r?\n/)) {
    const name = /^\s*\[submodule "([^"\\]+)"\]/.exec(line)?.[1]
    if (name !== undefined) found.push({ name, path: name })
    const path = /^\s*path\s*=\s*(\S.*)$/.exec(line)?.[1]?.trim()
    const last = found.at(-1)
    if (path !== undefined && last) last.path = path
  }
  return found
}

/** Why they cannot be checked out; undefined where all of them have a clone in this folder, each under its name, as in `.git/modules`. */
export async function problemOfModules(
  uses: string,
  modules: readonly Submodule[],
  clones: string | undefined,
): Promise<string | undefined> {
  const are = await Promise.all(modules.map((one) => cloneOf(one, clones)))
  const missing = modules.filter((_, at) => are[at] === undefined).map(({ path }) => `\`${path}\``)
  if (missing.length === 0) return undefined
  const rest = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : ''
  const named = missing.slice(0, MOST_NAMED).join(', ')
  return `\`submodules\` in \`with\` of \`${uses}\` asks for what stands at ${named}${rest}; this machine has no clone of it (\`git submodule update --init\`)`
}

const MOST_NAMED = 5

/** A name may be anything, since a candidate may have written it. */
async function cloneOf({ name }: Submodule, clones: string | undefined): Promise<string | undefined> {
  if (clones === undefined) return undefined
  const folder = join(clones, name)
  if (folder === clones || !isInside(folder, clones)) return undefined
  const isThere = await access(join(folder, 'HEAD')).then(
    () => true,
    () => false,
  )
  return isThere ? folder : undefined
}

interface Checkout {
  readonly folder: string
  readonly clones: string | undefined
  readonly isRecursive: boolean
  readonly depth: readonly string[]
}

/** Checks out what stands in them, out of the clones of this machine. Answers why not, where one is missing. */
export async function checkOutModules(call: ActionCall, checkout: Checkout): Promise<string | undefined> {
  const { folder, clones, isRecursive, depth } = checkout
  const modules = await modulesIn(folder)
  const problem = await problemOfModules(call.uses, modules, clones)
  if (problem !== undefined) return problem
  for (const one of modules) {
    const clone = (await cloneOf(one, clones)) ?? ''
    const origin = `submodule:${one.name}`
    const git = createJobGit(call, { folder, origin, source: clone })
    await git.run('config', `submodule.${one.name}.url`, origin)
    await git.run('config', `submodule.${one.name}.active`, 'true')
    await git.run('submodule', '--quiet', 'update', '--force', ...depth, '--', one.path)
    const inner = { ...checkout, folder: join(folder, one.path), clones: join(clone, 'modules') }
    const problemInside = isRecursive ? await checkOutModules(call, inner) : undefined
    if (problemInside !== undefined) return problemInside
  }
  return undefined
}

/** Those of a work tree. */
async function modulesIn(folder: string): Promise<readonly Submodule[]> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(join(folder, '.gitmodules'), flags).catch(() => undefined)
  if (file === undefined) return []
  try {
    return modulesOf((await file.readFile('utf8')).slice(0, 1_000_000))
  } finally {
    await file.close()
  }
}
