// Runs in the browser, on the page that graft train --ui serves.
import type { Message } from '../message'
import { Page } from './page'

const token = new URLSearchParams(location.search).get('token') ?? ''
const page = new Page(() => fetch(`/stop?token=${token}`, { method: 'POST' }))
const events = new EventSource(`/events?token=${token}`)
events.onmessage = ({ data }: MessageEvent<string>) => {
  const message = JSON.parse(data) as Message
  page.take(message)
  // Otherwise the browser would ask for a server that is gone, again and again.
  if (message.type === 'ended') events.close()
}
events.onerror = () => page.lost()
