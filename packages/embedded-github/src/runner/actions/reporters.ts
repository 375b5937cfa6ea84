import { NOTHING_IN_THE_WAY, type ServedAction } from './served-action.ts'

/** What they are given is for people to look at, or is sent away, and nothing of the job depends on it. None of them judges. */
export const reporters: ServedAction = {
  names: [
    ...['codecov/codecov-action', 'codecov/test-results-action', 'coverallsapp/github-action'],
    ...['andremiras/coveralls-python-action', 'codacy/codacy-coverage-reporter-action'],
    ...['dorny/test-reporter', 'enricomi/publish-unit-test-result-action', 'mikepenz/action-junit-report'],
    ...['phoenix-actions/test-reporting'],
    ...['marocchino/sticky-pull-request-comment', 'peter-evans/create-or-update-comment'],
    ...['thollander/actions-comment-pull-request', 'actions/labeler'],
    ...['pre-commit-ci/lite-action', 'reviewdog/action-suggester', 'reviewdog/action-setup'],
    ...['github/codeql-action/upload-sarif', 'step-security/harden-runner'],
    ...['actions/attest', 'actions/attest-build-provenance', 'actions/attest-sbom'],
    ...['actions/upload-pages-artifact', 'xt0rted/markdownlint-problem-matcher'],
    ...['rtcamp/action-slack-notify', 'slackapi/slack-github-action', '8398a7/action-slack'],
  ],
  plan: ({ uses }) => ({
    ...NOTHING_IN_THE_WAY,
    notices: [`\`${uses}\` does nothing: this runner reports to no other service`],
  }),
  run: () => Promise.resolve({}),
}
