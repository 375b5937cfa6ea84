import { writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, expect, it } from 'vitest'
import { writeSystemPackages } from '../../../../packages/embedded-github/src/runner/job/system-packages.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

let folder: string
let machine: string

beforeEach(async () => {
  folder = await temporaryFolder()
  machine = await temporaryFolder()
  await writeSystemPackages(folder)
  await has('sudo', 'echo as root: "$@"')
  await has('clang', 'true')
  await has('dpkg-query', 'test "$3" = libssl-dev && printf installed')
})

/** A program of the machine. */
const has = (name: string, script: string) =>
  writeFile(join(machine, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })

const said = async (command: string) => {
  const env = { PATH: [folder, machine, '/usr/bin', '/bin'].join(delimiter) }
  const { exitCode, all } = await execa('sh', ['-ec', command], { reject: false, all: true, env })
  return { exitCode, all }
}

it.each([
  'sudo apt-get update && sudo apt-get install -y clang',
  'sudo -E DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 install --no-install-recommends clang libssl-dev',
  'apt install clang=1:14.0 libssl-dev:amd64',
  'sudo add-apt-repository -y ppa:a/b',
])('a job that asks for what is there goes on, and nothing is done as root: %s', async (command) => {
  const { exitCode, all } = await said(command)
  expect([exitCode, all]).toEqual([0, expect.not.stringContaining('as root')])
})

it('a job that asks for more is told what is missing', async () => {
  expect(await said('sudo apt-get install -y clang no-such-tool libnone-dev')).toEqual({
    exitCode: 127,
    all: 'E: a job installs no packages on this machine, which lacks no-such-tool libnone-dev',
  })
  expect((await said('sudo apt-get purge clang')).exitCode).toBe(127)
})

it.each([
  ['sudo npm install --global clang', 'npm install --global clang of'],
  ['sudo -H -E OWN=this /usr/bin/npm ci', 'npm ci of this'],
  ['sudo python3 -m pip install clang', 'python -m pip install clang of'],
  ['sudo python3 setup.py', 'as root: python3 setup.py'],
])('what installs for the job runs as the job: %s', async (command, says) => {
  await has('npm', 'echo npm "$@" of "$OWN"')
  await has('python3', 'echo python "$@" of "$OWN"')
  expect((await said(`export OWN=job; ${command}`)).all).toMatch(new RegExp(`^${says}( job)?$`))
})

it('a snap is one of the packages', async () => {
  expect((await said('sudo snap install --classic clang')).exitCode).toBe(0)
  expect((await said('sudo snap install --classic no-such-tool')).all).toContain('which lacks no-such-tool')
})

it("what else is to run as root is left to the machine's own sudo", async () => {
  expect((await said('sudo -n sysctl -w a=b')).all).toBe('as root: -n sysctl -w a=b')
})
