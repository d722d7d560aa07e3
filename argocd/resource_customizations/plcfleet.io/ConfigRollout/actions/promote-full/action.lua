obj.spec.promoteFull = true
return obj
