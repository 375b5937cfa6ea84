import type { Runner } from '../commands/command.ts'
import { cargo, docker, go, gradle, maven } from './build-tools.ts'
import { composer } from './composer.ts'
import { deno } from './deno.ts'
import { interpreter, python } from './interpreter.ts'
import { just } from './just.ts'
import { make } from './make.ts'
import {
  anyManager,
  installScripts,
  nodeRun,
  packageManager,
  patchPackage,
  scriptsByName,
  taskGraph,
} from './packages/package-scripts.ts'
import { preCommit } from './pre-commit.ts'
import { projectScripts } from './project-scripts.ts'
import { invoke, nox, tox } from './python-environments.ts'
import { rake } from './rake.ts'
import { task } from './task.ts'

const INSTALLS = /^(install|i|ci|add|clean-install|install-test|it|cit|rebuild|pack|publish)$/

const packages: Runner = async (walk, command) => {
  const verb = command.args.find((arg) => !arg.startsWith('-'))
  const installs = verb === undefined ? command.program === 'yarn' : INSTALLS.test(verb)
  if (installs) await installScripts(walk, command.place, command.place.folder)
  if (/^(install-test|it|cit)$/.test(verb ?? '')) await packageManager(walk, { ...command, args: ['test'] })
  else await packageManager(walk, command)
  if (command.program === 'bun' && verb !== undefined && /[./]/.test(verb)) await interpreter(walk, command)
}

const node: Runner = async (walk, command) => {
  if (!(await nodeRun(walk, command))) await interpreter(walk, command)
}

const poe: Runner = async (walk, command) => {
  await projectScripts(walk, command)
}

/** By the name of the program. */
export const RUNNERS: Readonly<Record<string, Runner>> = {
  npm: packages,
  pnpm: packages,
  yarn: packages,
  bun: packages,
  yarnpkg: packages,
  node,
  nodejs: node,
  tsx: interpreter,
  'ts-node': interpreter,
  'ts-node-esm': interpreter,
  esno: interpreter,
  jiti: interpreter,
  'babel-node': interpreter,
  'vite-node': interpreter,
  zx: interpreter,
  electron: interpreter,
  'run-s': scriptsByName,
  'run-p': scriptsByName,
  'npm-run-all': scriptsByName,
  'npm-run-all2': scriptsByName,
  concurrently: scriptsByName,
  'start-server-and-test': scriptsByName,
  'server-test': scriptsByName,
  nr: anyManager,
  'patch-package': patchPackage,
  turbo: taskGraph,
  nx: taskGraph,
  lerna: taskGraph,
  wsrun: taskGraph,
  make,
  gmake: make,
  'mingw32-make': make,
  just,
  task,
  'go-task': task,
  'pre-commit': preCommit,
  prek: preCommit,
  tox,
  nox,
  invoke,
  inv: invoke,
  poe,
  python,
  python2: python,
  python3: python,
  py: python,
  pypy: python,
  pypy3: python,
  ruby: interpreter,
  perl: interpreter,
  php: interpreter,
  lua: interpreter,
  luajit: interpreter,
  Rscript: interpreter,
  groovy: interpreter,
  swift: interpreter,
  pwsh: interpreter,
  powershell: interpreter,
  gradle,
  gradlew: gradle,
  mvn: maven,
  mvnw: maven,
  mvnd: maven,
  cargo,
  cross: cargo,
  go,
  docker,
  'docker-compose': docker,
  podman: docker,
  composer,
  rake,
  deno,
}
