import type { Strategy, TddStage } from '../../domain/candidate/brief.ts'

/** How many there are for each stage; three compete unless somebody names another number of toolchains. */
export const MAX_DEFAULT_CANDIDATES = 4

/** B1, B7: the roles that compete when neither the issue nor the repository names strategies. */
export const DEFAULT_STRATEGIES: Readonly<Record<TddStage, readonly Strategy[]>> = {
  red: [
    {
      id: 'examples',
      strategy: 'Tests by example: one short test per case in the issue, each readable on its own.',
      constraints: ['no shared state between tests', 'no new dependency'],
    },
    {
      id: 'table-of-cases',
      strategy: 'One parametrised test over a table: every case of the issue and its edges is a row.',
      constraints: ['one behaviour per table', 'no new dependency'],
    },
    {
      id: 'properties',
      strategy: 'Tests of what must hold for every input: state the rule, and try it on generated inputs.',
      constraints: ['seeds are fixed or printed', 'only with what the repository already depends on'],
    },
    {
      id: 'from-outside',
      strategy:
        'Tests from outside: call it as its users do, through the public interface, and look only at what they get to see.',
      constraints: ['nothing private is reached', 'no new dependency'],
    },
  ],
  green: [
    {
      id: 'minimal-change',
      strategy:
        'Solve it where it is, inline, without new abstractions: the fewest lines and the lowest complexity that are right.',
      constraints: ['no new files except tests', 'no new dependency'],
    },
    {
      id: 'refactor-heavy',
      strategy:
        'Make the code around it ready first: extract helpers, add guards, then solve it in the place that has become obvious.',
      constraints: ['keep the public interface', 'no new dependency'],
    },
    {
      id: 'pattern-extraction',
      strategy: 'Find the general pattern behind it, build that once, and let this case be its first use.',
      constraints: ['only if the pattern has a second use in sight', 'no new dependency'],
    },
    {
      id: 'root-cause',
      strategy:
        'Go back to where the wrong value or state first arises, and mend it there, even when that is far from where it shows.',
      constraints: ['no check added where it merely shows', 'no new dependency'],
    },
  ],
  commit: [
    {
      id: 'extract-function',
      strategy: 'Extract functions: give every step a name, in the file where it is.',
      constraints: ['no new files', 'keep the public interface'],
    },
    {
      id: 'extract-module',
      strategy: 'Extract a module: what changes for one reason moves into one place of its own.',
      constraints: ['keep the public interface', 'no import cycle'],
    },
    {
      id: 'inline',
      strategy: 'Inline: take away what is indirect without need, until the code says directly what it does.',
      constraints: ['no new files', 'keep the public interface'],
    },
    {
      id: 'rename-and-order',
      strategy:
        'Rename and order: call each thing what it is, and put what is read together next to each other; nothing is added or taken away.',
      constraints: ['no new files', 'keep the public interface'],
    },
  ],
}
