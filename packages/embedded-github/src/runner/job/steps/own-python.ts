import { access, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute, join, relative } from 'node:path'
import { findOnPath } from '../../machine/find-on-path.ts'
import { isShim } from '../own-managers.ts'
import { runLimited } from './run-limited.ts'
import type { StepPlace } from './run-step.ts'
import { environmentOf, takeOver } from './step-state.ts'

/**
 * A script that installs into Python gets a virtual environment of the job's, first on PATH from here on, unless it meets one that the
 * job has set up: nothing is installed into the machine's Python, whose packages stay visible. Answers why there is none.
 */
export async function enterOwnPython(
  text: string,
  folder: string,
  place: StepPlace,
): Promise<string | undefined> {
  const { state } = place
  const home = join(state.directory.temp, '_tools', 'pythons')
  const made: readonly string[] = await readdir(home).catch(() => [])
  // Jobs that share a directory find what the first has installed.
  for (const name of new Set([...made, ...pythonsFor(text)])) {
    const own = join(home, name)
    const { PATH, pythonLocation } = environmentOf(state, place.env)
    if (name === 'python3' && pythonLocation !== undefined) continue
    if (PATH.split(delimiter).includes(join(own, 'bin'))) continue
    if (!made.includes(name)) {
      const python = await findOnPath(name, PATH)
      if (python === undefined || (await isOfJob(python, state.directory.root))) continue
      const run: RunPython = async (...parameters) => {
        // Whatever the job has set for Python is meant for what it runs, not for this.
        const environment = { ...environmentOf(state, place.env), PYTHONHOME: '', PYTHONPATH: '' }
        const command = [python, ...parameters] as const
        const { result } = await runLimited({ command, directory: folder, environment }, place)
        return result.kind === 'exited' && result.code === 0
      }
      if (!(await makeOwn(own, name, run))) {
        await rm(own, { recursive: true, force: true })
        // What has no pip, or only chooses a version and has none to choose, is nothing to install into.
        if (!(await run('-m', 'pip', '--version'))) continue
        return `The step installs into \`${name}\`, and this machine's cannot make a virtual environment for it`
      }
    }
    takeOver(state, undefined, { outputs: {}, env: {}, path: [join(own, 'bin')] })
  }
  return undefined
}

/** Whether it ended well. */
type RunPython = (...parameters: readonly string[]) => Promise<boolean>

/** Programs that install into the Python that they find first, and those that run what a repository has written, which may call them. */
const INSTALLS =
  /(?<![\w./-])(?:pip(?:3(?:\.\d{1,2})?)?|pip-sync|pipenv|poetry|flit|setup\.py|make|just|invoke)(?![\w.-])|\.sh(?![\w.-])/
const NAMED = /(?<![\w./-])(?:python|pip)(3\.\d{1,2})(?![\w.-])/g

function pythonsFor(text: string): readonly string[] {
  if (!INSTALLS.test(text)) return []
  return ['python3', ...[...text.matchAll(NAMED)].map(([, version]) => `python${version}`)]
}

/** A program in an environment of the job's, or one that lies there itself; no link to the machine's. */
async function isOfJob(python: string, root: string): Promise<boolean> {
  if (isOutside(python, root) || isShim(python)) return false
  const isVenv = await access(join(dirname(dirname(python)), 'pyvenv.cfg')).then(
    () => true,
    () => false,
  )
  return isVenv || !isOutside(await realpath(python), await realpath(root))
}

function isOutside(path: string, root: string): boolean {
  const way = relative(root, path)
  return way.startsWith('..') || isAbsolute(way)
}

/** Without a pip of its own, whose installation takes seconds: that of the machine is visible, and installs where it is run. */
async function makeOwn(own: string, name: string, run: RunPython): Promise<boolean> {
  if (!(await run('-m', 'venv', '--system-site-packages', '--without-pip', own))) return false
  const bin = join(own, 'bin')
  // One of several Pythons stands there by its full name alone.
  if (name !== 'python3') await onlyNamed(bin, name)
  const version = name.slice('python'.length)
  for (const pip of new Set([...(version === '3' ? ['pip'] : []), `pip${version}`]))
    await writeFile(join(bin, pip), `#!/bin/sh\nexec "\${0%/*}/${name}" -m pip "$@"\n`, { mode: 0o755 })
  return true
}

async function onlyNamed(bin: string, name: string): Promise<void> {
  const real = await realpath(join(bin, 'python'))
  for (const one of ['python', 'python3', name]) await rm(join(bin, one), { force: true })
  await symlink(real, join(bin, name))
}
