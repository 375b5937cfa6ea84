import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ownGems } from '../../job/job-environment.ts'
import type { InstalledTool } from '../../machine/installed-tool.ts'
import { rubyVersionIn } from '../../versions/files/ruby-version-file.ts'
import { matchRuby } from '../../versions/match-ruby.ts'
import type { ActionCall, ActionResult } from '../served-action.ts'
import { askVersion, inWorkspace } from './serve/ask-version.ts'
import { besides, linkPrograms } from './serve/link-programs.ts'
import type { Asked, AskRequest, CheckedTool, CheckRequest, ToolAction } from './tool-action.ts'

/** https://github.com/ruby/setup-ruby */
export const setupRuby: ToolAction = {
  names: ['ruby/setup-ruby'],
  tool: 'ruby',
  title: 'Ruby',
  follows: ['ruby-version', 'bundler-cache', 'working-directory', 'bundler'],
  asked,
  match: () => matchRuby,
  check,
  setUp,
}

const FILES = ['.ruby-version', '.tool-versions', 'mise.toml']

function asked(request: AskRequest): Promise<Asked> {
  const { 'ruby-version': written, ...inputs } = request.inputs
  const folder = inWorkspace(inputs['working-directory']) ?? '.'
  const file =
    written === 'default' || written === undefined ? undefined : FILES.find((name) => name === written)
  const isWritten = 'ruby-version' in request.inputs && written !== 'default' && file === undefined
  return askVersion(isWritten ? request : { ...request, inputs }, {
    version: 'ruby-version',
    defaults: (file === undefined ? FILES : [file]).map((name) => join(folder, name)),
    versionsIn: (path, text) => {
      const version = rubyVersionIn(path, text)
      return version === undefined ? [] : [version]
    },
  })
}

async function check({ inputs, tools }: CheckRequest): Promise<CheckedTool> {
  const [ruby] = tools
  if (ruby === undefined || inputs['bundler-cache'] !== 'true' || inputs.bundler === 'none') return {}
  const bundle = await besides(ruby, 'bundle')
  return bundle === undefined
    ? { missing: [`Bundler, which Ruby ${ruby.version} of this machine does not have`] }
    : {}
}

async function setUp(call: ActionCall, [ruby]: readonly InstalledTool[]): Promise<ActionResult> {
  if (ruby === undefined) return {}
  const { directory, environment } = call
  const programs = await linkPrograms(directory, ruby, [
    'ruby',
    ...['gem', 'bundle', 'bundler', 'irb', 'rake', 'erb', 'rdoc', 'ri', 'jruby', 'truffleruby'],
  ])
  const { bin, variables } = ownGems(directory)
  await writeFile(join(environment.HOME ?? directory.home, '.gemrc'), 'gem: --no-document\n', { flag: 'a' })
  const path = [bin, programs]
  const given = { ...variables, PATH: [...path, environment.PATH ?? ''].join(':') }
  const problem =
    call.inputs['bundler-cache'] === 'true' && call.inputs.bundler !== 'none'
      ? await bundleInstall(call, join(programs, 'bundle'), given)
      : undefined
  if (problem !== undefined) return { problem }
  return { outputs: { 'ruby-prefix': join(ruby.program, '../..') }, env: variables, path }
}

/** As the action does it: into `vendor/bundle`, strictly by the lock file where there is one. */
async function bundleInstall(
  { directory, inputs, environment, execute }: ActionCall,
  bundle: string,
  given: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const folder = join(directory.workspace, inWorkspace(inputs['working-directory']) ?? '.')
  const gemfile = await gemfileIn(folder, environment.BUNDLE_GEMFILE)
  if (gemfile === undefined) return undefined
  const [, lock] = gemfile
  const steps: readonly (readonly string[])[] = [
    ['config', '--local', 'path', join(folder, 'vendor/bundle')],
    (await isThere(join(folder, lock))) ? ['config', '--local', 'deployment', 'true'] : ['lock'],
    ['install', '--jobs', '4'],
  ]
  for (const parameters of steps) {
    const result = await execute([bundle, ...parameters], { directory: folder, environment: given })
    if (result.kind !== 'exited') return `bundle ${parameters[0]} did not end`
    if (result.code !== 0) return `bundle ${parameters[0]} ended with exit code ${result.code}`
  }
  return undefined
}

async function gemfileIn(
  folder: string,
  named: string | undefined,
): Promise<readonly [string, string] | undefined> {
  if (named !== undefined) return [named, `${named}.lock`]
  if (await isThere(join(folder, 'Gemfile'))) return ['Gemfile', 'Gemfile.lock']
  return (await isThere(join(folder, 'gems.rb'))) ? ['gems.rb', 'gems.locked'] : undefined
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
