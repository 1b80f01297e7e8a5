package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// openPages holds web pages of one tracking code open, as browsers do that wait for
// changes, beside the sessions that are measured. Whoever is done calls leave.
func openPages(ctx context.Context, o options) (leave func(), err error) {
	var open []net.Conn
	leave = func() {
		for _, conn := range open {
			_ = conn.Close()
		}
	}
	if o.pages == 0 {
		return leave, nil
	}
	cookie, err := enterPage(ctx, o)
	if err != nil {
		return leave, err
	}
	for range o.pages {
		conn, err := (&net.Dialer{Timeout: o.patience}).DialContext(ctx, "tcp", o.web)
		if err != nil {
			return leave, fmt.Errorf("opening a page: %w", err)
		}
		open = append(open, conn)
		_ = conn.SetReadDeadline(time.Now().Add(o.patience))
		_, err = fmt.Fprintf(conn, "GET /t/events HTTP/1.1\r\nHost: page\r\nCookie: %s\r\n\r\n", cookie)
		answer := ""
		if err == nil {
			answer, err = bufio.NewReader(conn).ReadString('\n')
		}
		if err != nil || !strings.Contains(answer, " 200 ") {
			return leave, fmt.Errorf("opening page %d: %q %w", len(open), answer, err)
		}
	}
	return leave, nil
}

// enterPage posts the code, and gives the cookie that it is answered with.
func enterPage(ctx context.Context, o options) (cookie string, err error) {
	form := strings.NewReader(url.Values{"code": {o.code}}.Encode())
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+o.web+"/t", form)
	if err != nil {
		return "", fmt.Errorf("entering the page: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := http.Client{Timeout: o.patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		return "", fmt.Errorf("entering the page: %w", err)
	}
	defer answer.Body.Close()
	cookie, _, _ = strings.Cut(answer.Header.Get("Set-Cookie"), ";")
	if answer.StatusCode != http.StatusSeeOther || cookie == "" {
		return "", fmt.Errorf("entering the page: %s", answer.Status)
	}
	return cookie, nil
}
