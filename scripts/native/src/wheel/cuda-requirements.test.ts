import { expect, it } from 'vitest'
import { cudaRequirements } from './cuda-requirements'

it('takes what the wheel names for and-cuda, in either spelling', () => {
  const metadata = `Name: tensorflow
Requires-Dist: numpy>=1.26.0
Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"
Requires-Dist: nvidia-nccl-cu12 (==2.21.5) ; extra == 'and-cuda'
Requires-Dist: tensorflow-io-gcs-filesystem; extra == "gcs-filesystem"
`
  expect(cudaRequirements(metadata)).toEqual([
    'nvidia-cublas-cu12<13.0,>=12.5.3.2',
    'nvidia-nccl-cu12==2.21.5',
  ])
})
