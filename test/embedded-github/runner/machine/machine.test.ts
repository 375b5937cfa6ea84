import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Machine } from '../../../../packages/embedded-github/src/runner/machine/machine.ts'
import { ARCHITECTURE } from '../../../../packages/embedded-github/src/runner/machine/tool-kinds.ts'
import { removeTemporaryFolders } from '../../../temporary-folder.ts'
import { aMachine, type MachineParts } from './a-machine.ts'

afterAll(removeTemporaryFolders)

/** Without what the real machine's `/usr/bin` brings, which is on PATH for `sh` and `cat`. */
async function found(name: string, parts: MachineParts): Promise<readonly string[]> {
  const { machine, root } = await aMachine(parts)
  return said(machine, name, root)
}

async function said(machine: Machine, name: string, root: string): Promise<readonly string[]> {
  const tools = (await machine.tools(name)).filter(({ program }) => program.startsWith(root))
  return tools.map((tool) =>
    [tool.version, tool.flavour, tool.program.slice(root.length)]
      .filter((part) => part !== undefined)
      .join(' '),
  )
}

describe('what is installed on a machine', () => {
  it('R1: Node is found on PATH and in the folders of nvm, fnm, Volta, n, asdf, mise and the tool cache', async () => {
    const places = {
      'usr/bin/node': 'v18.1.0',
      'home/.nvm/versions/node/v20.11.1/bin/node': 'never asked',
      'home/.local/share/fnm/node-versions/v21.0.0/installation/bin/node': 'never asked',
      'home/.volta/tools/image/node/16.20.2/bin/node': 'never asked',
      'usr/local/n/versions/node/14.21.3/bin/node': 'never asked',
      'home/.asdf/installs/nodejs/22.1.0/bin/node': 'never asked',
      'home/.local/share/mise/installs/node/23.0.0/bin/node': 'never asked',
      [`opt/hostedtoolcache/node/24.0.0/${ARCHITECTURE}/bin/node`]: 'never asked',
      [`cache/node/12.0.0/${ARCHITECTURE}/bin/node`]: 'never asked',
    }
    const tools = await found('node', { programs: places, environment: { RUNNER_TOOL_CACHE: 'ROOT/cache' } })
    expect(tools.map((line) => line.split(' ')[0]).toSorted()).toEqual([
      '12.0.0',
      '14.21.3',
      '16.20.2',
      '18.1.0',
      '20.11.1',
      '21.0.0',
      '22.1.0',
      '23.0.0',
      '24.0.0',
    ])
  })

  it('a folder named by a variable of its manager counts, not the default one', async () => {
    const programs = {
      'elsewhere/versions/node/v20.11.1/bin/node': 'v20.11.1',
      'home/.nvm/versions/node/v18.0.0/bin/node': 'v18.0.0',
    }
    expect(await found('node', { programs, environment: { NVM_DIR: 'ROOT/elsewhere' } })).toEqual([
      '20.11.1 /elsewhere/versions/node/v20.11.1/bin/node',
    ])
  })

  it('programs that only choose another one are passed over: shims, and the doubles of rustup and Volta', async () => {
    const rustup = '#!/bin/sh\necho rustc 9.9.9\n'
    const programs = {
      'home/shims/node': 'v1.0.0',
      'home/.volta/bin/volta-shim': 'v2.0.0',
      'home/.cargo/bin/rustup': rustup,
      'home/.cargo/bin/rustc': rustup,
      'home/.rustup/toolchains/stable-x/bin/rustc': 'rustc 1.85.0 (abc 2025-01-01)',
    }
    const environment = { PATH: 'ROOT/home/shims:ROOT/home/.volta/bin:ROOT/home/.cargo/bin:/usr/bin:/bin' }
    const links = { 'home/.volta/bin/node': 'home/.volta/bin/volta-shim' }
    const { machine, root } = await aMachine({ programs, environment, links })
    expect(await said(machine, 'node', root)).toEqual([])
    expect(await said(machine, 'rust', root)).toEqual([
      '1.85.0 stable-x /home/.rustup/toolchains/stable-x/bin/rustc',
    ])
  })

  it('a program that hangs, fails or talks nonsense is not there, and keeps nobody waiting', async () => {
    const programs = {
      'usr/bin/python3.9': '#!/bin/sh\nsleep 600 & sleep 600\n',
      'usr/bin/python3.10': '#!/bin/sh\nexit 1\n',
      'usr/bin/python3.11': 'hello',
    }
    expect(await found('python', { programs, probeMs: 300 })).toEqual([])
  })

  it('each Python is told with what it is: PyPy, free-threaded, an early version', async () => {
    const programs = {
      'usr/bin/python3': 'Python 3.11.2 (main, Apr 28 2025, 14:11:48) [GCC 12.2.0]',
      'usr/bin/python3.13t': 'Python 3.13.1 experimental free-threading build (main, Dec 3 2024) [GCC 12]',
      'home/.pyenv/versions/3.12.1/bin/python': 'never asked',
      'home/.pyenv/versions/pypy3.10-7.3.15/bin/python':
        'Python 3.10.13 (fc59, Jan 2024)\n[PyPy 7.3.15 with GCC]',
      'home/.pyenv/versions/3.14-dev/bin/python': 'Python 3.14.0rc1 (main) [GCC 12]',
    }
    expect(await found('python', { programs })).toEqual([
      '3.11.2 /usr/bin/python3',
      '3.13.1 freethreaded /usr/bin/python3.13t',
      '3.12.1 /home/.pyenv/versions/3.12.1/bin/python',
      '3.14.0rc1 /home/.pyenv/versions/3.14-dev/bin/python',
      '3.10.13 pypy /home/.pyenv/versions/pypy3.10-7.3.15/bin/python',
    ])
  })

  it('one program to which several ways lead is one', async () => {
    const programs = { 'home/.pyenv/versions/3.12.1/bin/python3.12': 'Python 3.12.1' }
    const links = {
      'home/.pyenv/versions/3.12.1/bin/python': 'home/.pyenv/versions/3.12.1/bin/python3.12',
      'home/.pyenv/versions/3.12': 'home/.pyenv/versions/3.12.1',
      'usr/bin/python3': 'home/.pyenv/versions/3.12.1/bin/python3.12',
    }
    expect(await found('python', { programs, links })).toEqual(['3.12.1 /usr/bin/python3'])
  })

  it('Go, Java and .NET are read from their own files, and no program is started for it', async () => {
    const programs = {
      'usr/lib/go-1.19/bin/go': 'go version go9.9.9',
      'home/sdk/go1.22.3/bin/go': 'go version go9.9.9',
      'usr/lib/jvm/temurin-17/bin/javac': '',
      'usr/lib/jvm/jre-21/bin/java': '',
      'usr/lib/jvm/java-8/bin/javac': '',
      'usr/share/dotnet/dotnet': '',
    }
    const files = {
      'usr/lib/go-1.19/VERSION': 'go1.19.8',
      'home/sdk/go1.22.3/VERSION': 'go1.22.3\ntime 2024-05-01T19:49:47Z\n',
      'usr/lib/jvm/temurin-17/release':
        'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_RUNTIME_VERSION="17.0.15+6"\nJAVA_VERSION="17.0.15"\n',
      'usr/lib/jvm/jre-21/release': 'JAVA_VERSION="21.0.1"\n',
      'usr/lib/jvm/java-8/release': 'JAVA_VERSION="1.8.0_392"\n',
      'usr/share/dotnet/sdk/8.0.101/x': '',
      'usr/share/dotnet/sdk/NuGetFallbackFolder/x': '',
    }
    const links = {
      'usr/lib/jvm/default-java': 'usr/lib/jvm/temurin-17',
      'usr/bin/dotnet': 'usr/share/dotnet/dotnet',
    }
    const { machine, root } = await aMachine({ programs, files, links })
    expect(await said(machine, 'go', root)).toEqual([
      '1.19.8 /usr/lib/go-1.19/bin/go',
      '1.22.3 /home/sdk/go1.22.3/bin/go',
    ])
    expect(await said(machine, 'java', root)).toEqual([
      '17.0.15+6 Eclipse Adoptium /usr/lib/jvm/temurin-17/bin/java',
      '8.0.392 /usr/lib/jvm/java-8/bin/java',
    ])
    expect(await said(machine, 'dotnet', root)).toEqual(['8.0.101 /usr/share/dotnet/dotnet'])
  })

  it('each tool is looked for once, when it is first asked for', async () => {
    const script = '#!/bin/sh\necho asked >> "$LOG"\necho v18.1.0\n'
    const { machine, root } = await aMachine({
      programs: { 'usr/bin/node': script },
      environment: { LOG: 'ROOT/log' },
    })
    await expect(readFile(join(root, 'log'))).rejects.toThrow('ENOENT')
    await Promise.all([machine.tools('node'), machine.tools('node')])
    await machine.tools('node')
    expect(await readFile(join(root, 'log'), 'utf8')).toBe('asked\n')
  })
})
