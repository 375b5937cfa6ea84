#!/bin/sh
# An agent that misbehaves in the way its first argument names. Its current directory is its work tree.
case "$1" in
  crash) echo 'segmentation fault, more or less' >&2; exit 3 ;;
  killed) kill -KILL $$ ;;
  nothing) exit 0 ;;
  hang) echo ready; sleep 600 ;;
  deaf) trap '' TERM INT HUP; echo ready; while :; do sleep 1; done ;;
  flood) exec yes 'all work and no play' ;;
  flood-one-line) exec cat /dev/zero ;;
  garbage) echo 'Welcome to agent 1.0!'; echo '{"jsonrpc":'; sleep 600 ;;
  # Leaves its group and session; then also its directory, or its environment.
  escape)
    setsid sh -c 'trap "" TERM; cd /; echo $$ > "$HOME/escaped"; while :; do sleep 1; done' >/dev/null 2>&1 &
    env -i PATH="$PATH" HOMED="$HOME" setsid sh -c 'echo $$ > "$HOMED/scrubbed"; exec sleep 600' >/dev/null 2>&1 &
    while [ ! -s "$HOME/escaped" ] || [ ! -s "$HOME/scrubbed" ]; do sleep 0.02; done ;;
  # Keeps our pipe open from outside the group.
  hold-pipe) setsid sleep 600 & echo done; exit 0 ;;
  big-file) truncate -s 200M dump.bin ;;
  delete-repository) rm -rf ./* ./.[!.]* ;;
  delete-tree) rm -rf "$PWD" ;;
  delete-git) rm -rf .git; echo changed > README.md ;;
  # Does its work first.
  work-then-crash) echo fixed > README.md; echo 'rate limit reached, try again in 4 hours' >&2; exit 1 ;;
  workflow) mkdir -p .github/workflows; echo 'on: push' > .github/workflows/evil.yml ;;
  *) echo "unknown way to misbehave: $1" >&2; exit 64 ;;
esac
