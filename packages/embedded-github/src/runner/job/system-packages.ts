import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobDirectory } from './job-directory.ts'

/**
 * Where the programs lie that stand in for those which install packages on the whole machine. A job is content where what it asks for is
 * there already; nothing is installed, with or without `sudo`.
 */
export function systemPackages({ temp }: Pick<JobDirectory, 'temp'>): string {
  return join(temp, '_tools', 'system-packages')
}

export async function writeSystemPackages(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const programs = { 'apt-get': APT, apt: APT, snap: APT, 'add-apt-repository': SOURCES, sudo: SUDO }
  for (const [name, text] of Object.entries(programs))
    await writeFile(join(folder, name), text, { mode: 0o755 })
}

/** A program of the package's name counts as well: it may have come in another way. */
const APT = `#!/bin/sh
is_there() {
  case $1 in
    build-essential) command -v gcc && command -v g++ && command -v make; return ;;
    ninja-build) set -- ninja ;;
  esac
  command -v "$1" || [ "$(dpkg-query --show --showformat='\${db:Status-Status}' "$1")" = installed ]
}
command= missing= skip=
for word do
  if [ -n "$skip" ]; then skip=; continue; fi
  case $word in
    -o|-t|-c|--option|--target-release|--config-file) skip=1 ;;
    -*) ;;
    *)
      if [ -z "$command" ]; then command=$word
      elif ! is_there "\${word%%[=/:]*}" >/dev/null 2>&1; then missing="$missing $word"
      fi ;;
  esac
done
case $command in
  install)
    [ -z "$missing" ] && echo 'what is asked for is on this machine already' && exit
    echo "E: a job installs no packages on this machine, which lacks$missing" >&2 ;;
  update|upgrade|full-upgrade|dist-upgrade|clean|autoclean|autoremove)
    echo 'the packages of this machine stay as they are' && exit ;;
  *) echo "E: a job does not change the packages of this machine: $command" >&2 ;;
esac
exit 127
`

const SOURCES = `#!/bin/sh
echo 'the sources of packages of this machine stay as they are'
`

/**
 * Root would install past the job's own places, of which it is not told: so these run as the job. Whatever else is to run as root is the
 * business of the machine's own.
 */
const SUDO = `#!/bin/sh
folder=$(dirname "$0")
asks_for_packages() {
  while [ $# -gt 0 ]; do
    case $1 in
      -u|-g|-p|-C|-T) shift ;;
      -*) ;;
      *=*) export "$1" ;;
      *) break ;;
    esac
    shift
  done
  case \${1##*/} in
    apt|apt-get|snap|add-apt-repository) name=\${1##*/}; shift; exec "$folder/$name" "$@" ;;
    npm|pip|pip3|gem|bundle|corepack|rustup) name=\${1##*/}; shift; exec "$name" "$@" ;;
    python|python3) [ "$2 $3" != '-m pip' ] || exec "$@" ;;
  esac
}
asks_for_packages "$@"
IFS=:
for place in $PATH; do
  [ "$place" = "$folder" ] || [ ! -x "$place/sudo" ] || exec "$place/sudo" "$@"
done
echo 'sudo: command not found' >&2
exit 127
`
