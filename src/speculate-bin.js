#!/usr/bin/env node
// The command's entry for any Node from 18 on: hands over to the Node that this project is pinned to when this one is too old.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cli = join(dirname(fileURLToPath(import.meta.url)), 'cli.ts')
const isOld = Number(process.versions.node.split('.')[0]) < 24
const node = isOld ? pinnedNode() : process.execPath

if (node === undefined) {
  console.error(
    `speculate: needs Node 24, and this is Node ${process.versions.node}. Run \`npm ci\` here, then try again.`,
  )
  process.exitCode = 2
} else {
  const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal sends an interrupt to both; the child decides what comes of it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal === 'SIGINT' || child.kill(signal))
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}

function pinnedNode() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin/node')
  } catch {
    return undefined
  }
}
