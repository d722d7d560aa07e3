-- A rollout is progressing until it is over or waits for somebody: suspended while it is paused, degraded when it failed.
local health = {status = "Progressing", message = "the operator has not looked at it yet"}
local status = obj.status
if status == nil or status.phase == nil or status.observedGeneration ~= obj.metadata.generation then
  return health
end
health.message = status.phase
if status.message ~= nil then
  health.message = status.phase .. ": " .. status.message
end
if status.phase == "Succeeded" or status.phase == "Superseded" then
  health.status = "Healthy"
elseif status.phase == "RolledBack" or status.phase == "Frozen" then
  health.status = "Degraded"
elseif status.phase == "Paused" then
  health.status = "Suspended"
end
return health
