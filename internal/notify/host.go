package notify

import (
	"cmp"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"porthole/internal/model"
)

var hostShape = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$`)

// Paste is the line that somebody pastes to get in: `ssh HOST`, with a user name
// where one means something, and with -p where host has a port that is not 22.
func Paste(user, host string) string {
	name, port := hostAndPort(host)
	if user != "" {
		name = user + "@" + name
	}
	if port == usualPort {
		return "ssh " + name
	}
	return "ssh -p " + port + " " + name
}

// usualPort is that of SSH.
const usualPort = "22"

// hostAndPort takes apart what CheckHost has read.
func hostAndPort(host string) (name, port string) {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		return host, usualPort
	}
	return name, cmp.Or(port, usualPort)
}

// CheckHost reads a host as customers type it, with a port if it is not 22. It
// ends up in lines that people paste into a shell, so it is a name or an address
// and nothing else. The error is the Fault "start.mail.host".
func CheckHost(text string) (string, error) {
	text = strings.TrimSpace(text)
	name, port, err := net.SplitHostPort(text)
	if err != nil {
		name, port = text, ""
	}
	if port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return "", model.NewFault("start.mail.host", model.Line(text, model.NameCells).String())
		}
	}
	if !hostShape.MatchString(name) && (net.ParseIP(name) == nil || strings.Contains(name, "%")) {
		return "", model.NewFault("start.mail.host", model.Line(text, model.NameCells).String())
	}
	return text, nil
}

// CheckWeb reads the address of the web page as customers open it. A code is put
// behind a # after it. The page works with https alone: a browser keeps its cookie for
// nobody else, but for this very machine. The error is the Fault "start.web.url".
func CheckWeb(text string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err == nil && (u.Scheme == "https" || u.Scheme == "http" && isHere(u.Hostname())) && u.User == nil && u.RawQuery == "" && u.Fragment == "" {
		if _, err := CheckHost(u.Host); err == nil {
			return strings.TrimRight(u.String(), "/"), nil
		}
	}
	return "", model.NewFault("start.web.url", model.Line(text, model.NameCells).String())
}

// isHere says that a host is the machine on which the browser is.
func isHere(host string) bool { return host == "localhost" || net.ParseIP(host).IsLoopback() }
