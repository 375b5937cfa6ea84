import type { FoundJudge, Walk } from '../walk.ts'
import { foldersAbove } from './place-files.ts'
import type { Tool } from './tool.ts'
import { wordsOf } from './tools.ts'

/**
 * What would stand in the place of a tool or of a module of it: files that its language finds first, packages of the workspace with its
 * name, and dependencies that name something else than a version. A base that is the tool itself shadows nothing.
 */
export function shadowsOf(files: Walk['files'], tool: Tool, folder: string): readonly FoundJudge[] {
  const modules = wordsOf(tool.modules)
  const above = foldersAbove(folder)
  const languages = tool.with ?? []
  // Where there is one, an installation builds what it says: https://docs.npmjs.com/cli/using-npm/scripts
  const builds = languages.includes('node') ? newFiles(files, above, ['binding.gyp']) : []
  if (modules.length === 0) return builds
  if (languages.includes('python')) {
    const names = modules.flatMap((one) => [`${one}.py`, `${one}/**`])
    return [
      ...newFiles(files, above, withPrefixes(names, ['', 'tests/', 'test/', 'src/'])),
      ...requirements(modules, above),
    ]
  }
  if (languages.includes('ruby')) {
    const names = modules.flatMap((one) => [`${one}.rb`, `${one}/**`])
    return newFiles(files, above, withPrefixes(names, ['lib/', 'test/', 'spec/']))
  }
  return languages.includes('node') ? [...builds, ...packages(modules, above)] : []
}

const PACKAGE = /\/java\/(org\/\w+)\/\*\*$/

/** Where the base is the library itself, its package is the product, and no stand-in for it. */
export function isOwnPackage({ paths }: Pick<Walk['files'], 'paths'>, { path }: FoundJudge): boolean {
  const name = PACKAGE.exec(path)?.[1]
  return name !== undefined && paths.some((one) => `/${one}`.includes(`/src/main/java/${name}/`))
}

function withPrefixes(names: readonly string[], prefixes: readonly string[]): readonly string[] {
  return prefixes.flatMap((prefix) => names.map((name) => prefix + name))
}

function newFiles(
  { has, hasFolder }: Walk['files'],
  above: readonly string[],
  names: readonly string[],
): readonly FoundJudge[] {
  return above
    .flatMap((folder) => names.map((name) => folder + name))
    .filter((path) => (path.endsWith('/**') ? !hasFolder(path.slice(0, -3)) : !has(path)))
    .map((path) => ({ path, isPattern: true, how: 'loads' }))
}

/** Where requirements say that a tool comes from: not from the index, or from another one. */
function requirements(modules: readonly string[], above: readonly string[]): readonly FoundJudge[] {
  const names = modules.map((one) => one.toLowerCase().replace(/[-_.]+/g, '-'))
  const origins = names.map((one) => `origins.${one}`)
  const ofPipfile = names.flatMap((one) => [`packages.${one}~`, `dev-packages.${one}~`])
  const files = [
    '*requirements*.txt',
    '*requirements*.in',
    'requirements/*.txt',
    'requirements/*.in',
    'constraints*.txt',
  ]
  return above.flatMap((folder): FoundJudge[] => [
    ...files.map(
      (name): FoundJudge => ({
        path: folder + name,
        isPattern: true,
        parts: [...origins, 'index'],
        how: 'loads',
      }),
    ),
    { path: `${folder}pyproject.toml`, isPattern: true, parts: origins, how: 'loads' },
    { path: `${folder}Pipfile`, isPattern: true, parts: ofPipfile, how: 'loads' },
  ])
}

const LOCKS = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml']

function packages(modules: readonly string[], above: readonly string[]): readonly FoundJudge[] {
  const dependencies = modules.flatMap((one) => [
    `dependencies.${one}~`,
    `devDependencies.${one}~`,
    `optionalDependencies.${one}~`,
    `overrides.${one}~`,
    `resolutions.${one}~`,
    `pnpm.overrides.${one}~`,
  ])
  const names = modules.flatMap((one) => [`name=${one}`, `bin.${one}`])
  return [
    ...above.map(
      (folder): FoundJudge => ({
        path: `${folder}package.json`,
        isPattern: true,
        parts: dependencies,
        how: 'loads',
      }),
    ),
    { path: '**/package.json', isPattern: true, parts: names, how: 'loads' },
    ...above.flatMap((folder) =>
      LOCKS.map(
        (name): FoundJudge => ({
          path: folder + name,
          isPattern: true,
          parts: modules.map((one) => `origins.${one}`),
          how: 'loads',
        }),
      ),
    ),
  ]
}
