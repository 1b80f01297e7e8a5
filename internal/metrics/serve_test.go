package metrics

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if code := m.Run(); code != 0 {
		os.Exit(code)
	}
	if err := goleak.Find(); err != nil {
		panic(err)
	}
}

func TestOnlyALoopbackAddressIsListenedOn(t *testing.T) {
	for _, addr := range []string{
		":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "metrics.example:0", "127.0.0.1", "", "0:0", "2130706433:0", "127.1:0",
		"localhost.example:0", "[fe80::1%lo]:0",
	} {
		listener, err := Listen(addr)
		if !errors.Is(err, ErrNotLoopback) {
			t.Errorf("%q: %v", addr, err)
		}
		if listener != nil {
			_ = listener.Close()
		}
	}
	for _, addr := range []string{"127.0.0.1:0", "127.0.0.2:0", "localhost:0"} {
		listener, err := Listen(addr)
		if err != nil {
			t.Errorf("%q: %v", addr, err)
			continue
		}
		_ = listener.Close()
	}
}

func TestAnAddressThatIsTaken(t *testing.T) {
	first, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if _, err := Listen(first.Addr().String()); err == nil || errors.Is(err, ErrNotLoopback) {
		t.Errorf("%v", err)
	}
}

// Whoever takes a profile of half a minute does not hold up the end.
func TestStopEndsEverything(t *testing.T) {
	listener, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	stop := New("v1.4.0").Serve(listener, Health{}, slog.New(slog.DiscardHandler))
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	begun := make(chan error, 1)
	go func() {
		answer, err := client.Get("http://" + addr + "/debug/pprof/trace?seconds=30")
		begun <- err
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
			_ = answer.Body.Close()
			begun <- err
		}
	}()
	if err := <-begun; err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	stop()
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	if err := <-begun; err == nil {
		t.Error("the trace came to its end")
	}
	if conn, err := net.Dial("tcp", addr); err == nil {
		_ = conn.Close()
		t.Error("somebody still listens")
	}
}
