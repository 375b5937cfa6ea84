import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect } from 'vitest'
import { type Exit, launch } from '../../../src/adapters/agents/launch.ts'
import { createBubblewrap } from '../../../src/adapters/sandbox/bubblewrap.ts'
import type { Cell } from '../../../src/adapters/sandbox/sandbox.ts'
import { CELL_PATH, createCell, inCells, type TestCell } from './cell.ts'
import { processesWith } from './processes.ts'

const sandbox = createBubblewrap()
let cell: TestCell

afterEach(() => cell.remove())

interface Run {
  readonly exit: Exit
  readonly stdout: string
  readonly stderr: string
}

async function run(script: string, changes: Partial<Cell> = {}): Promise<Run> {
  cell = await createCell(changes)
  return runIn(cell, ['sh', '-c', script])
}

async function runIn(inside: Cell, command: readonly string[]): Promise<Run> {
  const launched = await launch(command, inside, sandbox)
  launched.stdin.end()
  const [exit, stdout] = await Promise.all([launched.exit, text(launched.stdout)])
  await launched.end()
  return { exit, stdout, stderr: launched.stderrTail() }
}

describe('a cell', () => {
  inCells(
    'T7: has exactly the environment that it was given, and no argument list that shows it',
    async () => {
      const { stdout } = await run('cat /proc/self/environ /proc/1/environ; tr "\\0" " " </proc/1/cmdline', {
        environment: { PATH: CELL_PATH, HOME: '/nowhere', KEY: 'value-of-key' },
      })
      const own = stdout.split('\0').filter((part) => /^[A-Z]+=/.test(part))
      expect([...new Set(own.filter((part) => !part.startsWith('PWD=')))].toSorted()).toEqual([
        'HOME=/nowhere',
        'KEY=value-of-key',
        `PATH=${CELL_PATH}`,
      ])
      expect(stdout.match(/value-of-key/g)).toHaveLength(2)
    },
  )

  inCells('shows the system, its work tree and its home, and no other place of the machine', async () => {
    const { stdout } = await run('ls -A / /etc; ls -A "$HOME/.."; cat /etc/passwd; hostname')
    expect(stdout).not.toMatch(/^(?:root|boot|mnt|media|opt|srv|sys|shadow|ssh)$/m)
    expect(stdout).toMatch(/^home\ntree\n/m)
    expect(stdout).toMatch(/^candidate:x:1000:1000:/m)
    expect(stdout).toMatch(/^cell$/m)
  })

  inCells('writes to its work tree, home and places in memory only', async () => {
    const places = '"$HOME/a" a /tmp/a /dev/shm/a /a /etc/a /usr/a /dev/a /run/a /run/cell/enter'
    const { stdout } = await run(
      `for place in ${places}; do { echo >"$place"; } 2>/dev/null && echo "$place"; done`,
    )
    expect(stdout.split('\n').slice(0, -1)).toEqual([`${cell.workTree.home}/a`, 'a', '/tmp/a', '/dev/shm/a'])
  })

  inCells('reads what it is allowed to read, and may not change it', async () => {
    cell = await createCell()
    await writeFile(join(cell.directory, 'shared'), 'shared\n')
    const shared = join(cell.directory, 'shared')
    const script = `cat ${shared}; echo changed >${shared}`
    const { stdout, exit } = await runIn({ ...cell, readable: [shared] }, ['sh', '-c', script])
    expect(stdout).toBe('shared\n')
    expect(exit).toEqual({ kind: 'exited', code: 2 })
    expect(await readFile(shared, 'utf8')).toBe('shared\n')
  })

  inCells('is no root, gains no rights and makes no further namespaces', async () => {
    const { stdout } = await run(
      'grep -E "^(CapEff|CapPrm|NoNewPrivs)" /proc/self/status; id -u; unshare -Ur id -u; mount -t tmpfs none /tmp',
    )
    expect(stdout).toBe('CapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n1000\n')
  })

  inCells('cannot change the kernel, whoever runs the worker', async () => {
    const { stdout } = await run('find /proc /sys -maxdepth 4 -type f -writable 2>/dev/null | head -3')
    expect(stdout).toBe('')
  })

  inCells('does not reach the keyrings of the worker nor the hypervisor; other sockets work', async () => {
    const script = `
      for my $family (40, 38, 1, 2, 16) { print socket(my $socket, $family, 3, 0) || socket($socket, $family, 1, 0) ? "open" : $!, "\n" }
      print syscall(${process.arch === 'x64' ? 250 : 219}, 0, -3, 0) < 0 ? $! : "keyring", "\n";
      print syscall(425, 1, 0) < 0 ? $! : "ring", "\n"`
    cell = await createCell()
    const { stdout } = await runIn(cell, ['perl', '-e', script])
    const refused = 'Address family not supported by protocol'
    expect(stdout.trim().split('\n')).toEqual([
      refused,
      refused,
      'open',
      'open',
      'open',
      'Operation not permitted',
      'Function not implemented',
    ])
  })

  inCells('sees no process but its own', async () => {
    const { stdout } = await run('ls /proc | grep -c "^[0-9]"')
    expect(Number(stdout)).toBeLessThan(8)
  })

  inCells('has no descriptor of ours but its three pipes', async () => {
    const { stdout } = await run('for fd in /proc/$$/fd/*; do readlink "$fd"; done')
    expect(stdout.split('\n').filter((line) => /^(?:socket|pipe):/.test(line))).toHaveLength(3)
  })

  inCells('tells how its program ended', async () => {
    expect((await run('exit 3')).exit).toEqual({ kind: 'exited', code: 3 })
    await cell.remove()
    expect((await run('kill -KILL $$')).exit).toEqual({ kind: 'killed', signal: 'SIGKILL' })
    await cell.remove()
    cell = await createCell()
    const { exit, stderr } = await runIn(cell, ['no-such-program'])
    expect(exit).toMatchObject({ kind: 'exited' })
    expect(stderr).toContain('no-such-program')
  })

  inCells('hands stdin and stdout through untouched', async () => {
    cell = await createCell()
    const launched = await launch(['cat'], cell, sandbox)
    const bytes = 'line\n'.repeat(100_000)
    launched.stdin.end(bytes)
    expect(await text(launched.stdout)).toBe(bytes)
    await launched.end()
  })
})

