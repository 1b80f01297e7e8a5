package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// readKeys reads the private keys of a folder, in the order of their names.
func readKeys(folder string) ([]ssh.Signer, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("reading the keys: %w", err)
	}
	var keys []ssh.Signer
	for _, entry := range entries {
		if entry.IsDir() || strings.HasSuffix(entry.Name(), ".pub") || entry.Name() == "known_hosts" {
			continue
		}
		key, err := readKey(filepath.Join(folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return nil, errors.New("there are no keys in " + folder)
	}
	return keys, nil
}

func readKey(path string) (ssh.Signer, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading a key: %w", err)
	}
	key, err := ssh.ParsePrivateKey(raw)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return key, nil
}

// hostKeys is how the server proves who it is.
func hostKeys(known string) (ssh.HostKeyCallback, error) {
	if known == "" {
		return ssh.InsecureIgnoreHostKey(), nil
	}
	check, err := knownhosts.New(known)
	if err != nil {
		return nil, fmt.Errorf("reading the known hosts: %w", err)
	}
	return check, nil
}
