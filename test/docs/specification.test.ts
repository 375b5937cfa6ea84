import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const filesOf = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))

/** The rows of a page's tables that begin with a number of its own, and the last column of each. */
const rowsOf = (page: string) =>
  new Map(
    [...textOf(page).matchAll(/^\| ([A-Z]\d+) \|.*\| ([^|]+) \|$/gm)].map(([, id = '', last = '']) => [
      id,
      last,
    ]),
  )

const [requirements, threats, cases] = [
  rowsOf('docs/requirements.md'),
  rowsOf('docs/threats.md'),
  rowsOf('docs/cases.md'),
]
const numbers = new Set([...requirements.keys(), ...threats.keys(), ...cases.keys()])
const cited = (text: string) => [...text.matchAll(/\b[A-EORSTV]\d{1,2}\b/g)].map(([id]) => id)

describe('the specification', () => {
  it('has every number that a comment cites', () => {
    for (const path of filesOf('src')) {
      for (const [comment] of textOf(path).matchAll(/\/\/ .*|\/\*\*[\s\S]*?\*\//g)) {
        for (const id of cited(comment)) expect(numbers, `${path}: ${id}`).toContain(id)
      }
    }
  })

  it('has every number that the title of a test begins with', () => {
    for (const path of filesOf('test')) {
      for (const [, id = ''] of textOf(path).matchAll(/\(\s*['"`]([A-EORSTV]\d{1,2})(?:: |, )/g))
        expect(numbers, `${path}: ${id}`).toContain(id)
    }
  })

  it('names by a test what is said to be done, and every threat', () => {
    const titles = filesOf('test')
      .flatMap((path) => [...textOf(path).matchAll(/\(\s*['"`]((?:[A-Z]\d+(?:, |: ))+)/g)])
      .flatMap(([, ids = '']) => cited(ids))
    const named = new Set(titles)
    const claimed = [...requirements].filter(([, state]) => !state.startsWith('open')).map(([id]) => id)
    expect([...claimed, ...threats.keys()].filter((id) => !named.has(id))).toEqual([])
  })
})
