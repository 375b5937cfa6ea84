import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GUARDS } from './guards.ts'

const root = join(import.meta.dirname, '../..')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

/** By number: the test files that the section of proofs names. */
const proofs = new Map(
  [...textOf('docs/threats.md').matchAll(/^- \*\*(T\d+)\*\*: (.+)$/gm)].map(([, threat = '', line = '']) => [
    threat,
    [...line.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/g)].map(([, file = '']) => file),
  ]),
)
const threats = [...textOf('docs/threats.md').matchAll(/^\| (T\d+) \|/gm)].map(([, threat = '']) => threat)

describe('what stands against the threats', () => {
  it.each(threats)('%s is proved by tests that name it, and has a guard that can be removed', (threat) => {
    const files = proofs.get(threat) ?? []
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
    expect(files.flatMap(titlesOf).join('\n')).toMatch(new RegExp(`\\b${threat}\\b`))
    expect(GUARDS.some((guard) => guard.threat === threat)).toBe(true)
  })

  it.each(GUARDS)('$threat: $holds: stands once where it is looked for', (guard) => {
    const { file, code, without, threat, noticedBy } = guard
    expect(textOf(file).split(code)).toHaveLength(2)
    expect(without).not.toBe(code)
    expect(proofs.get(threat)).toContain(noticedBy)
  })
})

function titlesOf(file: string): string[] {
  return [...textOf(file).matchAll(/\(\s*(['"`])((?:(?!\1).)*)\1/g)].map(([, , title = '']) => title)
}