describe('the model gateway', () => {
  inCells('is all that can be reached, at its address on loopback', async () => {
    cell = await createCell()
    const gateway = createServer((request, response) => response.end(`answer to ${request.url}`))
    const socket = join(cell.directory, 'model.sock')
    await new Promise<void>((resolve) => gateway.listen(socket, resolve))
    const script = `
      const ask = (url) => fetch(url).then((answer) => answer.text(), (error) => error.cause.code)
      console.log(await ask('http://127.0.0.1:8484/v1/models'))
      console.log(await ask('http://169.254.169.254/latest/meta-data'))
      console.log(await ask('http://example.org/'))`
    const command = [process.execPath, '--input-type=module', '--eval', script]
    const { stdout } = await runIn({ ...cell, gatewaySocket: socket }, command)
    expect(stdout).toMatch(/^answer to \/v1\/models\nENETUNREACH\n(?:EAI_AGAIN|ENOTFOUND)\n$/)
    await new Promise((resolve) => gateway.close(resolve))
  })

  inCells('without one there is no network at all', async () => {
    const { stdout } = await run('cat /proc/net/dev | tail -n +3 | cut -d: -f1; cat /proc/net/tcp | wc -l')
    expect(stdout.trim()).toBe('lo\n1')
  })
})

describe('what ends a cell', () => {
  const small = { memory_mb: 200, processes: 40, disk_mb: 60 }

  inCells('memory, of all its processes together', async () => {
    const hog = `const kept = []; for (let i = 0; i < 15; i++) kept.push(Buffer.alloc(1e7, 1)); setInterval(() => kept, 1e6)`
    const { exit } = await run(`for i in 1 2; do ${process.execPath} -e '${hog}' & done; wait`, {
      limits: small,
    })
    expect(exit).toEqual({
      kind: 'limit-exceeded',
      reason: 'The attempt used more than 200 MB of memory and was ended.',
    })
  })

  inCells('disk, of its work tree and home together', async () => {
    const script = 'for i in 1 2; do head -c 40000000 /dev/zero >"$i"; done; mv 2 "$HOME"; sleep 600'
    expect((await run(script, { limits: small })).exit).toEqual({
      kind: 'limit-exceeded',
      reason: 'The attempt used more than 60 MB of disk and was ended.',
    })
  })

  inCells(
    'one file cannot grow beyond the disk limit, and memory-backed places have their size',
    async () => {
      const script =
        'head -c 70000000 /dev/zero >file; head -c 900000000 /dev/zero >/tmp/file; wc -c <file; wc -c </tmp/file'
      const { stdout } = await run(script, { limits: { ...small, disk_mb: 60 } })
      const [file = 0, inMemory = 0] = stdout.split('\n').map(Number)
      expect(file).toBeLessThanOrEqual(60_000_000)
      expect(inMemory).toBeLessThanOrEqual(50_003_968)
    },
  )

  inCells('processes: the kernel refuses further ones to a user, and root is ended', async () => {
    const script = 'i=0; while [ $i -lt 120 ]; do sleep 600 & i=$((i + 1)); done; sleep 600'
    const { exit, stderr } = await run(script, { limits: small })
    if (process.getuid?.() === 0) {
      const reason = 'The attempt ran more than 40 processes and threads at the same time and was ended.'
      expect(exit).toEqual({ kind: 'limit-exceeded', reason })
    } else expect(stderr).toMatch(/fork/i)
  })

  inCells('a kill from outside, whatever it ignores, and its children that left the session', async () => {
    cell = await createCell()
    const script = `trap '' TERM INT HUP; setsid sleep 611 & kill -STOP $!; (setsid sh -c 'trap "" TERM; sleep 612; sleep 613' &); echo ready; sleep 614`
    const launched = await launch(['sh', '-c', script], cell, sandbox)
    await new Promise((resolve) => launched.stdout.once('data', resolve))
    await launched.end()
    expect(await launched.exit).toEqual({ kind: 'killed', signal: 'SIGKILL' })
    expect(await processesWith(cell.workTree.home)).toEqual([])
  })
})
