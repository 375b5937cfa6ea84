import { expect, it } from 'vitest'
import { machineFault } from '../../src/commands/machine-fault.ts'

const made = (code: string, path?: string) => Object.assign(new Error(`${code}: x`), { code, path })

it.each([
  ['a full disk', made('ENOSPC'), 'there is no space left. Make room'],
  [
    'a full disk that git tells of',
    new Error('git clone: fatal: write error: No space left on device'),
    'no space left',
  ],
  ['a full disk that the embedded database tells of', { name: 'ErrnoError', errno: 51 }, 'no space left'],
  ['a full disk behind another error', new Error('x', { cause: made('ENOSPC') }), 'no space left'],
  ['a folder of somebody else', made('EACCES', '/srv/x'), 'you may not write to /srv/x. Name a folder'],
  [
    'a file system that can only be read',
    made('EROFS', '/srv/x'),
    '/srv/x is on a file system that can only be read',
  ],
  [
    'a folder for temporary files that is not there',
    Object.assign(made('ENOENT'), { syscall: 'mkdtemp' }),
    'is not there. Make it, or name another one: TMPDIR=/path',
  ],
  [
    'a folder that is a file',
    Object.assign(made('EEXIST', '/srv/x'), { syscall: 'mkdir' }),
    '/srv/x cannot be made a folder',
  ],
  [
    'a folder where there can be none',
    Object.assign(made('ENOENT', '/proc/x'), { syscall: 'mkdir' }),
    '/proc/x cannot be made',
  ],
  ['too many open files', made('EMFILE'), 'ulimit -n'],
])('%s is told with what to do', (_, error, words) => {
  expect(machineFault(error)).toContain(words)
})

it.each([
  [new Error('a mistake of ours')],
  [made('ERR_ASSERTION')],
  [made('ENOENT')],
  [made('EEXIST', '/srv/x')],
  [undefined],
  ['text'],
  [null],
])('what is no fault of the machine is not called one: %s', (error) =>
  expect(machineFault(error)).toBeUndefined(),
)
