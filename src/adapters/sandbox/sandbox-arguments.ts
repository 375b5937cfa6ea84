import { lstatSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxLimits } from '../../config/toolchains/toolchains.ts'
import type { SandboxSpec } from './sandbox.ts'

/** Nothing shared with the host; ids other than root's, which some agents refuse to run as. */
export const NAMESPACES: readonly string[] = [
  '--unshare-all',
  '--unshare-user',
  '--die-with-parent',
  '--new-session',
  ...['--uid', '1000'],
  ...['--gid', '1000'],
  ...['--hostname', 'sandbox'],
]

/**
 * The file system of a sandbox, an allow-list: the system read-only, a few public files of /etc, what the toolchain
 * names, the shared git objects; to write to, the work tree, its home, and small places in memory.
 */
export function sandboxArguments(spec: SandboxSpec): string[] {
  const { workTree, readable, mounted = [], gatewaySocket } = spec
  const own = spec.network ? OWN_ETC.filter((name) => !NETWORK_ETC.includes(name)) : OWN_ETC
  const shared = spec.network ? [...PUBLIC_ETC, ...NETWORK_ETC.map((name) => `/etc/${name}`)] : PUBLIC_ETC
  return [
    ...(spec.network ? ['--share-net'] : []),
    ...systemFolders(),
    ...shared.flatMap((path) => ['--ro-bind-try', path, path]),
    ...own.flatMap((name) => ['--ro-bind', join(import.meta.dirname, 'etc', name), `/etc/${name}`]),
    ...['--proc', '/proc'],
    // Where the worker is root, an agent without any rights could still write to /proc/sys, which asks for root's id alone.
    ...['--remount-ro', '/proc'],
    ...['--dev', '/dev'],
    ...memoryFolder('/dev/shm', 64 * MB),
    ...['--remount-ro', '/dev'],
    ...memoryFolder('/tmp', Math.min(256, spec.limits.memory_mb / 4) * MB),
    ...['--symlink', '/tmp', '/var/tmp'],
    ...readable.flatMap((path) => ['--ro-bind', path, path]),
    ...(workTree.objects === undefined ? [] : ['--ro-bind', workTree.objects, workTree.objects]),
    ...['--bind', workTree.path, workTree.path],
    ...['--bind', workTree.home, workTree.home],
    ...mounted.flatMap(({ folder, at }) => ['--ro-bind', folder, at]),
    ...['--ro-bind', join(import.meta.dirname, 'enter-sandbox.sh'), ENTER],
    ...(gatewaySocket === undefined ? [] : ['--ro-bind', gatewaySocket, '/run/sandbox/model.sock']),
    ...['--chdir', workTree.path],
    // The root that bubblewrap mounts all this in is a file system in memory, without a limit of its size.
    ...['--remount-ro', '/'],
  ]
}

/** What stands before the command inside: the limits that the kernel keeps, and the bridge to the gateway. */
export function insideSandbox({ processes, disk_mb }: SandboxLimits): string[] {
  return ['/bin/sh', ENTER, String(processes), String(disk_mb * MB)]
}

const ENTER = '/run/sandbox/enter'

export const MB = 1_000_000

/** Not /etc/ssl as a whole: its folder `private` is readable where we are root. */
const PUBLIC_ETC = [
  '/etc/alternatives',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/localtime',
  '/etc/mime.types',
  '/etc/pki/tls/certs',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
]

/** These files of /etc are taken from this folder, whatever the machine's own contain. */
const OWN_ETC = ['group', 'hosts', 'nsswitch.conf', 'passwd']

/** Without these files no host name can be resolved. */
const NETWORK_ETC = ['hosts', 'nsswitch.conf', 'resolv.conf']

/** `/bin` and its like are links into `/usr` on most systems, and folders of their own on others. */
function systemFolders(): string[] {
  const folders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'].flatMap((path) => {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats?.isSymbolicLink()) return ['--symlink', readlinkSync(path), path]
    return stats?.isDirectory() ? ['--ro-bind', path, path] : []
  })
  return ['--ro-bind', '/usr', '/usr', ...folders]
}

function memoryFolder(path: string, bytes: number): string[] {
  return ['--perms', '1777', '--size', String(Math.floor(bytes)), '--tmpfs', path]
}
