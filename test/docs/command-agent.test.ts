import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createAgents } from '../../src/adapters/agents/agents.ts'
import { parseToolchains } from '../../src/config/toolchains/toolchains.ts'
import { onThisHost } from '../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const PAGE = join(import.meta.dirname, '../../docs/for-agents.md')
let folder: string

beforeEach(async () => {
  folder = await temporaryFolder()
})

it('the smallest agent of the documentation writes a patch, and says what it does', async () => {
  const page = await readFile(PAGE, 'utf8')
  const script = /```sh\n(#!\/bin\/sh\n[\s\S]*?)```/.exec(page)?.[1] ?? ''
  const yaml = /```yaml\n(toolchains:\n {2}minimal:[\s\S]*?)```/.exec(page)?.[1] ?? ''
  const workTree = { path: join(folder, 'tree'), home: join(folder, 'home') }
  await mkdir(join(workTree.path, 'src'), { recursive: true })
  await mkdir(workTree.home)
  await writeFile(join(folder, 'minimal-agent.sh'), script)
  const parsed = parseToolchains(yaml.replaceAll('/opt/agents', folder), 'toolchains.yml')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  expect(Object.keys(parse(yaml))).toEqual(['toolchains'])
  const said: string[] = []
  const agents = createAgents(parsed.value.toolchains, {
    ...onThisHost,
    log: () => undefined,
    transcripts: undefined,
  })
  const result = await agents.agent('minimal')?.run({
    workTree,
    brief: 'add subtracts',
    budget: {},
    signal: new AbortController().signal,
    onProgress: (line) => said.push(line),
  })
  expect(result).toMatchObject({ kind: 'finished' })
  expect(await readFile(join(workTree.path, 'src/add.js'), 'utf8')).toBe(
    'export function add(a, b) { return a + b }\n',
  )
  // Lines that come too fast are left out.
  expect(['read 13 characters', 'changed src/add.js']).toEqual(expect.arrayContaining(said))
  expect(said).not.toEqual([])
})
