import { classOfPath } from '../../content/classify-file.ts'
import type { Command } from '../commands/command.ts'
import { resolvePath } from '../shell/words.ts'
import type { FoundJudge } from '../walk.ts'
import type { Files } from './files.ts'

/** Options whose value says how a tool works, or names what it loads first. */
const OPTIONS =
  /^--?(c|r|p|f|config|conf|cfg|configuration|config-file|config-path|configfile|rcfile|rc|settings|options-file|project|tsconfig|build|require|import|loader|experimental-loader|preload|setup|setup-file|setup-files|global-?setup|bootstrap|init-script|settings-file|ignore-path|ignore-file|exclude-file|exclude-from|reporter|file|filter|env-file|plugin|rulesdir|rulesets?|style|toolchain|baseline|suppressions?|xml|phpunit|profile|allowlist|denylist|words|dictionary|ignore-words|cov-config|test-reporter|formatter|format|resolver|transform|runner|testRunner|rules)$/i

/** Their options name packages, folders and files to install, and are read where those are followed. */
const RUNNERS =
  /^(npm|pnpm|yarn|bun|make|gmake|docker|podman|docker-compose|just|task|git|go|cargo|poetry|uv|composer|bundle)$/

/** Files of the repository that a command's options name. Tests and what is tested stay free. */
export function optionFiles(files: Files, { program, args, place }: Command): readonly FoundJudge[] {
  if (RUNNERS.test(program)) return []
  return args.flatMap((arg, index): readonly FoundJudge[] => {
    if (!arg.startsWith('-')) return []
    const equals = arg.indexOf('=')
    const name = equals < 0 ? arg : arg.slice(0, equals)
    const value = equals < 0 ? args[index + 1] : arg.slice(equals + 1)
    if (!OPTIONS.test(name) || value === undefined) return []
    const path = resolvePath(place.folder, value.replace(/^file:(\/\/)?/, ''))
    const found = path === undefined ? undefined : whichFile(files, path, name)
    return found === undefined || isFree(found) ? [] : [{ path: found, how: 'reads' }]
  })
}

function whichFile(files: Files, path: string, option: string): string | undefined {
  const ofFolder = /^--?(p|project|tsconfig|b|build)$/i.test(option)
    ? ['/tsconfig.json']
    : ['/index.js', '/index.ts']
  const endings = ['', '.js', '.cjs', '.mjs', '.ts', '.json', ...ofFolder]
  return endings.map((ending) => path + ending).find((one) => files.has(one))
}

/** Each of several tests is named by what it tests; what helps all of them to start is not. */
function isFree(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const isTest = classOfPath(path) === 'test' && classOfPath(`x/${name}`) === 'test'
  return (
    isTest ||
    /(^|\/)(src|lib|app)\//.test(path) ||
    /(package\.json|Cargo\.toml|pyproject\.toml|pom\.xml|go\.mod)$/.test(path)
  )
}
