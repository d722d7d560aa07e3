package main

import (
	"encoding/json"
	"sync"
	"syscall"
	"unsafe"

	"github.com/Shopify/toxiproxy/v2/stream"
	"github.com/Shopify/toxiproxy/v2/toxics"
)

// kept is how many moments a tap remembers.
const kept = 256

// TapToxic changes nothing: it notes when connections begin and when bytes pass, and tells it to whoever asks the API for the toxic. On the
// upstream that is connects and requests, on the downstream answers: the times of a client from outside the client.
type TapToxic struct {
	mutex    sync.Mutex
	connects []int64
	chunks   []int64
}

type tapped struct{ noted bool }

func (t *TapToxic) NewState() interface{} { return new(tapped) }

func (t *TapToxic) Pipe(stub *toxics.ToxicStub) {
	state := stub.State.(*tapped)
	if !state.noted { // else it has been interrupted by a neighbour's coming or going
		state.noted = true
		t.note(&t.connects)
	}
	each(stub, func(chunk *stream.StreamChunk) *stream.StreamChunk {
		t.note(&t.chunks)
		return chunk
	})
}

// MarshalJSON tells the newest moments, in nanoseconds of the machine's monotonic clock.
func (t *TapToxic) MarshalJSON() ([]byte, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return json.Marshal(map[string][]int64{"connects": t.connects, "chunks": t.chunks})
}

// UnmarshalJSON takes whatever attributes the API hands over: there are none.
func (t *TapToxic) UnmarshalJSON([]byte) error { return nil }

func (t *TapToxic) note(moments *[]int64) {
	now := monotonic()
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if len(*moments) == kept {
		*moments = append((*moments)[:0], (*moments)[kept/2:]...)
	}
	*moments = append(*moments, now)
}

// monotonic is CLOCK_MONOTONIC, the clock of System.nanoTime in Java on the same machine; Go's own is not handed out.
func monotonic() int64 {
	var now syscall.Timespec
	_, _, _ = syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, 1, uintptr(unsafe.Pointer(&now)), 0)
	return now.Nano()
}
