import { NOTHING_IN_THE_WAY, type ServedAction } from './served-action.ts'

/** They change GitHub's image, or set up what only other systems have; nothing that a job tests depends on it here. */
export const noEffect: ServedAction = {
  names: [
    ...[
      'jlumbroso/free-disk-space',
      'easimon/maximize-build-space',
      'insightsengineering/disk-space-reclaimer',
    ],
    ...['adityagarg8/remove-unwanted-software', 'endersonmenezes/free-disk-space'],
    ...['ilammy/msvc-dev-cmd', 'compnerd/gha-setup-vsdevenv', 'maxim-lobanov/setup-xcode'],
    ...['pierotofy/set-swap-space', 'hugoalh/disk-space-optimizer-ghaction'],
  ],
  plan: ({ uses }) => ({
    ...NOTHING_IN_THE_WAY,
    notices: [`\`${uses}\` does nothing: this machine is left as it is`],
  }),
  run: () => Promise.resolve({}),
}
