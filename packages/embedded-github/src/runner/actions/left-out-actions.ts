import { type ActionPlan, NOTHING_IN_THE_WAY, type ServedAction } from './served-action.ts'

/** As with GitHub's, nothing may be found; a job that demands it says `fail-on-cache-miss`. */
export const caches: ServedAction = {
  names: ['actions/cache', 'actions/cache/restore', 'actions/cache/save', 'swatinem/rust-cache'],
  plan({ uses, inputs }) {
    const demandsOne = (inputs['fail-on-cache-miss'] ?? 'false') !== 'false'
    if (demandsOne)
      return { ...NOTHING_IN_THE_WAY, findings: [`\`uses: ${uses}\` is not supported by this runner`] }
    return doesNothing(uses, 'this runner keeps no cache, and finds none')
  },
  run: () => Promise.resolve({}),
}

/** What they are given is for people to look at, and nothing of the job depends on it. */
export const reporters: ServedAction = {
  names: [
    ...['codecov/codecov-action', 'codecov/test-results-action', 'coverallsapp/github-action'],
    ...['dorny/test-reporter', 'enricomi/publish-unit-test-result-action', 'mikepenz/action-junit-report'],
    'step-security/harden-runner',
  ],
  plan: ({ uses }) => doesNothing(uses, 'this runner reports to no other service'),
  run: () => Promise.resolve({}),
}

function doesNothing(uses: string, why: string): ActionPlan {
  return { ...NOTHING_IN_THE_WAY, notices: [`\`${uses}\` does nothing: ${why}`] }
}
