#!/usr/bin/env node
// The command's entry, in JavaScript that an old Node can read as well: such a one is told what is needed, unless this is a clone, whose
// dependencies include a Node that can run it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// The first one whose Zstandard takes a dictionary.
const NEEDED = '24.6'

if (isNewEnough(process.versions.node)) {
  // A clone runs its TypeScript, also when a package has been built in it; below node_modules Node refuses to.
  const program = ['cli.ts', '../dist/cli.js'].map((path) => new URL(path, import.meta.url)).find(existsSync)
  await prepareCompilers(program)
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

/**
 * What is compiled is kept for the next start, and for the processes that this one starts. What V8 spends on making code of WebAssembly fast,
 * Node's own for TypeScript most of all, takes half a gigabyte and is never earned back.
 */
async function prepareCompilers(program) {
  const [{ setFlagsFromString }, { enableCompileCache }] = await Promise.all([
    import('node:v8'),
    import('node:module'),
  ])
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
  const folder = process.env.NODE_COMPILE_CACHE ?? compiledFolder(program)
  enableCompileCache(folder)
  process.env.NODE_COMPILE_CACHE = folder
}

/** Of a clone beside its dependencies; an installed package may belong to root. */
function compiledFolder(program) {
  if (program.pathname.endsWith('.ts'))
    return fileURLToPath(new URL('../node_modules/.cache/speculate/compiled', import.meta.url))
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'speculate/compiled')
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
