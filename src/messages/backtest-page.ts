import Handlebars from 'handlebars'
import type { Backtest, Tally } from '../domain/backtest.ts'

/** One page with the figures as bars, and every pool below; foreign text is escaped by the template. */
export function backtestPage(backtest: Backtest): string {
  const rows = backtest.counts.map(({ policy, pools, without, with: proof }) => ({
    policy,
    pools: pools === 'open' ? 'checks cannot tell' : 'all',
    bars: [
      { title: 'checks and score', ...shares(without) },
      { title: 'and proof', ...shares(proof) },
    ],
  }))
  const fixes = backtest.fixes.map((fix) => ({
    ...fix,
    short: fix.commit.slice(0, 9),
    isJudged: fix.kind === 'judged',
  }))
  return TEMPLATE({ runner: backtest.runner, head: backtest.head.slice(0, 9), rows, fixes })
}

function shares({ right, wrong, nobody }: Tally) {
  const all = Math.max(1, right + wrong + nobody)
  const width = (part: number) => Math.round((part / all) * 300)
  return {
    right,
    wrong,
    nobody,
    rightWidth: width(right),
    wrongWidth: width(wrong),
    wrongAt: width(right),
    nobodyAt: width(right) + width(wrong),
    nobodyWidth: width(nobody),
  }
}

const TEMPLATE = Handlebars.compile(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Backtest</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1f2328}
table{border-collapse:collapse}td,th{padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top}
code{background:#f6f8fa;padding:0 .3em}.right{fill:#1a7f37}.wrong{fill:#cf222e}.nobody{fill:#d0d7de}
details{border-top:1px solid #d0d7de;padding:.4rem 0}
</style></head><body>
<h1>How often the right patch would have won</h1>
<p>Past fixes up to <code>{{head}}</code>, tests run by {{runner}}. Green: a right one promoted. Red: a wrong one. Grey: nobody.</p>
<table><tr><th>pools</th><th>policy</th><th></th><th></th><th>right · wrong · nobody</th></tr>
{{#each rows}}{{#each bars}}<tr><td>{{../pools}}</td><td>{{../policy}}</td><td>{{title}}</td>
<td><svg width="300" height="14" role="img" aria-label="{{right}} right, {{wrong}} wrong, {{nobody}} nobody"><rect class="right" width="{{rightWidth}}" height="14"/><rect class="wrong" x="{{wrongAt}}" width="{{wrongWidth}}" height="14"/><rect class="nobody" x="{{nobodyAt}}" width="{{nobodyWidth}}" height="14"/></svg></td>
<td>{{right}} · {{wrong}} · {{nobody}}</td></tr>
{{/each}}{{/each}}</table>
<h2>Fixes</h2>
{{#each fixes}}<details><summary><code>{{short}}</code> {{subject}}{{#unless isJudged}} (left out){{/unless}}</summary>
{{#if isJudged}}<ul>{{#each pool}}<li><b>{{id}}</b>: {{words}}; {{#if isRight}}right{{else}}wrong{{/if}}, {{#if passesChecks}}passes the checks{{else}}fails the checks{{/if}}. {{standing}}{{#each gates}} {{reason}}.{{/each}}</li>{{/each}}</ul>
<ul>{{#each outcomes}}<li>{{policy}}: {{#if without.promoted}}{{without.promoted}}{{else}}nobody{{/if}} without proof, {{#if with.promoted}}{{with.promoted}}{{else}}nobody{{/if}} with it. {{with.why}}</li>{{/each}}</ul>
{{else}}<p>{{why}}</p>{{/if}}</details>
{{/each}}</body></html>
`)
