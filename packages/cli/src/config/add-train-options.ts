import { type Command, Option } from 'commander'
import { addKnobs } from '../knobs/add-knobs'
import { PRESET_NAMES, type PresetName, USUAL } from './presets'
import { TRAIN_KNOBS, type TrainConfig } from './train-knobs'

/** What the command line says of a training. */
export interface TrainingOptions extends Partial<TrainConfig> {
  readonly preset?: PresetName
  /** Path of a configuration. */
  readonly config?: string
}

/** Photos, preset and configuration, which every command takes that trains. */
export function addTrainArguments(command: Command): Command {
  return command
    .argument('[photos]', 'where the photos are (default: of the configuration, or .)')
    .addOption(new Option('--preset <name>', 'answers to all questions below').choices(PRESET_NAMES))
    .option('--config <file>', 'a configuration (default: graft.config.* here, if there is one)')
}

/** Every knob of a training, by its group. */
export function addTrainKnobs(command: Command): Command {
  for (const [group, knobs] of Object.entries(TRAIN_KNOBS)) {
    addKnobs(command, knobs, { group, shownDefaults: USUAL })
  }
  return command
}
