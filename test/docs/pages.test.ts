import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runHere } from '../commands/run-here.ts'

const root = join(import.meta.dirname, '../..')
const pagesIn = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
const PAGES = [...pagesIn('.'), ...pagesIn('docs'), ...pagesIn('docs/decisions')]
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

/** As GitHub makes them from headings: lower case, no punctuation, hyphens for spaces. */
const anchorsOf = (path: string) =>
  [...textOf(path).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

describe('the documentation', () => {
  it.each(PAGES)('%s links to nothing that is not there', (page) => {
    for (const [, target = ''] of textOf(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path, anchor] = target.split('#')
      const file = path ? join(dirname(page), path) : page
      expect(existsSync(join(root, file)), `${page} → ${target}`).toBe(true)
      if (anchor) expect(anchorsOf(file), `${page} → ${target}`).toContain(anchor)
    }
  })

  it.each(PAGES)('%s shows commands and options that exist', async (page) => {
    for (const line of textOf(page).matchAll(/(?:(?:^|`|npx )speculate|npm run demo --) ([^`\n#]+)/gm)) {
      const words = (line[0].startsWith('npm') ? `demo ${line[1]}` : (line[1] ?? '')).trim().split(/\s+/)
      const command = words
        .slice(0, ['audit', 'config'].includes(words[0] ?? '') ? 2 : 1)
        .filter((word) => !word.startsWith('-'))
      const help = await helpOf(command)
      for (const option of words.filter((word) => word.startsWith('--') && word !== '--help')) {
        expect(help, `${page}: ${line[0]}`).toContain(option)
      }
    }
  })

  it.each(PAGES.filter((page) => page !== 'README.md'))(
    'O13: %s shows no command that runs another program where it is read',
    (page) => {
      // Only in a clone does npx find this program, and only the README is read there alone.
      for (const [line] of textOf(page).matchAll(/^.*npx speculate [a-z-].*$/gm)) expect(line, page).toBe('')
    },
  )

  it('has a README of at most 150 lines', () => {
    expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(150)
  })
})

const helps = new Map<string, string>()

async function helpOf(command: readonly string[]): Promise<string> {
  const key = command.join(' ')
  const known = helps.get(key)
  if (known !== undefined) return known
  const { exitCode, stdout } = await runHere([...command, '--help'])
  expect(exitCode, key).toBe(0)
  helps.set(key, stdout)
  return stdout
}
