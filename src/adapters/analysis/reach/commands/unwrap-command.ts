import { isKnown } from '../shell/words.ts'

/** Programs that run the command that follows their own options; of those with a value, the value is passed over too. */
const WRAPPERS: Readonly<Record<string, { readonly values?: RegExp; readonly operands?: number }>> = {
  sudo: { values: /^(-[ugUhpCDRrtT]|--user|--group|--host|--prompt|--chdir)$/ },
  doas: { values: /^-[uC]$/ },
  env: { values: /^(-[uCS]|--unset|--chdir)$/ },
  time: { values: /^-[fo]$/ },
  nice: { values: /^(-n|--adjustment)$/ },
  ionice: { values: /^-[cnp]$/ },
  nohup: {},
  stdbuf: { values: /^-[ioe]$/ },
  unbuffer: {},
  setsid: {},
  command: {},
  builtin: {},
  exec: { values: /^-a$/ },
  eval: {},
  timeout: { values: /^(-[ks]|--signal|--kill-after)$/, operands: 1 },
  gtimeout: { values: /^(-[ks]|--signal|--kill-after)$/, operands: 1 },
  retry: { values: /^(-[tdsm]|--times|--delay)$/ },
  xargs: { values: /^(-[adEIiLlnPs]|--max-args|--max-procs|--replace|--delimiter|--arg-file)$/ },
  'xvfb-run': { values: /^(-[nsefpw]|--server-args|--server-num|--auth-file)$/ },
  'dbus-run-session': {},
  strace: { values: /^-[eosp]$/ },
  valgrind: {},
  'cross-env': {},
  'cross-env-shell': {},
  dotenv: { values: /^-[efvc]$/ },
  'env-cmd': { values: /^(-[ef]|--file|--environments)$/ },
  c8: { values: /^(-[rcnxo]|--reporter|--include|--exclude|--config|--reports-dir|--temp-directory)$/ },
  nyc: { values: /^(-[rcnx]|--reporter|--include|--exclude|--nycrc-path|--cwd)$/ },
  coverage: {},
  ccache: {},
  sccache: {},
  'cargo-llvm-cov': {},
  npx: { values: /^(-p|--package|-w|--workspace)$/ },
  bunx: { values: /^(-p|--package)$/ },
  pnpx: { values: /^(-p|--package)$/ },
  uvx: { values: /^(-[pw]|--from|--with|--python|--with-requirements|--index|--constraints)$/ },
  pipx: {},
  wsl: {},
  winpty: {},
  direnv: { operands: 1 },
  'nix-shell': {},
}

/** Of programs with sub-commands: the one that runs another program. */
const SUBCOMMANDS: Readonly<Record<string, RegExp>> = {
  npm: /^(exec|x)$/,
  pnpm: /^(exec|dlx)$/,
  yarn: /^(exec|dlx)$/,
  bun: /^x$/,
  uv: /^run$/,
  poetry: /^run$/,
  pipenv: /^run$/,
  pdm: /^run$/,
  rye: /^run$/,
  pixi: /^run$/,
  conda: /^run$/,
  mamba: /^run$/,
  micromamba: /^run$/,
  bundle: /^exec$/,
  bundler: /^exec$/,
  mise: /^(exec|x)$/,
  asdf: /^exec$/,
  rbenv: /^exec$/,
  pyenv: /^exec$/,
  pipx: /^run$/,
  coverage: /^run$/,
  composer: /^exec$/,
  hatch: /^(run|test|fmt)$/,
  nix: /^(develop|shell|run)$/,
}

const SUBCOMMAND_VALUES =
  /^(-[pCGEnwr]|--with|--extra|--group|--python|--package|--directory|--project|--index|--filter|--from|--prefix|--workspace|--env|--name|--environment|--only-group|--no-group|--with-editable|--with-requirements|--env-file|--rcfile|--source|--omit|--include|--data-file|--command)$/

/** One layer off: the command within, or undefined where there is none. */
export function unwrapCommand(words: readonly string[]): readonly string[] | undefined {
  const [program, ...rest] = words
  if (program === undefined) return undefined
  const name = program.slice(program.lastIndexOf('/') + 1)
  const within = SUBCOMMANDS[name]
  if (Object.hasOwn(SUBCOMMANDS, name) && within) {
    const at = rest.findIndex((word) => !word.startsWith('-'))
    const found = at >= 0 && within.test(rest[at] ?? '')
    if (found && name === 'coverage') return coverageRun(rest.slice(at + 1))
    if (found) return afterOptions(rest.slice(at + 1), SUBCOMMAND_VALUES)
    return undefined
  }
  if (!Object.hasOwn(WRAPPERS, name)) return undefined
  const { values, operands = 0 } = WRAPPERS[name] ?? {}
  const inner = afterOptions(rest, values)
  return inner && inner.length > operands ? inner.slice(operands) : undefined
}

function afterOptions(words: readonly string[], values: RegExp | undefined): readonly string[] | undefined {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === '--') return words.slice(at + 1)
    // `npm exec -c 'eslint .'`
    if (/^(-c|--call)$/.test(word) && words[at + 1]?.includes(' ')) return ['sh', '-c', words[at + 1] ?? '']
    if (values?.test(word)) at += 1
    else if (!word.startsWith('-') && !isAssignment(word)) return words.slice(at)
  }
  return undefined
}

/** `coverage run -m pytest`, `coverage run script.py`. */
function coverageRun(words: readonly string[]): readonly string[] | undefined {
  const inner = afterOptions(
    words.filter((word) => word !== '-m'),
    SUBCOMMAND_VALUES,
  )
  if (!inner) return undefined
  return words.includes('-m') ? ['python', '-m', ...inner] : ['python', ...inner]
}

/** `FOO=bar` before a program. */
export function isAssignment(word: string): boolean {
  return isKnown(word.slice(0, word.indexOf('=') + 1)) && /^[A-Za-z_]\w*=/.test(word)
}
