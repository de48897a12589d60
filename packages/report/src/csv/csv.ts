/** A cell: text, a number, or nothing. */
export type CsvValue = string | number | undefined

/** Rows as comma-separated values (RFC 4180): CRLF after every row, quotes only where they are needed. */
export function csv(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(value: CsvValue): string {
  const text = value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
