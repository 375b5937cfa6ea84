import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseSettings } from '../../src/config/repository.ts'
import { dottedKeys, inputSchema } from '../../src/config/schema-keys.ts'
import { parseToolchains } from '../../src/config/toolchains/toolchains.ts'
import { Settings } from '../../src/domain/settings.ts'
import { SLASH_COMMANDS } from '../../src/stages/commands/slash/slash-commands.ts'

const root = join(import.meta.dirname, '../..')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]
const { scripts } = JSON.parse(textOf('package.json'))

/** All that a name could be read by: the program, what leads to it, and what measures it. */
const program = ['src', 'deploy', 'packages', 'test/bench', 'test/regular-expressions', '.github', 'app.yml']
  .flatMap((place) => filesUnder(place))
  .filter((path) => /\.(?:ts|js|yml|yaml|json|sh|env)$|Dockerfile$/.test(path))
  .map((path) => textOf(path))
  .join('\n')

/** Variables that Node itself reads. */
const OF_NODE = ['NODE_USE_ENV_PROXY', 'NODE_EXTRA_CA_CERTS']

function filesUnder(place: string): string[] {
  if (/\.\w+$/.test(place) && place !== '.github') return [place]
  return readdirSync(join(root, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/node_modules/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
}

const settingsKeys = dottedKeys(inputSchema(Settings)).map(({ path }) => path)
const spans = (page: string) =>
  [...textOf(page).matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, span = '']) => span)
const blocks = (page: string, language: string) =>
  [...textOf(page).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  )

describe.each(PAGES)('%s', (page) => {
  it('names scripts of npm that exist', () => {
    for (const [, script = ''] of textOf(page).matchAll(/npm run ([\w:]+)/g))
      expect(scripts, script).toHaveProperty([script])
  })

  it('names files that exist', () => {
    const run = [...textOf(page).matchAll(/\bnode ([\w/.-]+\.ts)/g)].map(([, path = '']) => path)
    for (const path of [...spans(page), ...run]) {
      if (!/^(?:src|test|docs|deploy|packages)\/[\w./-]+$/.test(path)) continue
      const places = [path, `${path}.ts`, `packages/embedded-github/${path}`]
      const isThere = places.some((one) => existsSync(join(root, one)))
      // An operator writes these, and Compose reads them.
      const isRead =
        path === 'deploy/.env' ||
        (path.endsWith('.env') && textOf('deploy/compose.yml').includes(`path: ${basename(path)}`))
      expect(isThere || isRead, path).toBe(true)
    }
  })

  it('names options that exist', () => {
    for (const span of spans(page)) {
      const [option] = /^--[a-z][a-z-]+/.exec(span) ?? []
      if (option) expect(new RegExp(`${option}(?![\\w-])`).test(program), span).toBe(true)
    }
  })

  it('names variables of the environment that are read', () => {
    for (const span of spans(page))
      for (const [name] of span.matchAll(/(?<![\w-])[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+(?![\w-])/g))
        expect(OF_NODE.includes(name) || program.includes(name), name).toBe(true)
  })

  it('names settings that exist', () => {
    const first = new Set(settingsKeys.map((key) => key.split('.')[0]))
    for (const span of spans(page)) {
      const [key = ''] = /^[a-z_]+(?:\.[a-z_]+)+(?=$|:)/.exec(span) ?? []
      if (!first.has(key.split('.')[0]) || key.endsWith('.yml')) continue
      expect(settingsKeys, span).toContain(key)
    }
  })

  it('shows settings and toolchains that can be read', () => {
    for (const text of blocks(page, 'yaml').flatMap((block) => block.split('# or\n'))) {
      const keys = Object.keys(parse(text) ?? {})
      const isOf = (names: readonly string[]) => keys.every((key) => names.includes(key))
      if (isOf(['toolchains', 'prices', 'budget', 'limits']))
        expect(parseToolchains(text, page)).toMatchObject({ ok: true })
      else if (isOf(settingsKeys)) expect(parseSettings(text)).toMatchObject({ ok: true })
    }
  })

  it('names slash commands that exist', () => {
    const names = SLASH_COMMANDS.map(({ name }) => name)
    for (const [, name = ''] of textOf(page).matchAll(/`[/@]speculate ([a-z]+)(?=[ `])/g))
      expect(names, name).toContain(name)
  })
})
