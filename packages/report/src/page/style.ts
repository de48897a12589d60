/** The colours of pages, by day and by night, as variables: what `pageTheme` draws with. */
export const pageColors = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f6f7f8; --ink: #1a1a1a; --quiet: #55595e; --line: #8c8c8c; --faint: #e4e6e8;
  --training: #b84e00; --validation: #0068a6; --good: #00704f; --bad: #b3261e;
  --curve-1: #0068a6; --curve-2: #b84e00; --curve-3: #00785a; --curve-4: #a34d80; --curve-5: #7a6200; --curve-6: #55595e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --raised: #1d2126; --ink: #eceef0; --quiet: #aab0b7; --line: #767c83; --faint: #2c3137;
    --training: #ff9a52; --validation: #6cb8ee; --good: #4fd1a1; --bad: #ff8a80;
    --curve-1: #6cb8ee; --curve-2: #ff9a52; --curve-3: #4fd1a1; --curve-4: #e59ac4; --curve-5: #d8bd55; --curve-6: #aab0b7;
  }
}
`

/** The whole look of a report page: by day, by night, on a phone, on paper. */
export const STYLE = `${pageColors}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 Inter, system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif;
}
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
footer { padding-top: 3rem; padding-bottom: 3rem; color: var(--quiet); font-size: .875rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 3.25rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
p { margin: .4rem 0 .9rem; max-width: 44rem; }
.quiet { color: var(--quiet); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .5rem 1rem; z-index: 1; }
a { color: var(--validation); }
:focus-visible { outline: 3px solid var(--validation); outline-offset: 2px; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 1rem 0 0; font-size: .9375rem; }
nav a { display: inline-block; padding: .25rem 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem; margin: 1.75rem 0 0; padding: 0; }
.tiles div { background: var(--raised); border-radius: .6rem; padding: .9rem 1.1rem; }
.tiles dt { color: var(--quiet); font-size: .875rem; }
.tiles dd { margin: .1rem 0 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tiles dd small { display: block; white-space: normal; font-size: .8125rem; font-weight: 400; color: var(--quiet); }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1rem 1.5rem; }
.plots.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 22.5rem)); }
.narrow { display: none; }
figure { margin: 0; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { color: var(--quiet); font-size: .875rem; margin-top: .35rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5rem 0; }
caption { text-align: left; color: var(--quiet); font-size: .875rem; padding-bottom: .4rem; }
th, td { padding: .4rem .9rem .4rem 0; text-align: right; border-bottom: 1px solid var(--faint); vertical-align: top; }
th { font-weight: 600; }
th[scope=row] { text-align: left; }
thead th:first-child { text-align: left; }
thead th { color: var(--quiet); font-weight: 500; font-size: .875rem; }
.confusion td, .confusion th { padding: .55rem .9rem; text-align: center; border: 1px solid var(--faint); }
.confusion td { background: color-mix(in srgb, var(--shade) calc(var(--share) * 45%), var(--ground)); }
.right { --shade: var(--good); }
.wrong { --shade: var(--bad); }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .5rem 0; font-size: .9375rem; }
.key li::before { content: ''; display: inline-block; width: 1.4rem; height: .2rem; margin-right: .5rem; vertical-align: middle; background: var(--color); }
.bars { display: grid; grid-template-columns: max-content 1fr max-content; gap: .45rem .9rem; align-items: center; margin: .75rem 0; padding: 0; max-width: 44rem; }
.bars dt, .bars dd { margin: 0; }
.bars .bar { height: .8rem; background: var(--faint); border-radius: .4rem; overflow: hidden; }
.bars .bar i { display: block; height: 100%; width: calc(var(--share) * 100%); min-width: 2px; background: var(--validation); }
.bars .number { text-align: right; font-variant-numeric: tabular-nums; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 0 2rem; margin: .5rem 0; }
.facts div { display: grid; grid-template-columns: 10.5rem 1fr; gap: .75rem; padding: .35rem 0; border-bottom: 1px solid var(--faint); }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.switch { margin: .25rem 0 .75rem; }
.switch label { padding: .35rem .2rem; cursor: pointer; }
.switch input { width: 1.1rem; height: 1.1rem; vertical-align: -.15rem; accent-color: var(--validation); }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 1.1rem .9rem; list-style: none; padding: 0; margin: .5rem 0 0; }
.photo { position: relative; }
.photo img { display: block; width: 100%; height: auto; border-radius: .45rem; background: var(--raised); }
.photo img + img { position: absolute; inset: 0; opacity: 0; transition: opacity .15s; }
.gallery:has(input:checked) .photo img + img { opacity: 1; }
.photos b { display: block; margin-top: .35rem; line-height: 1.35; }
.photos small { color: var(--quiet); overflow-wrap: anywhere; line-height: 1.35; display: block; }
.bad { color: var(--bad); }
.good { color: var(--good); }
.sheet img { max-width: 100%; height: auto; display: block; border-radius: .45rem; }
details summary { cursor: pointer; padding: .35rem 0; }
@media (max-width: 34rem) {
  body { font-size: 15px; }
  header { padding-top: 1.5rem; }
  .photos { grid-template-columns: repeat(2, 1fr); }
  .wide { display: none; }
  .narrow { display: block; }
  .bars { grid-template-columns: 1fr max-content; grid-auto-flow: dense; }
  .bars .bar { grid-column: 1 / -1; }
  .bars .number { grid-column: 2; }
  .facts div { grid-template-columns: 8.5rem 1fr; }
}
@media print {
  :root { color-scheme: light; }
  nav, .skip, .switch { display: none; }
  main, header, footer { max-width: none; padding: 0; }
  h2 { break-after: avoid; margin-top: 1.75rem; }
  figure, table, .photos li, .tiles div { break-inside: avoid; }
  h3 { break-after: avoid; }
  .tiles { grid-template-columns: repeat(5, 1fr); }
  .plots, .plots.small, .facts { grid-template-columns: repeat(2, 1fr); }
  .photos { grid-template-columns: repeat(6, 1fr); }
  .photos b { font-size: .8rem; }
  .photos small { font-size: .65rem; }
  .facts div { grid-template-columns: 8rem 1fr; break-inside: avoid; }
}
`
