import { readFile, readlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect } from 'vitest'
import { type Exit, launch } from '../../../src/adapters/agents/launch.ts'
import { createBubblewrap } from '../../../src/adapters/sandbox/create-bubblewrap.ts'
import type { SandboxSpec } from '../../../src/adapters/sandbox/sandbox.ts'
import { processesWith } from './processes.ts'
import { createTestSandbox, inSandbox, SANDBOX_PATH, type TestSandbox } from './test-sandbox.ts'

const sandbox = createBubblewrap()
let spec: TestSandbox

afterEach(() => spec.remove())

interface Run {
  readonly exit: Exit
  readonly stdout: string
  readonly stderr: string
}

async function run(script: string, changes: Partial<SandboxSpec> = {}): Promise<Run> {
  spec = await createTestSandbox(changes)
  return runIn(spec, ['sh', '-c', script])
}

async function runIn(inside: SandboxSpec, command: readonly string[]): Promise<Run> {
  const launched = await launch(command, inside, sandbox)
  launched.stdin.end()
  const [exit, stdout] = await Promise.all([launched.exit, text(launched.stdout)])
  await launched.end()
  return { exit, stdout, stderr: launched.stderrTail() }
}

describe('a sandbox', () => {
  inSandbox(
    'T7: has exactly the environment that it was given, and no argument list that shows it',
    async () => {
      const { stdout } = await run('cat /proc/self/environ /proc/1/environ; tr "\\0" " " </proc/1/cmdline', {
        environment: { PATH: SANDBOX_PATH, HOME: '/nowhere', KEY: 'value-of-key' },
      })
      const own = stdout.split('\0').filter((part) => /^[A-Z]+=/.test(part))
      expect([...new Set(own.filter((part) => !part.startsWith('PWD=')))].toSorted()).toEqual([
        'HOME=/nowhere',
        'KEY=value-of-key',
        `PATH=${SANDBOX_PATH}`,
      ])
      expect(stdout.match(/value-of-key/g)).toHaveLength(2)
    },
  )

  inSandbox('T7: shares no namespace with this machine', async () => {
    const { stdout } = await run(
      'cd /proc/self/ns; for kind in cgroup ipc mnt net pid user uts; do readlink $kind; done',
    )
    const inside = stdout.trim().split('\n')
    const ours = await Promise.all(
      ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts'].map((kind) => readlink(`/proc/self/ns/${kind}`)),
    )
    expect(inside).toHaveLength(ours.length)
    expect(inside.filter((one) => ours.includes(one))).toEqual([])
  })

  inSandbox('shows the system, its work tree and its home, and no other place of the machine', async () => {
    const { stdout } = await run('ls -A / /etc; ls -A "$HOME/.."; cat /etc/passwd; hostname')
    expect(stdout).not.toMatch(/^(?:root|boot|mnt|media|opt|srv|sys|shadow|ssh)$/m)
    expect(stdout).toMatch(/^home\ntree\n/m)
    expect(stdout).toMatch(/^candidate:x:1000:1000:/m)
    expect(stdout).toMatch(/^sandbox$/m)
  })

  inSandbox('writes to its work tree, home and places in memory only', async () => {
    const places = '"$HOME/a" a /tmp/a /dev/shm/a /a /etc/a /usr/a /dev/a /run/a /run/sandbox/enter'
    const { stdout } = await run(
      `for place in ${places}; do { echo >"$place"; } 2>/dev/null && echo "$place"; done`,
    )
    expect(stdout.split('\n').slice(0, -1)).toEqual([`${spec.workTree.home}/a`, 'a', '/tmp/a', '/dev/shm/a'])
  })

  inSandbox('reads what it is allowed to read, and may not change it', async () => {
    spec = await createTestSandbox()
    await writeFile(join(spec.directory, 'shared'), 'shared\n')
    const shared = join(spec.directory, 'shared')
    const script = `cat ${shared}; echo changed >${shared}`
    const { stdout, exit } = await runIn({ ...spec, readable: [shared] }, ['sh', '-c', script])
    expect(stdout).toBe('shared\n')
    expect(exit).toEqual({ kind: 'exited', code: 2 })
    expect(await readFile(shared, 'utf8')).toBe('shared\n')
  })

  inSandbox('is no root, gains no rights and makes no further namespaces', async () => {
    const { stdout } = await run(
      'grep -E "^(CapEff|CapPrm|NoNewPrivs)" /proc/self/status; id -u; unshare -Ur id -u; mount -t tmpfs none /tmp',
    )
    expect(stdout).toBe('CapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n1000\n')
  })

  inSandbox('cannot change the kernel, whoever runs the worker', async () => {
    const { stdout } = await run('find /proc /sys -maxdepth 4 -type f -writable 2>/dev/null | head -3')
    expect(stdout).toBe('')
  })

  inSandbox('does not reach the keyrings of the worker nor the hypervisor; other sockets work', async () => {
    const script = `
      for my $family (40, 38, 1, 2, 16) { print socket(my $socket, $family, 3, 0) || socket($socket, $family, 1, 0) ? "open" : $!, "\n" }
      print syscall(${process.arch === 'x64' ? 250 : 219}, 0, -3, 0) < 0 ? $! : "keyring", "\n";
      print syscall(425, 1, 0) < 0 ? $! : "ring", "\n"`
    spec = await createTestSandbox()
    const { stdout } = await runIn(spec, ['perl', '-e', script])
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

  inSandbox('sees no process but its own', async () => {
    const { stdout } = await run('ls /proc | grep -c "^[0-9]"')
    expect(Number(stdout)).toBeLessThan(8)
  })

  inSandbox('has no descriptor of ours but its three pipes', async () => {
    const { stdout } = await run('for fd in /proc/$$/fd/*; do readlink "$fd"; done')
    expect(stdout.split('\n').filter((line) => /^(?:socket|pipe):/.test(line))).toHaveLength(3)
  })

  inSandbox('tells how its program ended', async () => {
    expect((await run('exit 3')).exit).toEqual({ kind: 'exited', code: 3 })
    await spec.remove()
    expect((await run('kill -KILL $$')).exit).toEqual({ kind: 'killed', signal: 'SIGKILL' })
    await spec.remove()
    spec = await createTestSandbox()
    const { exit, stderr } = await runIn(spec, ['no-such-program'])
    expect(exit).toMatchObject({ kind: 'exited' })
    expect(stderr).toContain('no-such-program')
  })

  inSandbox('hands stdin and stdout through untouched', async () => {
    spec = await createTestSandbox()
    const launched = await launch(['cat'], spec, sandbox)
    const bytes = 'line\n'.repeat(100_000)
    launched.stdin.end(bytes)
    expect(await text(launched.stdout)).toBe(bytes)
    await launched.end()
  })
})

describe('the model gateway', () => {
  inSandbox('is all that can be reached, at its address on loopback', async () => {
    spec = await createTestSandbox()
    const gateway = createServer((request, response) => response.end(`answer to ${request.url}`))
    const socket = join(spec.directory, 'model.sock')
    await new Promise<void>((resolve) => gateway.listen(socket, resolve))
    const script = `
      const ask = (url) => fetch(url).then((answer) => answer.text(), (error) => error.cause.code)
      console.log(await ask('http://127.0.0.1:8484/v1/models'))
      console.log(await ask('http://169.254.169.254/latest/meta-data'))
      console.log(await ask('http://example.org/'))`
    const command = [process.execPath, '--input-type=module', '--eval', script]
    const { stdout } = await runIn({ ...spec, gatewaySocket: socket }, command)
    expect(stdout).toMatch(/^answer to \/v1\/models\nENETUNREACH\n(?:EAI_AGAIN|ENOTFOUND)\n$/)
    await new Promise((resolve) => gateway.close(resolve))
  })

  inSandbox('without one there is no network at all', async () => {
    const { stdout } = await run('cat /proc/net/dev | tail -n +3 | cut -d: -f1; cat /proc/net/tcp | wc -l')
    expect(stdout.trim()).toBe('lo\n1')
  })
})

describe('what ends a sandbox', () => {
  const small = { memory_mb: 200, processes: 40, disk_mb: 60 }

  inSandbox('memory, of all its processes together', async () => {
    const hog = `const kept = []; for (let i = 0; i < 15; i++) kept.push(Buffer.alloc(1e7, 1)); setTimeout(() => kept, 2e4)`
    const { exit } = await run(`for i in 1 2; do ${process.execPath} -e '${hog}' & done; wait`, {
      limits: small,
    })
    expect(exit).toEqual({
      kind: 'limit-exceeded',
      reason: 'The attempt used more than 200 MB of memory and was ended.',
    })
  })

  inSandbox('disk, of its work tree and home together', async () => {
    const script = 'for i in 1 2; do head -c 40000000 /dev/zero >"$i"; done; mv 2 "$HOME"; sleep 60'
    expect((await run(script, { limits: small })).exit).toEqual({
      kind: 'limit-exceeded',
      reason: 'The attempt used more than 60 MB of disk and was ended.',
    })
  })

  inSandbox(
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

  inSandbox('processes: the kernel refuses further ones to a user, and root is ended', async () => {
    const script = 'i=0; while [ $i -lt 120 ]; do sleep 600 & i=$((i + 1)); done; sleep 60'
    const { exit, stderr } = await run(script, { limits: small })
    if (process.getuid?.() === 0) {
      const reason = 'The attempt ran more than 40 processes and threads at the same time and was ended.'
      expect(exit).toEqual({ kind: 'limit-exceeded', reason })
    } else expect(stderr).toMatch(/fork/i)
  })

  inSandbox('a kill from outside, whatever it ignores, and its children that left the session', async () => {
    spec = await createTestSandbox()
    const script = `trap '' TERM INT HUP; setsid sleep 611 & kill -STOP $!; (setsid sh -c 'trap "" TERM; sleep 612; sleep 613' &); echo ready; sleep 60`
    const launched = await launch(['sh', '-c', script], spec, sandbox)
    await new Promise((resolve) => launched.stdout.once('data', resolve))
    await launched.end()
    expect(await launched.exit).toEqual({ kind: 'killed', signal: 'SIGKILL' })
    expect(await processesWith(spec.workTree.home)).toEqual([])
  })
})
