import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { programsLine } from '../../../../src/commands/try/set-up/programs-line.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

let folder: string

beforeEach(async () => {
  folder = await temporaryFolder()
})

async function program(name: string, says: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\necho '${says}'\n`)
  await chmod(join(folder, name), 0o755)
}

it('R5: the versions that a project meets are named, and what of them is missing', async () => {
  await program('node', 'v20.11.1')
  await program('npm', '10.2.4')
  await program('go', 'go version go1.22.1 linux/amd64')
  await program('java', 'openjdk version "21.0.2" 2024-01-16')
  const paths = ['package.json', 'go.mod', 'pom.xml', 'src/Cargo.toml']
  expect(await programsLine(paths, folder)).toBe(
    'your programs: node 20.11.1, npm 10.2.4, go 1.22.1, java 21.0.2, no mvn',
  )
})

it('R5: nothing is said where nobody knows what is needed', async () => {
  expect(await programsLine(['README.md'], folder)).toBeUndefined()
})
