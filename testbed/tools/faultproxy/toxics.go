package main

import (
	"bytes"
	"encoding/hex"
	"math/rand/v2"
	"net"
	"os"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/Shopify/toxiproxy/v2/stream"
	"github.com/Shopify/toxiproxy/v2/toxics"
)

// each hands every chunk to treat until the link closes or the toxic is interrupted; what treat returns goes on, nil is lost.
func each(stub *toxics.ToxicStub, treat func(*stream.StreamChunk) *stream.StreamChunk) {
	for {
		select {
		case <-stub.Interrupt:
			return
		case chunk := <-stub.Input:
			if chunk == nil {
				stub.Close()
				return
			}
			if chunk = treat(chunk); chunk != nil {
				stub.Output <- chunk
			}
		}
	}
}

// DropToxic swallows whole chunks with a probability; the connection stays open. toxiproxy's own toxicity is drawn once per connection, not
// per answer, so it cannot do this. PLC protocols have one request in flight, so a chunk is an answer.
type DropToxic struct {
	Probability float64 `json:"probability"`
	// Most is how many it swallows on all connections together before it lets everything pass; 0 is no limit.
	Most int64 `json:"most"`

	dropped atomic.Int64
}

func (t *DropToxic) Pipe(stub *toxics.ToxicStub) {
	each(stub, func(chunk *stream.StreamChunk) *stream.StreamChunk {
		if rand.Float64() < t.Probability && (t.Most == 0 || t.dropped.Add(1) <= t.Most) {
			return nil
		}
		return chunk
	})
}

// CorruptToxic changes one byte of a chunk with a probability.
type CorruptToxic struct {
	Probability float64 `json:"probability"`
}

func (t *CorruptToxic) Pipe(stub *toxics.ToxicStub) {
	each(stub, func(chunk *stream.StreamChunk) *stream.StreamChunk {
		if rand.Float64() < t.Probability {
			chunk.Data[rand.IntN(len(chunk.Data))] ^= byte(1 + rand.IntN(255))
		}
		return chunk
	})
}

// ReplyToxic says the same to every client: the first chunk of a connection becomes these bytes, what follows is swallowed.
type ReplyToxic struct {
	Hex string `json:"hex"`
}

type replied struct{ already bool }

func (t *ReplyToxic) NewState() interface{} { return new(replied) }

func (t *ReplyToxic) Pipe(stub *toxics.ToxicStub) {
	state := stub.State.(*replied)
	each(stub, func(chunk *stream.StreamChunk) *stream.StreamChunk {
		reply, err := hex.DecodeString(t.Hex)
		if state.already || err != nil {
			return nil
		}
		state.already = true
		chunk.Data = reply
		return chunk
	})
}

// RewordToxic says something else in place of certain bytes, wherever they stand in an answer: another name, another serial number, a
// refusal. Both are hexadecimal and equally long, so that lengths within the answer stay right.
type RewordToxic struct {
	From string `json:"from"`
	To   string `json:"to"`
}

func (t *RewordToxic) Pipe(stub *toxics.ToxicStub) {
	each(stub, func(chunk *stream.StreamChunk) *stream.StreamChunk {
		from, errFrom := hex.DecodeString(t.From)
		to, errTo := hex.DecodeString(t.To)
		if errFrom == nil && errTo == nil && len(from) == len(to) {
			chunk.Data = bytes.ReplaceAll(chunk.Data, from, to)
		}
		return chunk
	})
}

// ForgetToxic is a translating router or a firewall that forgets a connection of a certain age: from then on nothing passes, a close
// neither, and nobody is told. A connection that is there already counts from the moment the toxic is added. Belongs on both directions.
type ForgetToxic struct {
	// After is in milliseconds.
	After int64 `json:"after"`
}

func (t *ForgetToxic) NewState() interface{} { return time.Now() }

func (t *ForgetToxic) Pipe(stub *toxics.ToxicStub) {
	since := stub.State.(time.Time)
	for {
		select {
		case <-stub.Interrupt:
			return
		case chunk := <-stub.Input:
			forgotten := time.Since(since) >= time.Duration(t.After)*time.Millisecond
			switch {
			case chunk == nil && forgotten:
				<-stub.Interrupt // the other side hears of the close when the toxic goes
				return
			case chunk == nil:
				stub.Close()
				return
			case !forgotten:
				stub.Output <- chunk
			}
		}
	}
}

// GarbageToxic keeps the length of every chunk and replaces its bytes by noise.
type GarbageToxic struct{}

func (t *GarbageToxic) Pipe(stub *toxics.ToxicStub) {
	each(stub, func(chunk *stream.StreamChunk) *stream.StreamChunk {
		for i := range chunk.Data {
			chunk.Data[i] = byte(rand.Uint32())
		}
		return chunk
	})
}

// FreezeToxic holds everything back and lets it go on when the toxic is removed, as TCP does after a pulled cable is plugged in again.
// toxiproxy's timeout toxic throws the data away and closes the connection at that moment.
// A peer that closes is let through at once: nobody is left to see the difference, and no dead connection piles up at the PLC.
type FreezeToxic struct{}

func (t *FreezeToxic) Pipe(stub *toxics.ToxicStub) {
	var held []*stream.StreamChunk
	for {
		select {
		case <-stub.Interrupt:
			for _, chunk := range held {
				if stub.WriteOutput(chunk, time.Second) != nil {
					return
				}
			}
			return
		case chunk := <-stub.Input:
			if chunk == nil {
				stub.Close()
				return
			}
			held = append(held, chunk)
		}
	}
}

// ResetToxic resets existing connections at once and new ones as soon as they are accepted. Belongs on the downstream.
// toxiproxy's reset_peer waits for data, and existing connections end with a polite FIN.
type ResetToxic struct {
	// Listen is the address of the proxy: a toxic is not told which connection it works for.
	Listen string `json:"listen"`
	// Answer is whether to wait until an answer is on its way, and to end the connection in its place.
	Answer bool `json:"answer"`
}

func (t *ResetToxic) Pipe(stub *toxics.ToxicStub) {
	end(stub, t.Answer, t.Listen)
}

// HangUpToxic does the same in good order, with a FIN.
type HangUpToxic struct {
	Answer bool `json:"answer"`
}

func (t *HangUpToxic) Pipe(stub *toxics.ToxicStub) {
	end(stub, t.Answer, "")
}

func end(stub *toxics.ToxicStub, answer bool, resetOf string) {
	if answer {
		select {
		case <-stub.Interrupt:
			return
		case <-stub.Input:
		}
	}
	if resetOf != "" {
		closeMeansReset(resetOf)
	}
	stub.Close()
	for range stub.Input { // so that the toxic before this one never waits for a reader
	}
}

// closeMeansReset tells the kernel to answer close() of every connection accepted at this address with a RST.
func closeMeansReset(listen string) {
	descriptors, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return
	}
	for _, entry := range descriptors {
		fd, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		local, err := syscall.Getsockname(fd)
		if err != nil || addressOf(local) != listen {
			continue
		}
		if _, err := syscall.Getpeername(fd); err == nil {
			_ = syscall.SetsockoptLinger(fd, syscall.SOL_SOCKET, syscall.SO_LINGER, &syscall.Linger{Onoff: 1, Linger: 0})
		}
	}
}

func addressOf(socket syscall.Sockaddr) string {
	switch s := socket.(type) {
	case *syscall.SockaddrInet4:
		return (&net.TCPAddr{IP: s.Addr[:], Port: s.Port}).String()
	case *syscall.SockaddrInet6:
		return (&net.TCPAddr{IP: s.Addr[:], Port: s.Port}).String()
	}
	return ""
}
