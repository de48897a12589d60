import { element } from './element'

export function showStatus(text: string): void {
  const status = element('status')
  status.textContent = text
  status.classList.remove('bad')
}

export function showFailure(error: unknown): void {
  const status = element('status')
  status.textContent = error instanceof Error ? error.message : String(error)
  status.classList.add('bad')
}
