import './style.css'
import { chooseBackend } from './model/choose-backend'
import { type Classifier, openModelFiles, openModelUrl } from './model/open-classifier'
import { watchCamera } from './photos/camera'
import { watchDrops } from './photos/drops'
import { element } from './view/element'
import { Gallery } from './view/gallery'
import { showFailure, showStatus } from './view/status'

const gallery = new Gallery(element('photos'))
const photoInput = element<HTMLInputElement>('photo-files')
const cameraButton = element<HTMLButtonElement>('camera')
let classifier: Classifier | undefined

async function start(): Promise<void> {
  const backend = await chooseBackend()
  use(await openModelUrl('./model/model.json'), backend)
}

function use(opened: Classifier | undefined, backend: string): void {
  classifier?.dispose()
  classifier = opened
  photoInput.disabled = cameraButton.disabled = opened === undefined
  showStatus(
    opened
      ? `Tells ${opened.classes.join(', ')} apart. Computes with ${backend}.`
      : 'Open a model that graft export --to tfjs wrote: its model.json and all .bin files.',
  )
}

async function look(photos: readonly File[]): Promise<void> {
  for (const photo of photos) if (classifier) await gallery.add(photo, classifier)
}

photoInput.addEventListener('change', () => {
  guard(look([...(photoInput.files ?? [])]))
  photoInput.value = ''
})
element<HTMLInputElement>('model-files').addEventListener('change', ({ target }) => {
  const files = [...((target as HTMLInputElement).files ?? [])]
  guard(chooseBackend().then(async (backend) => use(await openModelFiles(files), backend)))
})
element<HTMLInputElement>('heat').addEventListener('change', ({ target }) => {
  element('photos').classList.toggle('with-heat', (target as HTMLInputElement).checked)
})
watchDrops(element('drop'), (files) => guard(look(files)))
watchCamera(cameraButton, (photo) => guard(look([photo])))
guard(start())

/** What goes wrong is said, and does not vanish. */
function guard(work: Promise<void>): void {
  work.catch(showFailure)
}
