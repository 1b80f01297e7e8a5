package metrics

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
)

// told is metrics to which everything has happened once.
func told() *Metrics {
	m := New("v1.4.0")
	m.Frame(time.Millisecond, 300)
	m.Key(2 * time.Millisecond)
	m.News(3 * time.Millisecond)
	m.Handshake("passed")
	m.Refused("server.refused.full")
	m.Sent(1000)
	m.Swept(time.Millisecond, 2)
	m.Read(time.Microsecond)
	m.Write(time.Millisecond, true)
	m.Write(time.Millisecond, false)
	m.Mailed(true)
	m.Mailed(false)
	m.OnCensus(func() Census {
		return Census{
			Sessions: map[Presence]int{{"screen", "portal"}: 3}, Connections: 2, Handshakes: 1, Pages: 7,
			Mail: &Mail{Waiting: 4, Failed: 5, Oldest: time.Minute},
		}
	})
	return m
}

// ask has the handler answer, as if it was asked under the name host.
func ask(t *testing.T, m *Metrics, method, host, path string) (status int, body string) {
	t.Helper()
	request := httptest.NewRequest(method, path, nil)
	request.Host = host
	answer := httptest.NewRecorder()
	m.Handler(Health{}).ServeHTTP(answer, request)
	return answer.Code, answer.Body.String()
}

func TestWhatIsToldIsShown(t *testing.T) {
	_, body := ask(t, told(), "GET", "127.0.0.1:9090", "/metrics")
	for _, line := range []string{
		`porthole_sessions{kind="screen",principal="portal"} 3`,
		`porthole_build_info{version="v1.4.0"} 1`, "porthole_connections 2", "porthole_connections_waiting 1", "porthole_pages 7",
		`porthole_handshakes_total{outcome="passed"} 1`,
		`porthole_refusals_total{reason="server.refused.full"} 1`,
		"porthole_frame_seconds_count 1", "porthole_key_seconds_sum 0.002", "porthole_feed_lag_seconds_count 1",
		"porthole_frame_bytes_total 300", "porthole_sent_bytes_total 1000",
		"porthole_store_read_seconds_count 1", "porthole_store_write_seconds_count 2",
		"porthole_store_commits_total 1", "porthole_store_rollbacks_total 1",
		"porthole_sweep_seconds_count 1", "porthole_sweep_ended_total 2",
		"porthole_mail_waiting 4", "porthole_mail_failed 5", "porthole_mail_oldest_age_seconds 60",
		"porthole_mail_sent_total 1", "porthole_mail_refused_total 1",
	} {
		if !strings.Contains(body, "\n"+line+"\n") {
			t.Errorf("no line %q", line)
		}
	}
	for _, name := range []string{"\ngo_goroutines ", "\nprocess_cpu_seconds_total ", "\nprocess_resident_memory_bytes "} {
		if !strings.Contains(body, name) {
			t.Errorf("no %q", name)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
}

// The names are such as Prometheus' own linter wants them.
func TestNames(t *testing.T) {
	problems, err := testutil.GatherAndLint(told().registry)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Errorf("%s: %s", problem.Metric, problem.Text)
	}
	families, err := told().registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		name := family.GetName()
		if !strings.HasPrefix(name, "porthole_") && !strings.HasPrefix(name, "go_") && !strings.HasPrefix(name, "process_") {
			t.Errorf("%s has another prefix", name)
		}
	}
}

// Somebody finds a way to choose the reason for which they are refused: they put
// a customer's name there, or a new word each time.
func TestLabelsAreFewAndOurs(t *testing.T) {
	m := New("v1.4.0")
	m.Refused("SHP/202505/00080")
	m.Refused("anna@saigontech.example")
	m.Refused(strings.Repeat("a", 1000))
	for i := range 1000 {
		m.Refused("word." + strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(i)))
	}
	if n := testutil.CollectAndCount(m.front.refusals.counters); n > maxLabels+1 {
		t.Errorf("%d labels", n)
	}
	if n := testutil.ToFloat64(m.front.refusals.counters.WithLabelValues(other)); n != 1000+3-maxLabels {
		t.Errorf("%v under %q", n, other)
	}
	if _, body := ask(t, m, "GET", "localhost", "/metrics"); strings.Contains(body, "anna") || strings.Contains(body, "00080") {
		t.Error("what came from outside is in the answer")
	}
}

