-- What can be asked of a rollout at present. A disabled action can be run all the same: the API server refuses it, or the operator passes it over.
local phase = ""
local step = 0
if obj.status ~= nil then
  phase = obj.status.phase or ""
  step = obj.status.step or 0
end
local over = phase == "Succeeded" or phase == "Superseded" or phase == "RolledBack"
local going = not over and phase ~= "RollingBack"
local paused = obj.spec.paused == true

local actions = {}
actions["pause"] = {displayName = "Pause", iconClass = "fa fa-fw fa-pause", disabled = not going or paused}
actions["resume"] = {displayName = "Resume", iconClass = "fa fa-fw fa-play", disabled = not going or not paused}
actions["promote"] = {displayName = "Leave this step now", iconClass = "fa fa-fw fa-step-forward", disabled = not going or paused or step < 1}
actions["promote-full"] = {displayName = "Give all Plcs the change now", iconClass = "fa fa-fw fa-fast-forward", disabled = not going or paused}
actions["abort"] = {displayName = "Abort: give all Plcs back what they had", iconClass = "fa fa-fw fa-undo", disabled = not going}
actions["retry"] = {displayName = "Try again", iconClass = "fa fa-fw fa-redo", disabled = phase ~= "RolledBack" or obj.spec.retry == true}
return actions
