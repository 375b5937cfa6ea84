import type { Command } from '../commands/command.ts'
import { asList, asText, dig, readJson } from '../files/read-data.ts'
import { quoted, resolvePath } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'

const OWN =
  /^(install|i|update|u|require|remove|dump-autoload|dumpautoload|validate|config|show|self-update|selfupdate|global|create-project|audit|diagnose|licenses|outdated|check-platform-reqs|init|search|status|clear-cache|clearcache|bump|fund|why|depends|prohibits|suggests|archive|about|help|list|reinstall|browse|home)$/

/** Events that installing runs, also those that the base does not have yet. */
const INSTALL = [
  'pre-install-cmd',
  'post-install-cmd',
  'pre-update-cmd',
  'post-update-cmd',
  'pre-autoload-dump',
  'post-autoload-dump',
  'post-root-package-install',
]

/** Scripts of composer.json. */
export async function composer(walk: Walk, { args, place }: Command): Promise<void> {
  const option = args.findIndex((arg) => /^(-d|--working-dir)$/.test(arg))
  const folder = option < 0 ? place.folder : resolvePath(place.folder, args[option + 1] ?? '')
  const operands = args.filter((arg, index) => !arg.startsWith('-') && (option < 0 || index !== option + 1))
  const [first, second] = operands
  const name = /^(run|run-script)$/.test(first ?? '') ? second : first
  const file = resolvePath(folder, 'composer.json')
  if (name === undefined || file === undefined || !walk.files.has(file)) return
  const scripts = dig(readJson(await walk.files.read(file)), 'scripts')
  const at = args.indexOf(name)
  const rest = args.slice(at + 1).filter((arg) => arg !== '--')
  const reached = { walk, file, scripts, place: { ...place, folder } }
  if (!OWN.test(name) || first !== name) return script(reached, name, rest)
  if (!/^(install|i|update|u|dump-autoload|dumpautoload)$/.test(name)) return
  walk.found(place, { path: file, parts: INSTALL.map((one) => `scripts.${one}`), how: 'runs' })
  for (const one of INSTALL) await script(reached, one, [])
}

interface ComposerScripts {
  readonly walk: Walk
  readonly file: string
  readonly scripts: unknown
  readonly place: Place
}

async function script(
  { walk, file, scripts, place }: ComposerScripts,
  name: string,
  args: readonly string[],
): Promise<void> {
  const found = dig(scripts, name)
  if (found === undefined) return
  const here = through(place, `${file}: scripts.${name}`)
  walk.found(here, {
    path: file,
    parts: [name, `pre-${name}`, `post-${name}`].map((one) => `scripts.${one}`),
    how: 'runs',
  })
  if (!walk.enters(here, JSON.stringify([file, name, args]))) return
  for (const line of asList(found).flatMap((one) => asText(one) ?? [])) {
    const text = line.replace(/^@(no_additional_args|additional_args)\s*/, '')
    const other = /^@([\w:.-]+)\s*(.*)$/s.exec(text)
    if (other && !/^(php|composer|putenv)$/.test(other[1] ?? '')) {
      await script({ walk, file, scripts, place: here }, other[1] ?? '', [])
    } else if (/^[\w\\]+::\w+$/.test(text)) walk.unfollowed(here, text, 'a function of the project')
    else if (!text.startsWith('@putenv'))
      await walk.script(`${text.replace(/^@/, '')} ${quoted(args)}`.trim(), here)
  }
}
