package loopback

import "testing"

func TestOnlyLoopback(t *testing.T) {
	for _, addr := range []string{"127.0.0.1:22", "127.0.0.9:22", "[::1]:22", "127.0.0.1:0"} {
		if err := Check(addr); err != nil {
			t.Errorf("%s: %v", addr, err)
		}
		if err := CheckURL("http://" + addr + "/metrics"); err != nil {
			t.Errorf("%s in a URL: %v", addr, err)
		}
	}
	for _, addr := range []string{
		"192.0.2.1:22", "[2001:db8::1]:22", "0.0.0.0:22", "localhost:22", "example.com:22", "127.0.0.1", ":22", "127.0.0.1.example.com:22",
	} {
		if err := Check(addr); err == nil {
			t.Errorf("%s is taken for this machine", addr)
		}
		if err := CheckURL("http://" + addr + "/metrics"); err == nil {
			t.Errorf("%s in a URL is taken for this machine", addr)
		}
	}
}
