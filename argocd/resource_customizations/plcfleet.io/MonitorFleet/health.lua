-- A fleet is healthy when the newest settings are in force in all its monitors. It is progressing during a rollout, suspended while that
-- is paused, and degraded when only somebody's word helps: after a rollback, and when its declaration cannot be used.
local health = {status = "Progressing", message = "the operator has not looked at it yet"}
if obj.metadata.deletionTimestamp ~= nil then
  health.message = "its PLCs are being released"
  return health
end
local status = obj.status
if status == nil or status.conditions == nil or status.observedGeneration ~= obj.metadata.generation then
  return health
end
local paused = status.rollout ~= nil and status.rollout.phase == "Paused"
for _, condition in ipairs(status.conditions) do
  if condition.status == "True" then
    if condition.type == "Ready" then
      health.status = "Healthy"
      health.message = condition.message
    elseif condition.type == "Stalled" then
      health.status = "Degraded"
      health.message = condition.message
    elseif condition.type == "Reconciling" then
      health.message = condition.message
      if paused then
        health.status = "Suspended"
      end
    end
  end
end
return health
