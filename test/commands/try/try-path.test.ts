import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Adder, createAdder, RIGHT, writing } from './adder.ts'

const LONG = 300_000
const project = join(import.meta.dirname, '../../..')
let adder: Adder

beforeEach(async () => {
  adder = await createAdder()
})
afterEach(() => adder.remove())

it("R5: checks and agents find the person's own Node, and none of this package's tools", {
  timeout: LONG,
}, async () => {
  await adder.commit({})
  const tools = join(adder.root, 'tools')
  await mkdir(tools)
  await writeFile(join(tools, 'node'), '#!/bin/sh\necho the own node\n')
  await chmod(join(tools, 'node'), 0o755)
  const ours = ['node_modules/.bin', 'node_modules/node/bin'].map((folder) => join(project, folder))
  const [, ...others] = (process.env.PATH ?? '').split(delimiter)
  const check = 'test "$(node -v)" = "the own node" && ! command -v vitest'
  const { stdout, stderr, exitCode } = await adder.tryScripts(
    { own: `${writing(RIGHT)}\nnode -v > said.txt; command -v vitest >> said.txt || true` },
    ['--unconfined', '--json', '--verify', check],
    { PATH: [...ours, tools, ...others].join(delimiter) },
  )
  expect(exitCode, stderr).toBe(0)
  const { clone, candidates } = JSON.parse(stdout)
  const said = await execa('git', ['-C', clone, 'show', `${candidates[0].branch}:said.txt`])
  expect(said.stdout).toBe('the own node')
})
