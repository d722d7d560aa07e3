// Command lua runs a script of Argo CD on an object: the script's path is the argument, the object comes as JSON, what the script returns goes
// out as JSON. The interpreter is Argo CD's own, with the libraries that it gives to scripts (no string, no math, no files) and its one second.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	lua "github.com/yuin/gopher-lua"
)

const patience = time.Second

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("usage: lua SCRIPT <object.json"))
	}
	script, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	var object any
	if err := json.NewDecoder(os.Stdin).Decode(&object); err != nil {
		fail(fmt.Errorf("no object: %w", err))
	}
	result, err := run(string(script), object)
	if err != nil {
		fail(err)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(result); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "lua:", err)
	os.Exit(1)
}

func run(script string, object any) (any, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{lua.LoadLibName: lua.OpenPackage, lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		if err := state.CallByParam(lua.P{Fn: state.NewFunction(open), NRet: 0, Protect: true}, lua.LString(name)); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	state.SetContext(ctx)
	state.SetGlobal("obj", toLua(state, object))
	if err := state.DoString(script); err != nil {
		return nil, err
	}
	table, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return nil, fmt.Errorf("the script returned a %s, not a table", state.Get(-1).Type())
	}
	return fromLua(table)
}

func toLua(state *lua.LState, value any) lua.LValue {
	switch v := value.(type) {
	case bool:
		return lua.LBool(v)
	case float64:
		return lua.LNumber(v)
	case string:
		return lua.LString(v)
	case []any:
		list := state.CreateTable(len(v), 0)
		for _, item := range v {
			list.Append(toLua(state, item))
		}
		return list
	case map[string]any:
		table := state.CreateTable(0, len(v))
		for name, item := range v {
			table.RawSetString(name, toLua(state, item))
		}
		return table
	}
	return lua.LNil
}

// A table whose keys are 1, 2, 3... is a list; an empty one is an object, as in Argo CD.
func fromLua(value lua.LValue) (any, error) {
	switch v := value.(type) {
	case lua.LBool:
		return bool(v), nil
	case lua.LNumber:
		return float64(v), nil
	case lua.LString:
		return string(v), nil
	case *lua.LTable:
		if v.Len() > 0 {
			return list(v)
		}
		return object(v)
	}
	return nil, fmt.Errorf("a %s cannot be JSON", value.Type())
}

func list(table *lua.LTable) (any, error) {
	items := make([]any, 0, table.Len())
	for i := 1; i <= table.Len(); i++ {
		item, err := fromLua(table.RawGetInt(i))
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

func object(table *lua.LTable) (any, error) {
	fields := map[string]any{}
	var failed error
	table.ForEach(func(name, item lua.LValue) {
		text, ok := name.(lua.LString)
		field, err := fromLua(item)
		switch {
		case !ok:
			failed = fmt.Errorf("%v is no name of a field", name)
		case err != nil:
			failed = err
		default:
			fields[string(text)] = field
		}
	})
	return fields, failed
}