// A page in a browser on the server has its own name lead to 127.0.0.1, and asks
// there under that name. It is not answered, whatever it asks for.
func TestAForeignHostIsRefused(t *testing.T) {
	m := New("v1.4.0")
	for _, path := range []string{"/metrics", "/debug/pprof/", "/debug/pprof/heap", "/debug/pprof/profile?seconds=1", "/"} {
		for _, host := range []string{"attacker.example", "attacker.example:9090", "127.0.0.1.attacker.example", "10.0.0.1:9090", "localhost.example", "", "[fe80::1]:9090"} {
			if status, body := ask(t, m, "GET", host, path); status != http.StatusForbidden || strings.Contains(body, "go_") {
				t.Errorf("%s under %q: %d", path, host, status)
			}
		}
	}
	for _, host := range []string{"127.0.0.1:9090", "127.0.0.9", "localhost:1", "LOCALHOST", "[::1]:9090", "[::1]", "::1", "[::ffff:127.0.0.1]:80"} {
		if status, _ := ask(t, m, "GET", host, "/metrics"); status != http.StatusOK {
			t.Errorf("under %q: %d", host, status)
		}
	}
}

// A page that asks by the number is known by what the browser says of it.
func TestAPageInABrowserIsRefused(t *testing.T) {
	for name, value := range map[string]string{"Origin": "https://attacker.example", "Sec-Fetch-Site": "cross-site"} {
		request := httptest.NewRequest("GET", "/debug/pprof/profile?seconds=30", nil)
		request.Host = "127.0.0.1:9090"
		request.Header.Set(name, value)
		answer := httptest.NewRecorder()
		New("v1.4.0").Handler(Health{}).ServeHTTP(answer, request)
		if answer.Code != http.StatusForbidden {
			t.Errorf("with %s: %d", name, answer.Code)
		}
	}
}

func TestWhatIsAnswered(t *testing.T) {
	m := New("v1.4.0")
	for _, c := range []struct {
		method, path string
		status       int
		says         string
	}{
		{"GET", "/debug/pprof/", 200, "goroutine"},
		{"GET", "/debug/pprof/goroutine?debug=1", 200, "goroutine profile"},
		{"GET", "/debug/pprof/symbol", 200, "num_symbols"},
		{"GET", "/debug/pprof/cmdline", 404, ""},
		{"GET", "/", 404, ""},
		{"GET", "/debug/vars", 404, ""},
		{"POST", "/metrics", 405, ""},
		{"DELETE", "/debug/pprof/heap", 405, ""},
	} {
		if status, body := ask(t, m, c.method, "localhost", c.path); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s: %d, %.80q", c.method, c.path, status, body)
		}
	}
}

func BenchmarkObservations(b *testing.B) {
	m := New("v1.4.0")
	for name, observe := range map[string]func(){
		"frame": func() { m.Frame(300*time.Microsecond, 300) },
		"key":   func() { m.Key(time.Millisecond) },
		"read":  func() { m.Read(20 * time.Microsecond) },
		"write": func() { m.Write(time.Millisecond, true) },
		"sent":  func() { m.Sent(300) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				observe()
			}
		})
	}
}

// A balancer asks from wherever it is and under any name, and for nothing else.
func TestHealth(t *testing.T) {
	var wrong error
	health := Health{Ready: func(ctx context.Context) error {
		if _, limited := ctx.Deadline(); !limited {
			t.Error("it may take for ever")
		}
		return wrong
	}}
	asked := func(handler http.Handler, path string) (int, string) {
		request := httptest.NewRequest("GET", path, nil)
		request.Host = "balancer.example"
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		return answer.Code, answer.Body.String()
	}
	for name, handler := range map[string]http.Handler{"alone": health.Handler(), "beside metrics": New("v1.4.0").Handler(health)} {
		wrong = nil
		if code, line := asked(handler, "/readyz"); code != 200 || line != "ready\n" {
			t.Errorf("%s: %d %s", name, code, line)
		}
		wrong = errors.New("the store does not answer")
		if code, line := asked(handler, "/readyz"); code != 503 || line != "not ready: the store does not answer\n" {
			t.Errorf("%s: %d %s", name, code, line)
		}
		if code, line := asked(handler, "/healthz"); code != 200 || line != "alive\n" {
			t.Errorf("%s: %d %s", name, code, line)
		}
		for _, path := range []string{"/metrics", "/debug/pprof/"} {
			if code, _ := asked(handler, path); code == 200 {
				t.Errorf("%s: %s is given to others", name, path)
			}
		}
	}
}
