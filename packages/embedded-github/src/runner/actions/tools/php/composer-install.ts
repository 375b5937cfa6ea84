import { join } from 'node:path'
import type { ActionCall, ServedAction } from '../../served-action.ts'
import { inWorkspace } from '../serve/ask-version.ts'

/** https://github.com/ramsey/composer-install */
export const composerInstall: ServedAction = {
  names: ['ramsey/composer-install'],
  async plan({ uses, place }) {
    const isThere = (await place.machine.tools('composer')).length > 0
    return { findings: isThere ? [] : [`\`${uses}\` asks for Composer; this machine has none`], notices: [] }
  },
  async run(call) {
    const { inputs, directory, execute } = call
    const folder = join(directory.workspace, inWorkspace(inputs['working-directory']) ?? '.')
    const result = await execute(['composer', ...parametersOf(inputs)], { directory: folder })
    if (result.kind === 'not-started') return { problem: `Composer could not be started: ${result.reason}` }
    return result.kind === 'exited' && result.code !== 0
      ? { problem: `Composer ended with exit code ${result.code}.` }
      : {}
  },
}

/** As the action puts it together: by the lock file, or the newest or oldest versions that are allowed. */
function parametersOf(inputs: ActionCall['inputs']): readonly string[] {
  const always = ['--no-interaction', '--no-progress', '--ansi']
  const more = (inputs['composer-options'] ?? '').split(/\s+/).filter((option) => option !== '')
  const wanted = inputs['dependency-versions'] || 'locked'
  if (wanted === 'lowest') return ['update', ...always, '--prefer-lowest', '--prefer-stable', ...more]
  return [wanted === 'highest' ? 'update' : 'install', ...always, ...more]
}
