import { Argument, Command, Option } from 'commander'
import { PolicyName } from '../../domain/settings/policy-settings.ts'
import type { SchemaName } from './print-schema.ts'
import type { ScoreOptions } from './score.ts'

/** Commands about evidence that comes from anywhere: nothing is read but standard input and the configuration. */
export function scoreCommands(signal: AbortSignal): Command[] {
  return [scoreCommand(signal), schemaCommand()]
}

function scoreCommand(signal: AbortSignal): Command {
  return new Command('score')
    .description('score evidence about candidates on standard input, and say who would be promoted')
    .addOption(
      new Option(
        '--policy <name>',
        'how to rank (default: the policy of the configuration, else vote)',
      ).choices(PolicyName.options),
    )
    .option('--config <file>', 'weights, penalties and thresholds: a .github/speculate.yml')
    .option('--table', 'print a table for people instead of JSON')
    .addHelpText('after', SCORE_EXAMPLES)
    .action(async (options: ScoreOptions) => {
      const { scoreInput } = await import('./score.ts')
      process.exitCode = await scoreInput(options, signal)
    })
}

const SCORE_EXAMPLES = `
Candidates that did not pass are rejected before scoring. Exits with 0 if one candidate is promoted, with 1 if a human
is asked. \`speculate schema evidence\` prints what the evidence may hold.

Examples:
  speculate score < evidence.json
  speculate score --policy scorecard --table < evidence.json
  speculate score --policy lexicographic --config .github/speculate.yml < evidence.json | jq -r .rationale
`

function schemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON Schema of the evidence that score reads, or of .github/speculate.yml')
    .addArgument(new Argument('<name>', 'which one').choices(['evidence', 'settings']))
    .addHelpText(
      'after',
      '\nExamples:\n  speculate schema evidence > evidence.schema.json\n  speculate schema settings\n',
    )
    .action(async (name: SchemaName) => {
      const { printSchema } = await import('./print-schema.ts')
      printSchema(name)
    })
}
