import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  ADDED_PERMISSIONS,
  TOKEN_PERMISSIONS,
} from '../../src/adapters/github/connection/installations/token-permissions.ts'
import { Environment } from '../../src/config/environment.ts'
import { presetToolchains } from '../../src/config/toolchains/toolchains.ts'
import { findOperation } from '../embedded-github/description/find-operation.ts'
import { bodyOf, validatorOf } from '../embedded-github/description/subjects.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const page = read('docs/permissions-and-keys.md')
const asked: Readonly<Record<string, string>> = parse(read('app.yml')).default_permissions
const granted = { ...asked, ...ADDED_PERMISSIONS }
/** The text of one section, by its heading. */
const section = (title: string) => page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? ''

describe('the permissions of the App', () => {
  it('are each told with level and use, and no other', () => {
    const rows = [...section('What the App may do').matchAll(/^\| `(\w+)` \| (read|write) \| (.{20,}) \|$/gm)]
    expect(Object.fromEntries(rows.map(([, name, level]) => [name, level]))).toEqual(granted)
  })

  it('are all asked for by some token, and no token asks for more', () => {
    const wanted: Record<string, string> = {}
    for (const permissions of Object.values(TOKEN_PERMISSIONS))
      for (const [name, level] of Object.entries(permissions))
        if (wanted[name] !== 'write') wanted[name] = level
    expect(wanted).toEqual(granted)
  })

  it('that a setting may need besides are not asked for by everybody', () => {
    for (const name of Object.keys(ADDED_PERMISSIONS)) expect(asked).not.toHaveProperty(name)
  })

  it('are told of each token', () => {
    const named = [...section('What the App may do').matchAll(/^\| `(\w+)` \| (?:one|all) /gm)]
    expect(named.map(([, name]) => name)).toEqual(Object.keys(TOKEN_PERMISSIONS))
  })
})

it('the command that switches empty check suites off asks for what GitHub describes', () => {
  const [, method = '', path = '', fields = ''] = /`gh api -X (\w+) (\S+) ([^`]+)`/.exec(page) ?? []
  const body: Record<string, Record<string, unknown>[]> = {}
  // As gh reads `-F name[][key]=value`: an element of a list, and what looks like another type is of that.
  for (const [, list = '', key = '', value = ''] of fields.matchAll(/-F '(\w+)\[\]\[(\w+)\]=(\w+)'/g))
    body[list] = [{ ...body[list]?.[0], [key]: value === 'ID' ? 1 : value === 'false' ? false : value }]
  expect(body).toEqual({ auto_trigger_checks: [{ app_id: 1, setting: false }] })
  const operation = findOperation(method, `/${path}`)
  if (operation === undefined) throw new Error(`${method} ${path} is no call that GitHub describes`)
  expect(validatorOf(bodyOf(operation))(body)).toBe(true)
})

describe('the keys of the server', () => {
  const SECRET = /KEY|SECRET|TOKEN|PASSWORD|DATABASE_URL/
  const providers = [...presetToolchains.values()].flatMap(({ provider }) => [provider?.key, provider?.token])

  it.each([
    ...Object.keys(Environment.shape).filter((name) => SECRET.test(name)),
    ...new Set(providers.filter((name) => name !== undefined)),
  ])('%s: the page says how it is changed', (name) => {
    expect(section('Changing a key')).toContain(`\`${name}\``)
  })
})
