// Command faultproxy stands between a client and simulated PLCs and makes their links misbehave on request.
//
//	faultproxy [-api ADDRESS:PORT]
//
// It is toxiproxy's server with its HTTP API, plus toxics of our own. It prints the address of its API and ends when its standard input
// does: whoever started it, however that one ends, leaves no proxy behind.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/Shopify/toxiproxy/v2/toxics"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

func main() {
	api := flag.String("api", "127.0.0.1:0", "address of the HTTP API; port 0 takes a free one")
	flag.Parse()

	toxics.Register("corrupt", new(CorruptToxic))
	toxics.Register("drop", new(DropToxic))
	toxics.Register("forget", new(ForgetToxic))
	toxics.Register("freeze", new(FreezeToxic))
	toxics.Register("garbage", new(GarbageToxic))
	toxics.Register("hangup", new(HangUpToxic))
	toxics.Register("reply", new(ReplyToxic))
	toxics.Register("reset", new(ResetToxic))
	toxics.Register("reword", new(RewordToxic))
	toxics.Register("tap", new(TapToxic))
	toxics.Register("weak", new(WeakToxic))

	// Connections that end are what this program is for: only errors are worth a line.
	logger := zerolog.New(os.Stderr).Level(zerolog.ErrorLevel)
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), logger)

	listener, err := net.Listen("tcp", *api)
	if err != nil {
		log.Fatal("faultproxy: ", err)
	}
	fmt.Println("api", listener.Addr())

	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	log.Fatal("faultproxy: ", http.Serve(listener, server.Routes()))
}
