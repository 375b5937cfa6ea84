import { asList, asMapping, asText, dig, readJson } from '../files/read-data.ts'
import type { Sides } from './changed-parts.ts'
import { isLock, movesPackages } from './read/lock-origins.ts'
import { packageCode } from './read/package-code.ts'
import { statementsOf } from './read/read-gemfile.ts'
import { projectOrigins } from './read/read-origins.ts'

const linesLike = (pattern: RegExp) => (text: string) => text.split('\n').filter((line) => pattern.test(line))

/** Parts that judge by being there at all: that one goes, or stays as it is, hurts nobody. Each is told by where it is found. */
const ADDITIONS: Readonly<Record<string, (text: string, path: string) => readonly string[]>> = {
  // A tool that is told to look at nothing of a file. With a rule, or for a line, it still looks at the rest.
  '@ts-nocheck': linesLike(/^\s*(?:\/\/|\/\*)\s*@ts-nocheck\b/),
  'eslint-disable': linesLike(/\/\*\s*eslint-disable\s*(?:--[^*]*)?\*\//),
  'biome-ignore-all': linesLike(/^\s*(?:\/\/|\/\*)\s*biome-ignore-all\s+(?:lint|format|assist)\s*:/),
  'ruff:noqa': linesLike(/^\s*#\s*(?:ruff|flake8)\s*:\s*noqa\s*$/i),
  // Before the first statement it is about the whole file: https://mypy.readthedocs.io/en/stable/common_issues.html
  'mypy:ignore-errors': (text) => [
    ...linesLike(/^#\s*mypy\s*:.*\bignore[-_]errors\b/)(text),
    ...linesLike(/^#\s*type\s*:\s*ignore\s*$/)(/^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(`${text}\n`)?.[0] ?? ''),
  ],
  'pylint:skip-file': linesLike(/#\s*pylint\s*:\s*skip-file\b/),
  'isort:skip_file': linesLike(/^\s*#?.*\bisort\s*:\s*skip_file\b/),
  'rubocop:disable': linesLike(/^\s*#\s*rubocop\s*:\s*disable\s+all\b/),
  'phpcs:ignoreFile': linesLike(/^\s*(?:\/\/|\/\*|\*|#)\s*@?phpcs:(?:ignoreFile\b|disable\s*(?:\*\/)?$)/),
  'stylelint-disable': linesLike(/\/\*\s*stylelint-disable\s*\*\//),
  // Before the package it is about the whole file: https://golangci-lint.run/docs/linters/false-positives
  nolint: (text) =>
    linesLike(/^\/\/\s?nolint(?::all)?\b(?!:(?!all))/)(/^[\s\S]*?(?=^package\b)/m.exec(text)?.[0] ?? ''),
  'go:generate': linesLike(/^\/\/go:generate\b/),
  // What is put in is read as code, whatever its name is.
  'include!': linesLike(/\binclude!\s*\(\s*"[^"]*(?<!\.rs)"/),
  'test-environment': linesLike(/@(?:jest|vitest)-environment\s+[./<]/),
  filters: linesLike(
    /\bfilter_run|\b(?:in|ex)clusion_filter|\bdry_run\b|\bdefine_derived_metadata\b|\.around\b|\.prepend\b|\bat_exit\b|\bexit!|\bRSpec::Core\b|\bMinitest::/,
  ),
  elsewhere: (text, path) =>
    (path.endsWith('.json') ? ofPackage(text) : ofPython(text, path)).map((one) =>
      one.replace(/#.*$|@[^/@]*$/, ''),
    ),
  code: (text, path) =>
    path.endsWith('.py')
      ? packageCode(text)
      : statementsOf(text).filter(
          (line) => !GEMFILE.test(line) || /[;`]|%x|\bENV\b[^=]*=(?![=~>])/.test(line),
        ),
}

const GEMFILE =
  /^(?:gem|source|group|end|ruby|platforms?|git_source|gemspec|path|git|github|install_if|if|unless|elsif|else|eval_gemfile)\b/

/** Folders, repositories and addresses in the place of a version: what is installed from there runs as it says itself. */
const ELSEWHERE =
  /^(?:(?:file|link|portal|https?|ssh|github|gitlab|bitbucket|gist):|git[+:@]|\.{0,2}\/|~\/|[\w.-]+\/[\w.-]+(?:#|$))/

function ofPackage(text: string): readonly string[] {
  const data = readJson(text)
  return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
    Object.entries(asMapping(dig(data, key))).flatMap(([name, value]) =>
      ELSEWHERE.test(asText(value) ?? '') ? [`${name} ${asText(value)}`] : [],
    ),
  )
}

/** A requirement without a name, which may be a tool like any other; the project itself, `.` or `./[dev]`, is not another place. */
const BARE =
  /^\s*(?:-e\s*|--editable[ =]\s*)?(?:https?:|(?:git|hg|svn|bzr)\+|file:|\.\.\/|\.\/(?![[\s]|$)|\/|[\w.-]+\/(?:[\w.-]+\/)*[\w.-]*\s*$|[\w./-]+\.(?:whl|tar\.gz|zip)\b)/

function ofPython(text: string, path: string): readonly string[] {
  // Of requirements, what is named is told by its name where it is a tool.
  if (!path.endsWith('.toml')) return linesLike(BARE)(text)
  const origins = asMapping(dig(projectOrigins(text), 'origins'))
  return Object.entries(origins).map(([name, from]) => `${name} ${asList(from).join(' ') || from}`)
}

export function isAddition(part: string): boolean {
  return Object.hasOwn(ADDITIONS, part)
}

/** Whether the part is somewhere now where it was not. */
export function isAdded(sides: Sides, part: string): boolean {
  const { path, before = '', after = '' } = sides
  if (part === 'elsewhere' && isLock(path)) return movesPackages(sides)
  const find = ADDITIONS[part]
  const was = new Set(find?.(before, path))
  return find?.(after, path).some((one) => !was.has(one)) ?? false
}
