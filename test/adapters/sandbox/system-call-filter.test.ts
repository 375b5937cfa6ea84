import { describe, expect, it } from 'vitest'
import { systemCallFilter } from '../../../src/adapters/sandbox/system-call-filter.ts'

const ALLOWED = 0x7fff0000
const refusedWith = (errno: number) => 0x00050000 | errno
const [EPERM, ENOSYS, EAFNOSUPPORT] = [1, 38, 97]

interface Asked {
  readonly call: number
  readonly architecture: number
  readonly argument?: number
}

/** Runs the program as the kernel does (seccomp(2)): only what this filter is made of. */
function answerOf(program: Buffer, { call, architecture, argument = 0 }: Asked): number {
  const data = new Map([
    [0, call],
    [4, architecture],
    [16, argument],
  ])
  let loaded = 0
  for (let at = 0; at < program.length; at += 8) {
    const [code, value] = [program.readUInt16LE(at), program.readUInt32LE(at + 4)]
    const jump = (holds: boolean) => {
      at += 8 * program.readUInt8(at + (holds ? 2 : 3))
    }
    if (code === 0x06) return value
    if (code === 0x20) loaded = data.get(value) ?? 0
    else if (code === 0x15) jump(loaded === value)
    else if (code === 0x35) jump(loaded >= value)
    else if (code === 0x45) jump((loaded & value) !== 0)
    else throw new Error(`unknown instruction ${code}`)
  }
  throw new Error('it ends without an answer')
}

const X64 = { architecture: 0xc000003e, read: 0, clone: 56, unshare: 272, socket: 41, keyctl: 250, bpf: 321 }
const ARM = {
  architecture: 0xc00000b7,
  read: 63,
  clone: 220,
  unshare: 97,
  socket: 198,
  keyctl: 219,
  bpf: 280,
}
const [CLONE_NEWUSER, CLONE_NEWNS, CLONE_THREAD] = [0x10000000, 0x20000, 0x10000]

describe.each([
  ['x64', X64],
  ['arm64', ARM],
] as const)('T7: the filter of system calls for %s', (processor, known) => {
  const program = systemCallFilter(processor) ?? expect.unreachable()
  const { architecture } = known
  const answer = (call: number, argument = 0) => answerOf(program, { call, architecture, argument })

  it('lets through what programs need', () => {
    expect([answer(known.read), answer(known.clone, CLONE_THREAD)]).toEqual([ALLOWED, ALLOWED])
    for (const family of [1, 2, 10, 16]) expect(answer(known.socket, family)).toBe(ALLOWED)
  })

  it('makes no further user namespace, alone or with others', () => {
    for (const call of [known.clone, known.unshare])
      for (const flags of [CLONE_NEWUSER, CLONE_NEWUSER | CLONE_NEWNS])
        expect(answer(call, flags)).toBe(refusedWith(EPERM))
    // Its flags lie where no filter can look.
    expect(answer(435)).toBe(refusedWith(ENOSYS))
  })

  it('reaches no keyring, no kernel program, no ring of its own and no other family of sockets', () => {
    expect([answer(known.keyctl), answer(known.bpf)]).toEqual([refusedWith(EPERM), refusedWith(EPERM)])
    for (const call of [425, 426, 427]) expect(answer(call)).toBe(refusedWith(ENOSYS))
    for (const family of [17, 38, 40]) expect(answer(known.socket, family)).toBe(refusedWith(EAFNOSUPPORT))
  })

  it('has no second numbers for the same calls', () => {
    expect(answerOf(program, { call: known.read, architecture: 0x40000003 })).toBe(refusedWith(ENOSYS))
    expect(answer(0x40000000 + known.read)).toBe(refusedWith(ENOSYS))
  })
})

it('T7: a processor whose calls are not known has no filter', () => {
  expect(systemCallFilter('riscv64')).toBeUndefined()
})
