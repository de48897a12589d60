export { accuracyPlot, lossPlot, type PlotOptions } from './history-plots'
