import { NOTHING_IN_THE_WAY, type ServedAction } from './served-action.ts'

/** The workspace is a fresh clone when the job begins. */
export const checkout: ServedAction = {
  names: ['actions/checkout'],
  plan({ uses, inputs }) {
    const unknown = Object.keys(inputs).filter((name) => !HARMLESS.includes(name))
    return {
      ...NOTHING_IN_THE_WAY,
      findings: unknown.map(
        (name) => `\`${name}\` in \`with\` of \`${uses}\` is not supported by this runner`,
      ),
    }
  },
  run: () => Promise.resolve({}),
}

/** What a checkout may be told without making the fresh clone a different one. */
const HARMLESS = ['fetch-depth', 'persist-credentials', 'clean', 'show-progress']
