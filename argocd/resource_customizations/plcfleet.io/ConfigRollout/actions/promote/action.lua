-- The number of the step: an old click does nothing to a newer step.
if obj.status ~= nil and obj.status.step ~= nil and obj.status.step > 0 then
  obj.spec.promoteStep = obj.status.step
end
return obj
