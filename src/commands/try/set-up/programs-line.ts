import { basename } from 'node:path'
import { execa } from 'execa'
import { usersPath } from '../../../adapters/users-path.ts'

/** By the file that says that a project needs them. */
const PROGRAMS: readonly (readonly [files: RegExp, ...programs: (readonly string[])[]])[] = [
  [/^package\.json$/, ['node', '--version'], ['npm', '--version']],
  [/^pnpm-lock\.yaml$/, ['pnpm', '--version']],
  [/^yarn\.lock$/, ['yarn', '--version']],
  [/^bun\.lockb?$/, ['bun', '--version']],
  [/^(?:pyproject\.toml|setup\.py|requirements\.txt|Pipfile)$/, ['python3', '--version']],
  [/^uv\.lock$/, ['uv', '--version']],
  [/^poetry\.lock$/, ['poetry', '--version']],
  [/^go\.mod$/, ['go', 'version']],
  [/^Cargo\.toml$/, ['cargo', '--version']],
  [/^(?:pom\.xml|build\.gradle(?:\.kts)?)$/, ['java', '-version']],
  [/^pom\.xml$/, ['mvn', '-v']],
  [/^Gemfile$/, ['ruby', '--version']],
  [/^composer\.json$/, ['php', '--version']],
  [/^mix\.exs$/, ['mix', '--version']],
  [/^Makefile$/, ['make', '--version']],
]

/** Which programs checks, set-up and agents without a sandbox find for what a project is written in. Undefined where that is unknown. */
export async function programsLine(
  paths: readonly string[],
  path = usersPath(),
): Promise<string | undefined> {
  const names = new Set(paths.filter((one) => !one.includes('/')).map((one) => basename(one)))
  const asked = PROGRAMS.filter(([file]) => [...names].some((name) => file.test(name))).flatMap(
    ([, ...programs]) => programs,
  )
  if (asked.length === 0) return undefined
  const told = await Promise.all(asked.map((command) => versionOf(command, path)))
  return `your programs: ${told.join(', ')}`
}

async function versionOf([program = '', ...args]: readonly string[], path: string): Promise<string> {
  const { all, failed } = await execa(program, args, {
    // Elsewhere a shim may fetch the version that a project names.
    cwd: '/',
    env: { PATH: path, COREPACK_ENABLE_NETWORK: '0' },
    reject: false,
    stdin: 'ignore',
    timeout: 10_000,
    all: true,
  })
  const [version] = /\d+(?:\.\d+)+[\w.+-]*/.exec(failed ? '' : String(all).slice(0, 2_000)) ?? []
  return version === undefined ? `no ${program}` : `${program} ${version}`
}
