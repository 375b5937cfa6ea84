import type { ServedAction } from '../../served-action.ts'

/** It compares with a list that Gradle keeps; a candidate that changes such a file is rejected for the binary that it is. */
export const wrapperValidation: ServedAction = {
  names: ['gradle/actions/wrapper-validation', 'gradle/wrapper-validation-action'],
  plan: ({ uses }) => ({
    findings: [],
    notices: [
      `\`${uses}\` does nothing: this runner does not compare Gradle's wrapper with published checksums`,
    ],
  }),
  run: () => Promise.resolve({}),
}
