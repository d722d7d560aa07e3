-- A Plc is healthy when it is monitored as declared. How the device fares is its grade, which the message names: a dead device must not
-- hold up a sync, a declaration that cannot be used must.
local health = {status = "Progressing", message = "the operator has not looked at it yet"}
local status = obj.status
if status == nil or status.conditions == nil or status.observedGeneration ~= obj.metadata.generation then
  return health
end
for _, condition in ipairs(status.conditions) do
  if condition.status == "True" then
    if condition.type == "Ready" then
      health.status = "Healthy"
      health.message = "monitored as declared"
      if status.grade ~= nil then
        health.message = health.message .. "; grade " .. status.grade .. ": " .. (status.reason or "")
      end
    elseif condition.type == "Stalled" then
      health.status = "Degraded"
      health.message = condition.message
    elseif condition.type == "Reconciling" then
      health.message = condition.message
    end
  end
end
return health
