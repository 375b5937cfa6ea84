import { tmpdir } from 'node:os'
import { messageOf } from '@speculate-dev/system'

/** What is wrong with this machine, and what to do; undefined where an error is something else. */
export function machineFault(error: unknown): string | undefined {
  const code = codeOf(error)
  const about = pathOf(error)
  if (isOfTemporaryFolder(error))
    return `the folder for temporary files, ${tmpdir()}, is not there. Make it, or name another one: TMPDIR=/path`
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `there is no space left${about === undefined ? '' : ` for ${about}`}. Make room, or name a folder with more of it: TMPDIR=/path (it is ${tmpdir()} now). \`speculate try clean\` lists what runs have left.`
    case 'EACCES':
    case 'EPERM':
      return about && `you may not write to ${about}. Name a folder that you may write to: TMPDIR=/path`
    case 'EROFS':
      return `${about ?? 'a folder'} is on a file system that can only be read. Name a folder that you may write to: TMPDIR=/path`
    case 'EEXIST':
    case 'ENOTDIR':
      return about && syscallOf(error) === 'mkdir'
        ? `${about} cannot be made a folder: it is a file, or lies below one. Name another folder.`
        : undefined
    case 'ENOENT':
      return about && syscallOf(error) === 'mkdir'
        ? `${about} cannot be made: this machine makes no folders there. Name another folder.`
        : undefined
    case 'EMFILE':
    case 'ENFILE':
      return 'this machine does not allow as many open files as are needed: raise the limit with `ulimit -n`'
    case 'ENOMEM':
      return 'this machine has not enough memory for it'
    default:
      return undefined
  }
}

/** All that is made at a start is made in it. */
function isOfTemporaryFolder(error: unknown): boolean {
  return syscallOf(error) === 'mkdtemp' && ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')
}

/** Of the system's own errors, of those of the embedded database, and of what git says of either. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const [code, errno, cause]: unknown[] = ['code', 'errno', 'cause'].map((name) => Reflect.get(error, name))
  if (/no space left on device/i.test(error instanceof Error ? messageOf(error) : '')) return 'ENOSPC'
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return code
  if (Reflect.get(error, 'name') === 'ErrnoError' && typeof errno === 'number') return WASI[errno]
  return codeOf(cause)
}

/** Numbers of WebAssembly's system interface, in which the embedded database counts. */
const WASI: Readonly<Record<number, string>> = { 2: 'EACCES', 51: 'ENOSPC', 63: 'EPERM', 69: 'EROFS' }

function syscallOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'syscall') : undefined
}

function pathOf(error: unknown): string | undefined {
  const path: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'path') : undefined
  return typeof path === 'string' && path !== '' ? path : undefined
}
