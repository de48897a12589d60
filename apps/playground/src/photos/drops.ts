/** Calls back with the pictures that are dropped on an element, or pasted into the page. */
export function watchDrops(target: HTMLElement, onFiles: (files: File[]) => void): void {
  const pictures = (files: FileList | undefined) =>
    [...(files ?? [])].filter(({ type }) => type.startsWith('image/'))
  for (const name of ['dragenter', 'dragover'] as const) {
    target.addEventListener(name, (event) => {
      event.preventDefault()
      target.classList.add('over')
    })
  }
  target.addEventListener('dragleave', () => target.classList.remove('over'))
  target.addEventListener('drop', (event) => {
    event.preventDefault()
    target.classList.remove('over')
    onFiles(pictures(event.dataTransfer?.files))
  })
  document.addEventListener('paste', ({ clipboardData }) => onFiles(pictures(clipboardData?.files)))
}
