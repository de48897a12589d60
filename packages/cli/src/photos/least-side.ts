/** Inception V3 takes no smaller picture: `modelCard.minimumInputSize` of @graft-ml/zoo, which would load all of tfjs. */
export const LEAST_SIDE = 75
