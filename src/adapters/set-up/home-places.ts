import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Places } from './kept-set-up.ts'

/**
 * Where package managers keep what they fetch and install below a home. Nothing else of a set-up's home is kept: settings of shells and
 * of agents are nobody's dependencies.
 */
const PLACES: readonly string[] = `
  .cache .npm .yarn .bun .deno .pnpm-store .local/share/pnpm .local/state/pnpm
  .local/bin .local/lib .local/share/uv .local/share/virtualenvs .local/share/pdm .local/share/pypoetry .virtualenvs
  .cargo .rustup go .m2 .gradle .ivy2 .sbt .coursier .konan
  .gem .bundle .local/share/gem .composer .local/share/composer .mix .hex
  .nuget .local/share/NuGet .pub-cache .cabal .stack .opam perl5
`
  .trim()
  .split(/\s+/)

/** Whose programs come first: what the set-up installs is what is meant. */
const PROGRAMS = ['.local/bin', '.cargo/bin', 'go/bin', '.bun/bin', '.deno/bin', '.composer/vendor/bin']

/** Those that this home has. A link is none of them. */
export async function placesIn(home: string): Promise<string[]> {
  const found: string[] = []
  for (const path of PLACES) {
    const parts = path.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'))
    const are = await Promise.all(parts.map((part) => isRealFolder(join(home, part))))
    if (are.every(Boolean)) found.push(path)
  }
  return found
}

/** Folders with programs that a set-up has installed, by the places where it lies now. */
export async function programFolders({ tree, home }: Places): Promise<string[]> {
  const all = [join(tree, '.venv/bin'), ...PROGRAMS.map((path) => join(home, path))]
  const are = await Promise.all(all.map(isRealFolder))
  return all.filter((_, at) => are[at])
}

/** For programs that look for a home in other places than `HOME`: Java asks the system whose process it is. */
export function homeVariables(home: string, javaOptions = ''): Record<string, string> {
  return { MAVEN_OPTS: `${javaOptions} -Duser.home=${home}`.trim(), GRADLE_USER_HOME: join(home, '.gradle') }
}

async function isRealFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isDirectory() ?? false
}
