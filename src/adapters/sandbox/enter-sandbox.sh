#!/bin/sh
# The first program of a sandbox: enter-sandbox.sh PROCESSES DISK_BYTES COMMAND...
# Its limits are set in here because the kernel counts processes per user namespace.
set -eu
processes=$1 disk_bytes=$2
shift 2

if [ -S /run/sandbox/model.sock ]; then
  # In a subshell, so that the agent is not its parent; with none of the agent's descriptors.
  (socat TCP-LISTEN:8484,bind=127.0.0.1,fork,reuseaddr,max-children=64 UNIX-CONNECT:/run/sandbox/model.sock \
    </dev/null >/dev/null 2>&1 &)
  # 8484 is 2124 in hexadecimal, state 0A is "listening" (proc(5)); a look, not a connection that the gateway would see.
  tries=0
  until grep -q ':2124 00000000:0000 0A' /proc/net/tcp; do
    tries=$((tries + 1))
    if [ "$tries" -gt 500 ]; then
      echo 'the bridge to the model gateway did not start' >&2
      exit 1
    fi
    sleep 0.02
  done
fi

exec nice -n 10 prlimit --core=0 --nproc="$processes" --fsize="$disk_bytes" -- "$@"
