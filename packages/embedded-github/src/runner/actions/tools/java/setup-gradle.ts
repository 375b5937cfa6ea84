import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { matchRange } from '../../../versions/match-range.ts'
import type { ActionCall } from '../../served-action.ts'
import { askVersion, inWorkspace } from '../serve/ask-version.ts'
import { linkPrograms } from '../serve/link-programs.ts'
import type { ToolAction } from '../tool-action.ts'

/** https://github.com/gradle/actions: without a version a build brings its own Gradle, by its wrapper. */
export const setupGradle: ToolAction = {
  names: ['gradle/actions/setup-gradle', 'gradle/gradle-build-action'],
  tool: 'gradle',
  title: 'Gradle',
  follows: [
    ...['gradle-version', 'arguments', 'build-root-directory', 'gradle-executable'],
    // Of caches, reports and another service: nothing that a build depends on.
    ...['cache-write-only', 'cache-overwrite-existing', 'cache-encryption-key', 'cache-cleanup'],
    ...['gradle-home-cache-cleanup', 'gradle-home-cache-includes', 'gradle-home-cache-excludes'],
    ...['gradle-home-cache-strict-match', 'add-job-summary-as-pr-comment', 'artifact-retention-days'],
    ...['build-scan-terms-of-use-url', 'build-scan-terms-of-use-agree', 'develocity-access-key'],
    ...['dependency-graph', 'dependency-graph-continue-on-failure', 'allow-snapshot-wrappers'],
  ],
  async asked(request) {
    const asked = await askVersion(request, { version: 'gradle-version' })
    const isWrapper = asked.kind === 'versions' && asked.versions.includes('wrapper')
    return asked.kind === 'any' || isWrapper ? { kind: 'nothing' } : asked
  },
  match: () => matchRange,
  async setUp(call, [tool]) {
    const folder = tool && (await linkPrograms(call.directory, tool, ['gradle']))
    const result =
      tool === undefined || folder === undefined
        ? {}
        : { outputs: { 'gradle-version': tool.version }, path: [folder] }
    const problem = await build(call, folder)
    return problem === undefined ? result : { ...result, problem }
  },
}

/** What the older action ran itself. */
async function build(
  { inputs, directory, execute }: ActionCall,
  gradle: string | undefined,
): Promise<string | undefined> {
  const parameters = inputs.arguments?.trim().split(/\s+/)
  if (parameters === undefined) return undefined
  const folder = join(directory.workspace, inWorkspace(inputs['build-root-directory']) ?? '.')
  const wrapper = join(folder, 'gradlew')
  const hasWrapper = await access(wrapper, constants.X_OK).then(
    () => true,
    () => false,
  )
  const program = gradle === undefined ? (hasWrapper ? wrapper : 'gradle') : join(gradle, 'gradle')
  const result = await execute([program, ...parameters], { directory: folder })
  if (result.kind === 'not-started') return `Gradle could not be started: ${result.reason}`
  return result.kind === 'exited' && result.code !== 0
    ? `Gradle ended with exit code ${result.code}.`
    : undefined
}
