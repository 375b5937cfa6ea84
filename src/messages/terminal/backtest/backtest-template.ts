import Handlebars from 'handlebars'

/** A page of its own: nothing is fetched, light and dark as the reader has it, and readable on a phone. */
export const backtestTemplate = Handlebars.compile(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>How often the right patch would have won</title>
<style>
:root{--text:#1f2328;--muted:#59636e;--page:#fff;--subtle:#f6f8fa;--border:#d1d9e0;--right:#1a7f37;--wrong:#cf222e;--nobody:#afb8c1}
@media (prefers-color-scheme:dark){:root{--text:#f0f6fc;--muted:#9198a1;--page:#0d1117;--subtle:#151b23;--border:#3d444d;--right:#3fb950;--wrong:#f85149;--nobody:#656c76}}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,"Segoe UI","Open Sans",sans-serif;margin:0 auto;max-width:60rem;padding:1.5rem 1rem 3rem;color:var(--text);background:var(--page);overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2rem 0 .75rem}h3{font-size:1rem;margin:1rem 0 .25rem}
p{margin:.5rem 0}.muted{color:var(--muted)}
code{font:.85em ui-monospace,Menlo,Consolas,monospace;background:var(--subtle);padding:.1em .3em;border-radius:4px}
.bar{display:grid;grid-template-columns:9.5rem 1fr 15rem;gap:0 1rem;align-items:center;margin:.3rem 0}
.bar svg{width:100%;height:18px;display:block;border-radius:4px}
.right{fill:var(--right)}.wrong{fill:var(--wrong)}.nobody{fill:var(--nobody)}
.key{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin:0 .3em 0 0}.legend span{display:inline-block;margin-right:1.2em}
.key.right,.badge.right{background:var(--right)}.key.wrong,.badge.wrong{background:var(--wrong)}.key.nobody,.badge.nobody{background:var(--nobody)}
.badge{display:inline-block;min-width:4.6rem;text-align:center;border-radius:1em;font-size:.8rem;padding:0 .6em;color:var(--page);border:1px solid transparent}
.badge.nobody{color:var(--text)}.badge.left{color:var(--muted);border-color:var(--border)}
details{border-top:1px solid var(--border);padding:.5rem 0}summary{cursor:pointer}
details ul{margin:.4rem 0;padding-left:1.2rem}details li{margin:.25rem 0}
@media (max-width:40rem){.bar{grid-template-columns:1fr;gap:.1rem;margin:.6rem 0}.bar .muted{font-size:.9rem}}
</style></head><body>
<h1>How often the right patch would have won</h1>
<p>{{found}} up to commit <code>{{head}}</code>, {{judged}} judged; in {{open}} of these the checks pass a wrong candidate too. Tests were run by {{runner}}.</p>
<p class="muted">Each fix is judged against copies that are wrong or incomplete: without its test, reverted in part, and with one line changed. Who would be promoted is told twice for each policy: by checks and score alone, and with proof, where the tests of all are run on all.</p>
<p class="legend"><span><i class="key right"></i>a right patch is promoted</span><span><i class="key wrong"></i>a wrong one is</span><span><i class="key nobody"></i>nobody is, a human is asked</span></p>
{{#each groups}}<h2>{{title}}</h2>
{{#if isEmpty}}<p class="muted">None.</p>{{else}}{{#each policies}}<h3>{{policy}}</h3>
{{#each bars}}<div class="bar"><span>{{title}}</span>
<svg role="img" aria-label="{{right}} right, {{wrong}} wrong, {{nobody}} nobody">{{#each parts}}<rect class="{{kind}}" x="{{at}}%" width="{{width}}%" height="100%"/>{{/each}}</svg>
<span class="muted">{{right}} right · {{wrong}} wrong · {{nobody}} nobody</span></div>
{{/each}}{{/each}}{{/if}}{{/each}}
<h2>Every fix</h2>
<p class="muted">How each ends with proof; where the policies differ, the worst of them.</p>
{{#each fixes}}<details><summary><span class="badge {{kind}}">{{end}}</span> <code>{{short}}</code> {{subject}}</summary>
{{#if isJudged}}<p>{{tell}}{{#if question}} A human is asked: {{question}}.{{/if}}</p>
<ul>{{#each pool}}<li><b>{{id}}</b> ({{words}}): {{truth}}, {{checks}} the checks.{{#each said}} It {{this}}.{{/each}}</li>{{/each}}</ul>
<ul>{{#each outcomes}}<li><b>{{policy}}</b>: by checks and score <i class="key {{without.kind}}"></i>{{without.who}}, with proof <i class="key {{with.kind}}"></i>{{with.who}}. {{why}}</li>{{/each}}</ul>
{{else}}<p>{{why}}</p>{{/if}}</details>
{{/each}}</body></html>
`)
