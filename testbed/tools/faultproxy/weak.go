package main

import (
	"math/rand/v2"
	"time"

	"github.com/Shopify/toxiproxy/v2/stream"
	"github.com/Shopify/toxiproxy/v2/toxics"
)

// WeakToxic is a weak network as Linux's netem describes one: each answer is late by Latency give or take Jitter, in milliseconds, the
// next lateness leaning on the last by Correlation; and with the probability Loss it is lost. TCP would send a lost answer again some
// hundred milliseconds later, here it stays lost: the harder case.
type WeakToxic struct {
	Latency     float64 `json:"latency"`
	Jitter      float64 `json:"jitter"`
	Correlation float64 `json:"correlation"`
	Loss        float64 `json:"loss"`
}

// lateness is what the connection's next draw leans on: a number from 0 to 1.
type lateness struct{ last float64 }

func (t *WeakToxic) NewState() interface{} { return &lateness{rand.Float64()} }

func (t *WeakToxic) Pipe(stub *toxics.ToxicStub) {
	state := stub.State.(*lateness)
	for {
		select {
		case <-stub.Interrupt:
			return
		case chunk := <-stub.Input:
			if chunk == nil {
				stub.Close()
				return
			}
			if rand.Float64() < t.Loss {
				continue
			}
			if !t.deliver(stub, chunk, t.lateBy(state)) {
				return
			}
		}
	}
}

func (t *WeakToxic) lateBy(state *lateness) time.Duration {
	state.last = t.Correlation*state.last + (1-t.Correlation)*rand.Float64()
	return time.Duration((t.Latency + t.Jitter*(2*state.last-1)) * float64(time.Millisecond))
}

// deliver waits, then hands on. False: the toxic is to go, and the chunk has gone on at once.
func (t *WeakToxic) deliver(stub *toxics.ToxicStub, chunk *stream.StreamChunk, after time.Duration) bool {
	select {
	case <-time.After(after):
		stub.Output <- chunk
		return true
	case <-stub.Interrupt:
		_ = stub.WriteOutput(chunk, time.Second)
		return false
	}
}
