import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { execa } from 'execa'
import { expect, it } from 'vitest'

const project = join(import.meta.dirname, '../..')

/** Loads a module, and prints the addresses of all that came with it. */
const LOADED = `
import { registerHooks } from 'node:module'
const urls = []
registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) })
await import(process.argv[1])
console.log(urls.join('\\n'))
process.exit()
`

async function loadedBy(module: string): Promise<readonly string[]> {
  const url = pathToFileURL(join(project, module)).href
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', LOADED, url])
  return stdout.split('\n')
}

const optional = Object.keys(
  JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).optionalDependencies,
)
const isOptional = (url: string) =>
  url.includes('/packages/embedded-github/') ||
  optional.some((name) => url.includes(`/node_modules/${name}/`))

it('a server loads nothing of the embedded GitHub, nor what only that needs', async () => {
  const loaded = await loadedBy('src/commands/start.ts')
  expect(loaded.filter((url) => url.includes('/src/web/'))).not.toEqual([])
  expect(loaded.filter(isOptional)).toEqual([])
})

it.each(['contract/contract.ts', 'backtest/backtest.ts', 'log/replay-run.ts', 'doctor/doctor.ts'])(
  'nor does %s',
  async (command) => {
    expect((await loadedBy(`src/commands/${command}`)).filter(isOptional)).toEqual([])
  },
)

it('a demo loads all of it', async () => {
  const loaded = await loadedBy('src/commands/demo/run-demo.ts')
  for (const name of optional)
    expect(
      loaded.some((url) => url.includes(`/node_modules/${name}/`)),
      name,
    ).toBe(true)
})
