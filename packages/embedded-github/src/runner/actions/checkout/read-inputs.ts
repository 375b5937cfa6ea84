import { isAbsolute, relative, resolve } from 'node:path'

/** What `with` says, with the defaults of actions/checkout. */
export interface CheckoutInputs {
  readonly repository: string | undefined
  readonly ref: string
  readonly path: string
  readonly clean: boolean
  /** 0 means the whole history, with all branches and tags. */
  readonly fetchDepth: number
  readonly fetchTags: boolean
  readonly submodules: false | 'own' | 'recursive'
  readonly sparse: readonly string[]
  readonly sparseCone: boolean
}

/** Every input of actions/checkout, up to its version 7. */
export const INPUTS = [
  ...['repository', 'ref', 'token', 'ssh-key', 'ssh-known-hosts', 'ssh-strict', 'ssh-user', 'path'],
  ...['persist-credentials', 'clean', 'filter', 'sparse-checkout', 'sparse-checkout-cone-mode'],
  ...['fetch-depth', 'fetch-tags', 'show-progress', 'lfs', 'submodules', 'set-safe-directory'],
  ...['github-server-url', 'allow-unsafe-pr-checkout'],
]

export function readInputs(inputs: Readonly<Record<string, string | undefined>>): CheckoutInputs {
  const text = (name: string) => inputs[name]?.trim() ?? ''
  const isTrue = (name: string, otherwise: boolean) =>
    text(name) === '' ? otherwise : text(name).toLowerCase() === 'true'
  return {
    repository: text('repository') || undefined,
    ref: text('ref'),
    path: text('path'),
    clean: isTrue('clean', true),
    fetchDepth: depthOf(text('fetch-depth')),
    fetchTags: isTrue('fetch-tags', false),
    submodules:
      asksForSubmodules(inputs.submodules) && (isRecursive(inputs.submodules) ? 'recursive' : 'own'),
    sparse: text('sparse-checkout')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    sparseCone: isTrue('sparse-checkout-cone-mode', true),
  }
}

export function asksForSubmodules(text: string | undefined): boolean {
  return ['true', 'recursive'].includes(text?.trim().toLowerCase() ?? '')
}

function isRecursive(text: string | undefined): boolean {
  return text?.trim().toLowerCase() === 'recursive'
}

function depthOf(text: string): number {
  const depth = Math.floor(Number(text || '1'))
  return depth > 0 ? depth : 0
}

/** Undefined where the repository is this one. */
export function repositoryProblem(wanted: string | undefined, own: string): string | undefined {
  if (wanted === undefined || wanted.toLowerCase() === own.toLowerCase()) return undefined
  return `\`repository: ${wanted}\` in \`with\` of \`actions/checkout\` is another repository, and this runner has only this one`
}

/** Undefined where it is none inside the workspace. */
export function folderOf(path: string, workspace: string): string | undefined {
  const folder = resolve(workspace, path)
  const way = relative(workspace, folder)
  return way === '..' || way.startsWith('../') || isAbsolute(way) ? undefined : folder
}
