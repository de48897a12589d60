import { element } from '../view/element'
import { showFailure } from '../view/status'

/** Lets a button show the camera, and calls back with each photo that is taken. */
export function watchCamera(button: HTMLButtonElement, onPhoto: (photo: File) => void): void {
  const [view, video] = [element('camera-view'), element<HTMLVideoElement>('video')]
  let stream: MediaStream | undefined
  let taken = 0
  const switchOn = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    video.srcObject = stream
    await video.play()
    view.hidden = false
  }
  const switchOff = () => {
    for (const track of stream?.getTracks() ?? []) track.stop()
    video.srcObject = null
    view.hidden = true
  }
  const snap = async () => {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
    canvas.getContext('2d')!.drawImage(video, 0, 0)
    // Without loss: a model should see what the camera saw.
    const blob = await canvas.convertToBlob({ type: 'image/png' })
    onPhoto(new File([blob], `Camera ${++taken}`, { type: blob.type }))
  }
  button.addEventListener('click', () => void switchOn().catch(showFailure))
  element('snap').addEventListener('click', () => void snap().catch(showFailure))
  element('camera-off').addEventListener('click', switchOff)
}
