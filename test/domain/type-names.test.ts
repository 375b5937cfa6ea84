import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../src/domain')

it('no two types of the domain have one name', () => {
  const names = globSync('**/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^export (?:type|interface|class) (\w+)/gm)].map(
      ([, name = '']) => name,
    ),
  )
  expect(names).toContain('Verdict')
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})
