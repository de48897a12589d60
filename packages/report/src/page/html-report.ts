import { html, trusted } from './html'
import type { ReportPage } from './report-page'
import { confusion } from './sections/classes'
import { curves } from './sections/curves'
import { augmentation, gallery } from './sections/photos'
import { setting, time } from './sections/record'
import type { Section } from './sections/section'
import { summary } from './sections/summary'
import { thresholds } from './sections/thresholds'
import { STYLE } from './style'

/**
 * A run as one HTML page that needs nothing else: no network, no script.
 *
 * @returns the text of the file; the colours follow the reader's system
 * @throws InvalidArgumentError where there are no predictions
 *
 * @example
 * await writeFile('report.html', htmlReport({ title: 'cats-1', classes, history, predictions, configuration, machine }))
 */
export function htmlReport(page: ReportPage): string {
  const sections = [
    curves(page),
    confusion(page),
    thresholds(page),
    gallery(page),
    augmentation(page),
    time(page),
    setting(page),
  ].filter((section): section is Section => section !== undefined)
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Graft</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>${page.title}</h1>
<p class="quiet">${page.classes.join(', ')}</p>
<nav aria-label="Sections"><ul>${sections.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}</ul></nav>
</header>
<main id="content">
${summary(page)}
${sections.map(({ body }) => body)}
</main>
<footer>Written by Graft.</footer>
</body>
</html>
`
  return text
}
