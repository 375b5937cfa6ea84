import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

/** The paths that the text of a `.gitmodules` names. */
export function modulesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const path = /^\s*path\s*=\s*(\S.*)$/.exec(line)?.[1]?.trim()
    return path === undefined ? [] : [path]
  })
}

/** Those of a work tree. */
export async function modulesIn(folder: string): Promise<readonly string[]> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(join(folder, '.gitmodules'), flags).catch(() => undefined)
  if (file === undefined) return []
  try {
    return modulesOf((await file.readFile('utf8')).slice(0, 1_000_000))
  } finally {
    await file.close()
  }
}

export function refusedModules(uses: string, paths: readonly string[]): string {
  const named = paths.slice(0, 5).map((path) => `\`${path}\``)
  const rest = paths.length > named.length ? ` and ${paths.length - named.length} more` : ''
  return `\`submodules\` in \`with\` of \`${uses}\` is not supported by this runner, which has only this repository and not what stands at ${named.join(', ')}${rest}`
}
