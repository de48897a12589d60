export { physicalCores } from './physical-cores'
