-- The API server refuses a profile that cannot be used; what a change of one does to the scores is told by the fleets and their rollouts.
return {status = "Healthy", message = "in the schema; the fleets that use it say whether it is in force"}
