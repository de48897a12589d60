/** A span of time for people: '7s', '2m 05s', '1h 03m'. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole}s`
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${twoDigits(whole % 60)}s`
  return `${Math.floor(whole / 3600)}h ${twoDigits(Math.floor((whole % 3600) / 60))}m`
}

/** Logs by Keras's names: ['loss: 0.2553', 'acc: 0.9000']. Very small values keep their digits: 'lr: 1.00e-5'. */
export function formatLogs(logs: Readonly<Record<string, number>>): string[] {
  return Object.entries(logs).map(([name, value]) => `${name}: ${formatNumber(value)}`)
}

function formatNumber(value: number): string {
  const tooSmall = value !== 0 && Math.abs(value) < 0.001
  return tooSmall || Math.abs(value) >= 1e6 ? value.toExponential(2) : value.toFixed(4)
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
