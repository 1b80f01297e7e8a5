package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

// bbolt checks its own pages, but a damaged page can lead it outside of the file or
// round in circles, which ends the process. So it is done in a process of its own:
// this program once more, which finds the name of the file in its environment.

const (
	checkVariable = "PORTHOLE_CHECK_PAGES"
	mostProblems  = 100
	mostStack     = 64 << 20 // of the process that checks, before it is thought to go round in circles
	mostMemory    = 256 << 20
	pageMemory    = 256 // beside that, for each page of the file
)

// CheckCopy has bbolt check the pages of a file that nobody writes to, such as a copy
// of this one. Of what it finds, loose leads no reader astray: keys that are not in
// order, or pages that are free and in use or neither. What was found when the file was
// opened is told again. The error is for a check that could not be made.
func (f *File) CheckCopy(ctx context.Context, name string) (astray, loose []string, err error) {
	for _, cause := range f.doubts {
		astray = append(astray, "since the start: "+cause)
	}
	found, err := checkPages(ctx, name)
	for _, problem := range found {
		if strings.Contains(problem, "key[") || strings.HasSuffix(problem, "freed") {
			loose = append(loose, problem)
		} else {
			astray = append(astray, problem)
		}
	}
	return astray, loose, err
}

// checkPages is what bbolt finds wrong with the pages of a file.
func checkPages(ctx context.Context, name string) (problems []string, err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("check pages: %w", err)
	}
	check := exec.CommandContext(ctx, self)
	check.Env = append(os.Environ(), checkVariable+"="+name)
	out, err := check.Output()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("check pages: %w", ctx.Err())
	case err != nil && !errors.As(err, &exit):
		return nil, fmt.Errorf("check pages: %w", err)
	}
	for text := range strings.Lines(string(out)) {
		problems = append(problems, strings.TrimSuffix(text, "\n"))
	}
	if last := len(problems) - 1; last >= 0 && problems[last] == checkEnded {
		return problems[:last], nil
	}
	return append(problems, fmt.Sprintf("the check did not come to its end: %v", err)), nil
}

// checkEnded is the last line of a check.
const checkEnded = "checked"

func init() {
	if name := os.Getenv(checkVariable); name != "" {
		checkHere(name)
		os.Exit(0)
	}
}

// checkHere writes what is wrong to standard output, a line for each.
func checkHere(name string) {
	debug.SetMaxStack(mostStack)
	db, err := bbolt.Open(name, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		fmt.Println("open:", err)
		return
	}
	err = db.View(func(tx *bbolt.Tx) error {
		go limitMemory(uint64(mostMemory + tx.Size()/int64(db.Info().PageSize)*pageMemory))
		found := 0
		for err := range tx.Check() {
			fmt.Println(strings.ReplaceAll(err.Error(), "\n", " "))
			if found++; found == mostProblems {
				fmt.Println(checkEnded)
				os.Exit(0) // bbolt goes on looking, and needs the file for it
			}
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		fmt.Println("read:", err)
	}
	fmt.Println(checkEnded)
}

// limitMemory ends the process when a number that is spoiled has it take too much.
func limitMemory(most uint64) {
	for range time.Tick(50 * time.Millisecond) {
		var now runtime.MemStats
		if runtime.ReadMemStats(&now); now.Sys > most {
			os.Exit(1)
		}
	}
}
