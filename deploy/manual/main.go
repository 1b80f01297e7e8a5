// Command manual writes man pages and shell completion for the package: those of
// porthole from the tree of its commands, that of portholed from what its --help says.
//
//	manual FOLDER < help-of-portholed
//
// The pages bear the day of SOURCE_DATE_EPOCH, so that a package can be made again.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"porthole/internal/command"
	"porthole/internal/words"
)

func main() {
	if err := run(os.Args[1], os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string, help io.Reader) error {
	porthole := command.Manual("porthole", words.In(words.English, time.UTC))
	porthole.DisableAutoGenTag = true
	if err := doc.GenManTree(porthole, &doc.GenManHeader{Section: "1", Source: "Porthole"}, folder); err != nil {
		return fmt.Errorf("writing the pages of porthole: %w", err)
	}
	if err := porthole.GenBashCompletionFile(filepath.Join(folder, "porthole.bash")); err != nil {
		return fmt.Errorf("writing the completion: %w", err)
	}
	server, err := portholed(help)
	if err != nil {
		return err
	}
	page, err := os.Create(filepath.Join(folder, "portholed.8"))
	if err != nil {
		return fmt.Errorf("writing the page of portholed: %w", err)
	}
	defer page.Close()
	if err := doc.GenMan(server, &doc.GenManHeader{Section: "8", Source: "Porthole"}, page); err != nil {
		return fmt.Errorf("writing the page of portholed: %w", err)
	}
	return nil
}

// portholed is a command that has the flags of the server's help: a line with the
// flag and what stands for its value, and one with its meaning.
func portholed(help io.Reader) (*cobra.Command, error) {
	cmd := &cobra.Command{
		Use: "portholed", Short: "serve Porthole over SSH",
		Run: func(*cobra.Command, []string) {},
	}
	cmd.DisableAutoGenTag = true
	cmd.Flags().SortFlags = false
	lines := bufio.NewScanner(help)
	for lines.Scan() {
		flag, found := strings.CutPrefix(lines.Text(), "  --")
		if !found || !lines.Scan() {
			continue
		}
		name, kind, valued := strings.Cut(flag, " ")
		meaning := strings.TrimSpace(lines.Text())
		if valued {
			cmd.Flags().String(name, "", "`"+kind+"` "+meaning)
		} else {
			cmd.Flags().Bool(name, false, meaning)
		}
	}
	if err := lines.Err(); err != nil || !cmd.HasFlags() {
		return nil, fmt.Errorf("no flag is in the help of portholed: %w", err)
	}
	return cmd, nil
}
