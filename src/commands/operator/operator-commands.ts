import { Command } from 'commander'
import { QUEUES } from '../../messages/operator/queues.ts'
import { DATA, JSON_OBJECT } from '../shared-options.ts'
import type { JobsOptions } from './jobs.ts'
import type { RunsOptions } from './runs.ts'

/** Commands that look at what a server does, also beside it. */
export function operatorCommands(program: Command): readonly Command[] {
  return [runsCommand(), jobsCommand(program)]
}

function runsCommand(): Command {
  return new Command('runs')
    .description('list runs: how far each has come, what it waits for, what it has used')
    .option('--open', 'only what is not settled yet (default: also what was settled within a day)')
    .option('--all', 'also what was settled long ago')
    .option('--repository <owner/repo>', 'only runs of this repository')
    .option('--limit <number>', 'at most so many, the last ones to begin', '50')
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', RUNS_HELP)
    .action(async (options: RunsOptions) => {
      const { runs } = await import('./runs.ts')
      process.exitCode = await runs(options)
    })
}

const BESIDE = `On Postgres it works beside running servers. The embedded database can be opened by one process at a time:
stop the server first.`

const RUNS_HELP = `
It reads the database alone and asks GitHub nothing.
${BESIDE}
\`speculate why RUN\` tells the whole story of one.

Examples:
  speculate runs
  speculate runs --open --repository OWNER/REPO
  speculate runs --all --json | jq -r '.runs[] | select(.phase == "escalated") | .run'
`

function jobsCommand(program: Command): Command {
  const jobs = new Command('jobs')
    .copyInheritedSettings(program)
    .description('list what waits and runs in the queues, and what has failed for good')
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', JOBS_HELP)
    .action(async (options: JobsOptions) => {
      const { jobs } = await import('./jobs.ts')
      process.exitCode = await jobs(options)
    })
  for (const command of [redriveCommand(), dropCommand()])
    jobs.addCommand(command.copyInheritedSettings(jobs))
  return jobs
}

const JOBS_HELP = `
${QUEUES}

A job that has failed for good was tried several times, on whatever worker was there; it is kept for 30 days.
${BESIDE}

Examples:
  speculate jobs
  speculate jobs redrive 1f0c2a3b
  speculate jobs redrive --all --json
`

const IDS = ['[id...]', 'ids as `speculate jobs` shows them, or the beginning of one'] as const

function redriveCommand(): Command {
  return new Command('redrive')
    .description('put jobs that have failed for good back into their queues, to be tried again')
    .argument(...IDS)
    .option('--all', 'all of them')
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', REDRIVE_HELP)
    .action(async (ids: string[], options: JobsOptions) => {
      const { redrive } = await import('./failed-jobs.ts')
      process.exitCode = await redrive(ids, options)
    })
}

const REDRIVE_HELP = `
An attempt whose run has gone on without it is not made again: the worker that takes it sees that, and ends it.

Examples:
  speculate jobs redrive 1f0c2a3b
  speculate jobs redrive --all
`

function dropCommand(): Command {
  return new Command('drop')
    .description('remove jobs that have failed for good')
    .argument(...IDS)
    .option('--all', 'all of them')
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', '\nExamples:\n  speculate jobs drop 1f0c2a3b\n')
    .action(async (ids: string[], options: JobsOptions) => {
      const { drop } = await import('./failed-jobs.ts')
      process.exitCode = await drop(ids, options)
    })
}
