#!/usr/bin/env node
// The command's entry, in JavaScript that an old Node can read as well: such a one is told what is needed, unless this is a clone, whose
// dependencies include a Node that can run it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// The first one whose Zstandard takes a dictionary.
const NEEDED = '24.6'

if (isNewEnough(process.versions.node)) {
  // A clone runs its TypeScript, also when a package has been built in it; below node_modules Node refuses to.
  const program = ['cli.ts', '../dist/cli.js'].map((path) => new URL(path, import.meta.url)).find(existsSync)
  await import(program.href)
} else {
  const node = pinnedNode()
  if (node === undefined) {
    console.error(
      `speculate: needs Node ${NEEDED} or newer, and this is Node ${process.versions.node}: get one from https://nodejs.org, then try again.`,
    )
    process.exitCode = 2
  } else {
    startWith(node)
  }
}

/** Of a clone, if its `npm ci` has put it in place. An installed package brings none, but may find somebody else's. */
function pinnedNode() {
  const require = createRequire(import.meta.url)
  try {
    const manifest = require.resolve('node/package.json')
    const node = join(dirname(manifest), 'bin/node')
    return isNewEnough(require(manifest).version) && existsSync(node) ? node : undefined
  } catch {
    return undefined
  }
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  const [neededMajor, neededMinor] = NEEDED.split('.').map(Number)
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

function startWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal sends an interrupt to both; the child decides what comes of it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal === 'SIGINT' || child.kill(signal))
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}
