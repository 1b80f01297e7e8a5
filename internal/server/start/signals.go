package start

import (
	"os"
	"os/signal"
	"syscall"
)

// Signals are those that end a program in good order. The end of the terminal is
// one, unless whoever started the program said that it is to outlive that, as
// nohup does.
func Signals() []os.Signal {
	end := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		end = append(end, syscall.SIGHUP)
	}
	return end
}
