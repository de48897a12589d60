import { pageColors } from '@graft-ml/report/page'

/** The page, before its script fills it. @param token hexadecimal */
export function pageHtml(token: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Graft</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<div><h1 id="title">Graft</h1><p id="state" role="status">Waiting for the first step …</p></div>
<button id="stop" type="button">Stop and keep what was learnt</button>
</header>
<div class="progress"><progress id="progress" max="1" value="0" aria-label="Progress of the phase"></progress><p id="left"></p></div>
<div class="charts">
<figure><h2>Accuracy</h2><div id="accuracy" role="img" aria-label="Accuracy of training and validation over the epochs; the table below has the numbers"></div></figure>
<figure><h2>Loss</h2><div id="loss" role="img" aria-label="Loss of training and validation over the epochs; the table below has the numbers"></div></figure>
</div>
<p class="key"><span class="training">Training, its running mean</span><span class="validation">Validation</span></p>
<div class="below">
<section><h2 id="epochs-heading">Epochs</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="epochs-heading"><table><thead><tr><th scope="col">Epoch</th><th scope="col">Validation accuracy</th><th scope="col">Validation loss</th></tr></thead><tbody id="epochs"></tbody></table></div></section>
<section><h2>Photos of a batch, as training sees them</h2>
<img id="batch" alt="Photos that were turned, moved and zoomed for training" hidden></section>
</div>
</main>
<script src="/page.js?token=${token}"></script>
</body>
</html>
`
}

const STYLE = `${pageColors}
* { box-sizing: border-box; }
body { margin:0; background:var(--ground); color:var(--ink); font:16px/1.5 Inter, system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; }
main { max-width:72rem; margin:0 auto; padding:1.5rem 1.25rem 3rem; }
header { display:flex; flex-wrap:wrap; gap:1rem; align-items:center; justify-content:space-between; }
h1 { font-size:1.6rem; line-height:1.2; margin:0; overflow-wrap:anywhere; }
h2 { font-size:1.05rem; margin:1.25rem 0 .5rem; }
p { margin:.25rem 0; }
#state, #left, .key { color:var(--quiet); }
button { font:inherit; font-weight:600; padding:.6rem 1.1rem; border-radius:.5rem; border:1px solid var(--bad); background:var(--ground); color:var(--bad); cursor:pointer; }
button:hover:not(:disabled) { background:var(--raised); }
button:disabled { border-color:var(--faint); color:var(--quiet); cursor:default; }
:focus-visible { outline:3px solid var(--validation); outline-offset:2px; }
.progress { display:grid; grid-template-columns:1fr auto; gap:1rem; align-items:center; margin:1rem 0; }
progress { width:100%; height:.7rem; appearance:none; border:0; border-radius:.35rem; background:var(--faint); overflow:hidden; }
progress::-webkit-progress-bar { background:var(--faint); }
progress::-webkit-progress-value { background:var(--validation); transition:width .3s; }
progress::-moz-progress-bar { background:var(--validation); }
.charts { display:grid; grid-template-columns:repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap:0 1.5rem; }
figure { margin:0; min-width:0; }
.key span { margin-right:1.25rem; display:inline-block; white-space:nowrap; }
.key span::before { content:''; display:inline-block; width:1.4rem; height:.2rem; margin-right:.5rem; vertical-align:middle; background:currentColor; }
.key .training::before { color:var(--training); }
.key .validation::before { color:var(--validation); }
.below { display:grid; grid-template-columns:repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap:0 2rem; }
.scroll { max-height:20rem; overflow:auto; }
table { border-collapse:collapse; font-variant-numeric:tabular-nums; width:100%; }
th, td { text-align:right; padding:.35rem .75rem .35rem 0; border-bottom:1px solid var(--faint); }
th:first-child, td:first-child { text-align:left; }
thead th { color:var(--quiet); font-weight:500; font-size:.875rem; position:sticky; top:0; background:var(--ground); }
#batch { max-width:100%; height:auto; border-radius:.5rem; display:block; }
#batch[hidden] { display:none; }
@media (max-width: 34rem) { .progress { grid-template-columns:1fr; gap:.25rem; } }
`
