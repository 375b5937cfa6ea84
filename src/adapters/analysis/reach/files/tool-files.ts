import picomatch from 'picomatch'
import type { Command } from '../commands/command.ts'
import { GROUPS } from '../tools/groups.ts'
import { type Configuration, namedByConfiguration } from '../tools/named-by-configuration.ts'
import { nameIn, placeFiles } from '../tools/place-files.ts'
import { isOwnPackage, shadowsOf } from '../tools/shadows.ts'
import type { Tool } from '../tools/tool.ts'
import { toolOf, wordsOf } from '../tools/tools.ts'
import type { FoundJudge, Walk } from '../walk.ts'

/**
 * What a tool reads and loads by itself, also where the base has it not yet; undefined where the program is none that is known.
 * Configuration that is code is looked into for the files that it names.
 */
export async function toolFiles(
  files: Walk['files'],
  { program, args, place }: Command,
): Promise<readonly FoundJudge[] | undefined> {
  const tool = toolOf(program)
  if (!tool) return undefined
  const folder = place.folder ?? ''
  const all = [tool, ...(tool.with ?? []).map((name) => GROUPS[name])]
  const configurations = configurationsOf(files, tool, folder)
  return [
    ...all.flatMap((one) => placeFiles(one, folder)).filter((one) => !isOwnPackage(files, one)),
    ...shadowsOf(files, tool, folder),
    ...(await namedByConfiguration(files, [...configurations, ...namedByOptions(files, { args, folder })])),
  ]
}

const MAX_CONFIGURATIONS = 40

/** Files of the base that this tool is configured by, the nearest to the root first. */
function configurationsOf(files: Walk['files'], tool: Tool, folder: string): readonly Configuration[] {
  const groups = [tool, ...(tool.with ?? []).map((name) => GROUPS[name])]
  const words = groups.flatMap(({ reads, anywhere }) => [
    ...wordsOf(reads),
    ...wordsOf(anywhere).filter((word) => word.startsWith('conftest')),
  ])
  const byName = Map.groupBy(words, (word) => lastOf(nameIn(word)))
  const names = [...byName.keys()].filter((name) => !name.includes('**'))
  const isNamed = picomatch(names, { dot: true })
  return files.paths
    .filter((path) => isHere(path, folder) && !path.includes('node_modules/') && isNamed(lastOf(path)))
    .sort((a, b) => a.split('/').length - b.split('/').length)
    .slice(0, MAX_CONFIGURATIONS)
    .map((path) => ({ path, ...partsOf(byName.get(lastOf(path)) ?? []) }))
}

/** In the folder, below it or above it. */
function isHere(path: string, folder: string): boolean {
  const own = path.slice(0, path.lastIndexOf('/') + 1)
  return folder === '' || own.startsWith(`${folder}/`) || `${folder}/`.startsWith(own)
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function partsOf(words: readonly string[]): Pick<Configuration, 'parts'> {
  const parts = words.flatMap((word) =>
    word.includes('#') ? word.slice(word.indexOf('#') + 1).split(',') : [],
  )
  const isWhole = words.length === 0 || words.some((word) => !word.includes('#'))
  return isWhole || parts.some((part) => part.startsWith('!')) ? {} : { parts }
}

/** `--config x` and the like: what is named there is made of other files too. */
function namedByOptions(
  files: Walk['files'],
  { args, folder }: { readonly args: readonly string[]; readonly folder: string },
): readonly Configuration[] {
  return args
    .map((arg) => arg.slice(arg.indexOf('=') + 1).replace(/^\.\//, ''))
    .map((arg) => (folder === '' ? arg : `${folder}/${arg}`))
    .filter((path) => /config|rc|\.(json|ya?ml|toml|ini|cfg|xml|neon)$/.test(path) && files.has(path))
    .map((path) => ({ path }))
}
