import { expect, it } from 'vitest'
import { AttemptFailure } from '../../../src/domain/candidate/attempt.ts'
import { attemptFailureReason } from '../../../src/messages/reasons/reasons.ts'

const usage = { seconds: 1_200 }

it('every failure has a phrase that follows the name of its candidate', () => {
  const phrases = AttemptFailure.options.map((failure) =>
    attemptFailureReason({ failure, detail: '', usage }),
  )
  expect(phrases).toMatchInlineSnapshot(`
    [
      "has no patch: its agent was stopped after 20 min 0 s, when its time was up",
      "has no patch: its agent ended with an error",
      "has no patch: its agent ended without changing a file",
      "changes a file that is larger than allowed",
      "left a work tree that cannot be read as a patch",
      "has no patch: its agent could not be started on this machine",
      "has no patch: its agent used more of the machine than allowed",
      "has no patch: its agent had used up its budget",
      "has no patch: its agent got no answer from its model",
      "cannot be compared with the others",
      "has no patch: its attempt was cancelled",
      "has no patch: its attempt was interrupted",
      "has no patch because of a fault in this app, not in the candidate",
    ]
  `)
})

it('the detail is shown as code, because anybody may have written it', () => {
  expect(attemptFailureReason({ failure: 'crashed', detail: 'exit `1`\n@octocat', usage })).toBe(
    'has no patch: its agent ended with an error: ``exit `1` @octocat``',
  )
})
