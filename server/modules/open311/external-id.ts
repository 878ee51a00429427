/** The attribute in which a sender's own id travels: the standard has no field for it. */
export const EXTERNAL_ID = 'external_id'
