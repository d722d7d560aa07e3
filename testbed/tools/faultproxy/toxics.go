package main

import (
	"math/rand/v2"
	"net"
	"os"
	"strconv"
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
}

func (t *DropToxic) Pipe(stub *toxics.ToxicStub) {
	each(stub, func(chunk *stream.StreamChunk) *stream.StreamChunk {
		if rand.Float64() < t.Probability {
			return nil
		}
		return chunk
	})
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
}

func (t *ResetToxic) Pipe(stub *toxics.ToxicStub) {
	closeMeansReset(t.Listen)
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
