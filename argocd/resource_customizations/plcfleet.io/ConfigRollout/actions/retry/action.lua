obj.spec.retry = true
return obj
