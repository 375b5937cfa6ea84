/**
 * What namespaces do not keep apart, and no coding agent needs: the kernel's keyrings (those of whoever started the worker are
 * inherited), sockets to the hypervisor (`AF_VSOCK`), and calls that mostly serve to attack the kernel. As a program for
 * `bwrap --seccomp` (seccomp(2), https://docs.kernel.org/userspace-api/seccomp_filter.html); undefined for other processors.
 */
export function systemCallFilter(processor: string): Buffer | undefined {
  const calls = PROCESSORS[processor]
  if (calls === undefined) return undefined
  const denied = [...calls.keys, ...calls.kernel].flatMap((call) => refuse(call, EPERM))
  const absent = [...IO_URING, CLONE3].flatMap((call) => refuse(call, ENOSYS))
  const namespaces = [calls.clone, calls.unshare].flatMap((call) => [
    unlessEqual(call, 4),
    load(FIRST_ARGUMENT),
    unlessAny(CLONE_NEWUSER, 1),
    answer(EPERM),
    load(CALL),
  ])
  const socket = [
    unlessEqual(calls.socket, FAMILIES.length + 2),
    load(FIRST_ARGUMENT),
    ...FAMILIES.map((family, index) => ifEqual(family, FAMILIES.length - index)),
    answer(EAFNOSUPPORT),
  ]
  const program = [
    load(ARCHITECTURE),
    ifEqual(calls.architecture, 1),
    // Programs of 32 bits have other numbers.
    answer(ENOSYS),
    load(CALL),
    unlessAtLeast(X32, 1),
    answer(ENOSYS),
    ...denied,
    ...absent,
    ...namespaces,
    ...socket,
    ALLOW,
  ]
  return Buffer.concat(program)
}

interface Calls {
  readonly architecture: number
  readonly keys: readonly number[]
  /** perf_event_open, bpf, userfaultfd */
  readonly kernel: readonly number[]
  readonly clone: number
  readonly unshare: number
  readonly socket: number
}

/** Numbers as in the kernel's tables; those from 424 on are the same everywhere. */
const PROCESSORS: Readonly<Record<string, Calls>> = {
  x64: {
    architecture: 0xc000003e,
    keys: [248, 249, 250],
    kernel: [298, 321, 323],
    clone: 56,
    unshare: 272,
    socket: 41,
  },
  arm64: {
    architecture: 0xc00000b7,
    keys: [217, 218, 219],
    kernel: [241, 280, 282],
    clone: 220,
    unshare: 97,
    socket: 198,
  },
}
/** It opens sockets past this filter. Programs do without it where it is absent. */
const IO_URING = [425, 426, 427]
/** Its flags are in memory, which a filter cannot read; the C library then takes `clone`. */
const CLONE3 = 435
const X32 = 0x40000000
const CLONE_NEWUSER = 0x10000000
/** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK */
const FAMILIES = [1, 2, 10, 16]

const EPERM = 1
const ENOSYS = 38
const EAFNOSUPPORT = 97

/** Offsets in `struct seccomp_data`. */
const CALL = 0
const ARCHITECTURE = 4
const FIRST_ARGUMENT = 16

const load = (offset: number) => instruction(0x20, [0, 0], offset)
const answer = (errno: number) => instruction(0x06, [0, 0], 0x00050000 | errno)
const ALLOW = instruction(0x06, [0, 0], 0x7fff0000)
/** Jumps over so many instructions. */
const ifEqual = (value: number, skip: number) => instruction(0x15, [skip, 0], value)
const unlessEqual = (value: number, skip: number) => instruction(0x15, [0, skip], value)
const unlessAtLeast = (value: number, skip: number) => instruction(0x35, [0, skip], value)
const unlessAny = (bits: number, skip: number) => instruction(0x45, [0, skip], bits)

function refuse(call: number, errno: number): Buffer[] {
  return [unlessEqual(call, 1), answer(errno)]
}

/** `struct sock_filter`, little-endian as both processors are. */
function instruction(code: number, [ifTrue, ifFalse]: readonly [number, number], value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt16LE(code, 0)
  bytes.writeUInt8(ifTrue, 2)
  bytes.writeUInt8(ifFalse, 3)
  bytes.writeUInt32LE(value >>> 0, 4)
  return bytes
}
