/** 0.941 as '94.1%'. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}

/** 134.2 seconds as '2 min 14 s'. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`
}

/** 'imageSize' and 'featureExtraction' as 'image size' and 'feature extraction'. */
export function spaced(name: string): string {
  return name.replace('fineTun', 'fine-tun').replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
