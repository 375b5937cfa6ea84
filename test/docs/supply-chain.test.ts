import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')
interface Locked {
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly integrity?: string
  readonly resolved?: string
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')

it('T17: every dependency is named in one exact version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'))
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
})

it('T17: every package that is installed has a hash, and comes from the registry', () => {
  const { packages } = JSON.parse(read('package-lock.json'))
  for (const [path, one] of Object.entries<Locked>(packages)) {
    if (!path.startsWith('node_modules/') || one.link || one.inBundle) continue
    expect(one.integrity, path).toMatch(/^sha512-/)
    expect(one.resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
  }
})

it('T17: workflows pin actions by commit, and none has the rights of the base on the code of others', () => {
  const folder = '.github/workflows'
  for (const file of existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []) {
    const text = read(`${folder}/${file}`)
    for (const [, action] of text.matchAll(/uses:\s*(\S+)/g))
      expect(action, file).toMatch(/^(?:\.\/.*|[\w./-]+@[0-9a-f]{40})$/)
    expect(Object.keys(Object(parse(text).on)), file).not.toContain('pull_request_target')
  }
})
