import { basename } from 'node:path'
import { sha256 } from '../../domain/sha256.ts'
import { git } from '../git/git.ts'
import { machine } from './machine.ts'

/** What says, by its name, which dependencies a project has. */
const MANIFESTS: readonly RegExp[] = [
  /^(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|deno\.lock)$/,
  /^(?:\.npmrc|\.yarnrc|\.yarnrc\.yml|\.nvmrc|\.node-version|\.python-version|\.ruby-version|\.tool-versions)$/,
  /^(?:pyproject\.toml|setup\.(?:py|cfg)|Pipfile(?:\.lock)?|(?:poetry|uv|pdm)\.lock)$/,
  /^(?:requirements|constraints)[\w.-]{0,100}\.(?:txt|in)$/,
  /^(?:go\.(?:mod|sum|work)|Cargo\.(?:toml|lock)|rust-toolchain(?:\.toml)?|mix\.(?:exs|lock))$/,
  /^(?:Gemfile(?:\.lock)?|[\w-]{1,100}\.gemspec|composer\.(?:json|lock)|pom\.xml)$/,
  /^(?:(?:build|settings)\.gradle(?:\.kts)?|gradle\.lockfile|packages\.lock\.json|[\w.-]{1,100}\.csproj)$/,
]

interface SetUpQuestion {
  /** A repository that has `commit`. */
  readonly gitDir: string
  readonly commit: string
  readonly project: string
  readonly commands: readonly string[]
}

/**
 * Equal for commits of one project that have the same installed: the commands, the files that they name, every manifest and lock file, and
 * the machine.
 */
export async function setUpKey({ gitDir, commit, commands, project }: SetUpQuestion): Promise<string> {
  const { stdout } = await git(['ls-tree', '-r', '-z', '--full-tree', commit], { gitDir })
  const words = new Set(commands.flatMap((command) => command.split(/[\s;&|()'"]+/)))
  const counts = (path: string) =>
    words.has(path) || words.has(`./${path}`) || MANIFESTS.some((one) => one.test(basename(path)))
  const files = stdout
    .toString('latin1')
    .split('\0')
    .filter((entry) => counts(entry.slice(entry.indexOf('\t') + 1)))
  const all = JSON.stringify([2, await machine(), project, commands, files])
  return sha256(all)
}
