import type { Command } from '../commands/command.ts'
import { resolvePath } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'
import { followImports } from './named-files.ts'

/** Libraries that make a task, as the command that it runs. */
const TASKS: readonly (readonly [RegExp, string])[] = [
  [/\bRSpec::Core::RakeTask\b/, 'rspec'],
  [/\bRuboCop::RakeTask\b/, 'rubocop'],
  [/\bRake::TestTask\b|\bMinitest::TestTask\b/, 'ruby -Itest -Ilib'],
  [/\bCucumber::Rake::Task\b/, 'cucumber'],
  [/\bStandard::Rake\b|\brequire ['"]standard\/rake['"]/, 'standardrb'],
  [/\bYARD::Rake\b/, 'yard'],
  [/\bReek::Rake\b/, 'reek'],
  [/\bSteep::RakeTask\b/, 'steep check'],
]

/** A Rakefile is a program: all of it judges, and of what it runs, plain commands are followed. */
export async function rake(walk: Walk, { args, place }: Command): Promise<void> {
  const option = args.findIndex((arg) => /^(-f|--rakefile)$/.test(arg))
  const names = option < 0 ? ['rakefile', 'Rakefile', 'rakefile.rb', 'Rakefile.rb'] : [args[option + 1] ?? '']
  const file = names
    .flatMap((name) => resolvePath(place.folder, name) ?? [])
    .find((one) => walk.files.has(one))
  if (file === undefined) return
  const here = through(place, file)
  walk.found(here, { path: file, how: 'runs' })
  const before = names.slice(0, names.indexOf(file.slice(file.lastIndexOf('/') + 1)))
  for (const name of option < 0 ? before : []) {
    walk.found(here, { path: join(place.folder, name), isPattern: true, how: 'loads' })
  }
  walk.found(here, { path: join(place.folder, 'rakelib/**'), isPattern: true, how: 'loads' })
  const folder = place.folder ?? ''
  const others = walk.files.paths.filter(
    (path) =>
      /(^|\/)(rakelib\/[^/]+|lib\/tasks\/.+|tasks\/.+)\.rake$/.test(path) &&
      path.startsWith(folder === '' ? '' : `${folder}/`),
  )
  for (const path of others.slice(0, 30)) walk.found(here, { path, how: 'loads' })
  // A Rakefile that loads a folder loads what is new there.
  const folders = new Set(others.map((path) => path.slice(0, path.lastIndexOf('/'))))
  if (/\*\.rake\b/.test((await walk.files.read(file)) ?? '')) {
    for (const one of [...folders].slice(0, 10))
      walk.found(here, { path: `${one}/*.rake`, isPattern: true, how: 'loads' })
  }
  for (const path of [file, ...others.slice(0, 30)]) {
    const text = (await walk.files.read(path)) ?? ''
    await followImports(walk, { file: path, text, place: here })
    await commands(walk, text, here)
  }
}

const CALL = /\b(sh|system|ruby)[ (]{1,2}(?:"([^"\n]{1,500})"|'([^'\n]{1,500})')/g

async function commands(walk: Walk, text: string, place: Place): Promise<void> {
  for (const [pattern, command] of TASKS) if (pattern.test(text)) await walk.script(command, place)
  for (const [, by, double, single] of text.slice(0, 200_000).matchAll(CALL)) {
    const said = double ?? single ?? ''
    const command = by === 'ruby' ? `ruby ${said}` : said
    if (said.includes('#{')) walk.unfollowed(place, command, 'what it runs is known only at run time')
    else await walk.script(command, place)
  }
}

function join(folder: string | undefined, name: string): string {
  return folder ? `${folder}/${name}` : name
}
