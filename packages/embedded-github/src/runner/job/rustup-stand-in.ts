import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Stands before the machine's rustup, which writes through a link into the toolchain behind it: nothing is added to a toolchain of the
 * machine, nor is one updated. A job is content where what it asks for is there, and is told what is missing. A toolchain that the machine
 * has not is installed for the job.
 */
export async function writeRustupStandIn(folder: string): Promise<void> {
  await writeFile(join(folder, 'rustup'), RUSTUP, { mode: 0o755 })
}

const RUSTUP = `#!/bin/sh
folder=$(dirname "$0") rustup=
IFS=:
for place in $PATH; do
  [ -n "$rustup" ] || [ "$place" = "$folder" ] || [ ! -x "$place/rustup" ] || rustup=$place/rustup
done
unset IFS
[ -n "$rustup" ] || { echo 'rustup: command not found' >&2; exit 127; }

is_of_machine() {
  for one in "$RUSTUP_HOME/toolchains/$1" "$RUSTUP_HOME/toolchains/$1"-[!0-9]*; do
    [ -L "$one" ] && return
  done
  return 1
}
lacks() {
  list=$("$rustup" "$1" list --installed --toolchain "$2") || exit
  name=\${3%-preview}
  printf '%s\\n' "$list" | grep -q -x -e "$name" -e "$name-[a-z0-9_]*-[a-z]*-.*" || missing="$missing $3"
}
check() {
  missing=
  for one in $components; do lacks component "$1" "$one"; done
  for one in $targets; do lacks target "$1" "$one"; done
  [ -z "$missing" ] && echo "what is asked for is in $1 of this machine already" && return
  echo "rustup: a job adds nothing to $1 of this machine, which lacks$missing" >&2
  exit 1
}

toolchain= names= components= targets= takes=
for word do
  case $takes in
    '') ;;
    toolchain) toolchain=$word ;;
    component) components="$components $(echo "$word" | tr , ' ')" ;;
    target) targets="$targets $(echo "$word" | tr , ' ')" ;;
  esac
  if [ -n "$takes" ]; then takes=; continue; fi
  case $word in
    +*) toolchain=\${word#+} ;;
    --toolchain|--component|--target) takes=\${word#--} ;;
    --toolchain=*) toolchain=\${word#*=} ;;
    --component=*) components="$components $(echo "\${word#*=}" | tr , ' ')" ;;
    --target=*) targets="$targets $(echo "\${word#*=}" | tr , ' ')" ;;
    -c) takes=component ;;
    -t) takes=target ;;
    --profile) takes=profile ;;
    -*) ;;
    *) names="$names $word" ;;
  esac
done
set -f
command="\${names# }"
case $command in
  'component add '*|'component remove '*|'target add '*|'target remove '*)
    [ -n "$toolchain" ] || toolchain=$("$rustup" show active-toolchain | cut -d ' ' -f 1)
    set +f
    is_of_machine "$toolchain" || exec "$rustup" "$@"
    set -f
    rest=\${command#* * }
    case $command in
      *' remove '*) echo "rustup: a job takes nothing from $toolchain of this machine" >&2; exit 1 ;;
      component*) components=$rest ;;
      *) targets=$rest ;;
    esac
    check "$toolchain" ;;
  update|'self '*) echo 'the toolchains of this machine stay as they are' ;;
  'toolchain install '*|'toolchain add '*|'toolchain update '*|'install '*|'update '*)
    rest=\${command#toolchain }
    for name in \${rest#* }; do
      set +f
      if is_of_machine "$name"; then check "$name"; continue; fi
      set -- toolchain install --profile minimal --no-self-update "$name"
      for one in $components; do set -- "$@" --component "$one"; done
      for one in $targets; do set -- "$@" --target "$one"; done
      "$rustup" "$@" || exit
    done ;;
  *) exec "$rustup" "$@" ;;
esac
`
