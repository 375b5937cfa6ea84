import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { findProgram, versionOf } from '../../../../src/adapters/agents/program/find-program.ts'
import { readableFor } from '../../../../src/adapters/agents/program/readable-for.ts'
import { Toolchain } from '../../../../src/config/toolchains/toolchains.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

let root: string
let packages: string

beforeEach(async () => {
  root = await temporaryFolder()
  packages = join(root, 'packages')
})

async function program(path: string, text = '#!/bin/sh\n'): Promise<string> {
  const file = join(root, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  await chmod(file, 0o755)
  return file
}

/** As npm leaves it: a link to a file of the package. */
async function installed(): Promise<string> {
  const modules = 'packages/agent@1.2.3/node_modules'
  const file = await program(`${modules}/agent/bin/agent.js`)
  await program(`${modules}/agent/package.json`, '{ "name": "agent", "version": "1.2.3" }')
  await mkdir(join(root, modules, '.bin'))
  await symlink('../agent/bin/agent.js', join(root, modules, '.bin/agent'))
  return file
}

const toolchain = (command: string[], more = {}) => Toolchain.parse({ kind: 'command', command, ...more })

describe('the program of a toolchain', () => {
  it('is that of its package, whatever the PATH has, and shows nothing but that package', async () => {
    const file = await installed()
    const found = await findProgram(toolchain(['agent'], { package: 'agent@1.2.3' }), packages)
    expect(found).toBe(file)
    expect(await versionOf(file)).toBe('1.2.3')
    expect(await readableFor([file], packages)).toContain(join(packages, 'agent@1.2.3'))
    expect(await readableFor([file], packages)).not.toContain(packages)
  })

  it('is not there before its package is installed, and not from another version of it', async () => {
    await installed()
    expect(await findProgram(toolchain(['agent'], { package: 'agent@1.2.4' }), packages)).toBeUndefined()
    expect(await findProgram(toolchain(['agent']), packages)).toBeUndefined()
  })

  it('that stands alone is shown alone, never with the folder it is in', async () => {
    const file = await program('home/of/a/person/agent.sh')
    const found = await findProgram(toolchain([file]), packages)
    expect(found).toBe(file)
    const shown = await readableFor([file, '--flag', join(root, 'not-there')], packages)
    expect(shown.filter((path) => path.startsWith(root))).toEqual([file])
    expect(await versionOf(file)).toBeUndefined()
  })

  it('of Python is started and shown in its environment', async () => {
    const file = await program('venv/bin/aider')
    await program('venv/pyvenv.cfg', 'home = /usr/bin\n')
    expect(await findProgram(toolchain([file]), packages)).toBe(file)
    expect(await readableFor([file], packages)).toContain(join(root, 'venv'))
  })

  it('may be an interpreter: the script that it is given is shown, a folder is not', async () => {
    const script = await program('agent.mjs')
    const shown = await readableFor([process.execPath, script, root], packages)
    expect(shown.filter((path) => path.startsWith(root))).toEqual([script])
  })
})
